"""The registry: what is better serves, what is damaged does not, and there is a way back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.world import World

from sycee.brain import algorithm
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal

KIND = "test.of.versions"


class Registry:
    """A registry in a folder of its own; what it is told to do is undone at the end of a test."""

    def __init__(self, bank: World, folder: Path) -> None:
        self.bank, self.folder = bank, folder
        self.models = algorithm.Models(folder)

    async def as_bank(self, work: Any) -> Any:
        ctx = self.bank.bank.context()
        ctx = replace(ctx, ports={**ctx.ports, algorithm.Models: self.models})
        return await self.bank.bank.runner.as_bank(ctx, "algorithm.test", work)

    async def learns(self, value: float, gate: float, beside: float | None = None, fits: int = 1) -> tuple[int, bool]:
        arrays, card = {"value": np.array([value])}, {"what": "a test"}
        return await self.as_bank(lambda ctx: algorithm.register(ctx, KIND, fits, arrays, card, gate, beside))

    async def serves(self) -> float | None:
        async def found(ctx: Context) -> Any:
            return await algorithm.serving(ctx, write(ctx).connection, KIND, 1)

        self.models = algorithm.Models(self.folder, told=self.models.told)  # another process: nothing is read yet
        version = await self.as_bank(found)
        return None if version is None else float(version[1]["value"][0])

    async def versions(self) -> list[algorithm.Version]:
        found = await self.as_bank(lambda ctx: algorithm.versions(ctx, write(ctx).connection))
        return [one for one in found if one.kind == KIND]


@pytest.fixture
async def registry(bank: World, tmp_path: Path) -> Any:
    made = Registry(bank, tmp_path)
    await _forget(bank)
    yield made
    await _forget(bank)


async def _forget(bank: World) -> None:
    import asyncpg

    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("DELETE FROM algorithm_version WHERE kind = $1", KIND)
    await owner.close()


async def test_only_what_is_better_than_what_serves_is_published(registry: Registry) -> None:
    assert await registry.serves() is None

    assert await registry.learns(1.0, gate=0.2) == (1, True)
    assert await registry.learns(2.0, gate=0.2, beside=0.2) == (2, False), "as good is not better"
    assert await registry.serves() == 1.0
    assert await registry.learns(3.0, gate=0.3, beside=0.2) == (3, True)
    assert await registry.serves() == 3.0


async def test_rolled_back_the_one_before_serves_until_there_is_none(registry: Registry) -> None:
    await registry.learns(1.0, gate=0.2)
    await registry.learns(2.0, gate=0.1, beside=0.2)
    await registry.learns(3.0, gate=0.3, beside=0.2)

    assert await registry.as_bank(lambda ctx: algorithm.roll_back(ctx, KIND)) == 3
    assert await registry.serves() == 1.0, "what was never published does not come to serve by rolling back"
    assert await registry.as_bank(lambda ctx: algorithm.roll_back(ctx, KIND)) == 1
    assert await registry.serves() is None
    with pytest.raises(Refusal, match="nothing_to_roll_back"):
        await registry.as_bank(lambda ctx: algorithm.roll_back(ctx, KIND))


@pytest.mark.parametrize("how", ["changed", "cut short", "gone", "of another format"])
async def test_a_file_that_is_not_whole_is_passed_over_for_the_last_good_one_and_the_log_says_so(
    registry: Registry, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await registry.learns(1.0, gate=0.2)
    await registry.learns(2.0, gate=0.3, beside=0.2, fits=2 if how == "of another format" else 1)
    file = registry.folder / KIND / "2.npz"
    if how == "changed":
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    if how == "cut short":
        file.write_bytes(b"")
    if how == "gone":
        file.unlink()

    assert await registry.serves() == 1.0
    assert await registry.serves() == 1.0

    said = capsys.readouterr().err
    assert said.count("algorithm.unusable") == 1, "once, not at every call"
    newest = (await registry.versions())[0]
    assert (newest.number, newest.whole) == (2, how == "of another format")


async def test_a_card_says_what_it_was_learned_from(registry: Registry) -> None:
    await registry.learns(1.0, gate=0.25)

    card = (await registry.versions())[0]

    assert (card.number, card.gate, card.beside, card.card) == (1, 0.25, None, {"what": "a test"})
    assert card.published_at is not None
