"""Learning from what customers did: when there is enough of it, what is better serves, with no look ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import numpy as np
import pytest
from tests.world import World

from sycee.brain import algorithm
from sycee.brain.recommend import Shelf, train
from sycee.brain.recommend._mine import KIND, choices, in_service, listed
from sycee.brain.recommend._on_device import UNLEARNED, of_version
from sycee.brain.recommend._train import PEOPLE_MIN
from sycee.kit.capability import Context, Nothing, Subject, write
from sycee.kit.ids import new_id

FIRST = -9_000
THEMES = ("gold", "green")


class Town:
    """People who like one theme each, in a bank whose models lie in a folder of their own."""

    def __init__(self, bank: World, folder: Path, owner: Any) -> None:
        self.bank, self.owner = bank, owner
        self.models = algorithm.Models(folder)
        self.shelf: Shelf = bank.bank.ports[Shelf]

    async def does(self, people: int, since: datetime, seed: int) -> None:
        draw = np.random.default_rng(seed)
        for one in range(people):
            theme = THEMES[one % 2]
            of = [good.code for good in self.shelf.written.items if f"article.{theme}." in good.code]
            for day, code in enumerate(draw.permutation(of)[:5]):
                at = since + timedelta(days=day)
                await self.owner.execute(
                    "INSERT INTO recommend_deed VALUES ($1, $2, $3, $4)", FIRST - one, str(code), at.date(), at
                )

    async def as_bank(self, work: Any, now: datetime | None = None) -> Any:
        ctx = self.bank.bank.context()
        ctx = replace(ctx, now=now or ctx.now, ports={**ctx.ports, algorithm.Models: self.models})
        return await self.bank.bank.runner.as_bank(ctx, "recommend.test", work)

    async def learns(self, now: datetime | None = None) -> list[algorithm.Version]:
        await self.as_bank(lambda ctx: train(ctx, Nothing()), now)
        found = await self.as_bank(lambda ctx: algorithm.versions(ctx, write(ctx).connection))
        return [one for one in found if one.kind == KIND]


@pytest.fixture
async def town(bank: World, tmp_path: Path) -> Any:
    owner = await asyncpg.connect(bank.bank.dsn)
    await _clean(owner)
    yield Town(bank, tmp_path, owner)
    await _clean(owner)
    await owner.close()


async def _clean(owner: Any) -> None:
    await owner.execute("DELETE FROM recommend_deed WHERE owner <= $1", FIRST)
    await owner.execute("DELETE FROM algorithm_version WHERE kind = $1", KIND)


async def test_too_few_people_teach_nothing_and_the_shelf_still_serves(town: Town) -> None:
    assert await town.learns(datetime.fromisoformat("2020-01-01T00:00:00+08:00")) == []


async def test_what_customers_did_is_learned_and_serves_with_what_they_like(town: Town) -> None:
    since = datetime.fromisoformat("2020-03-01T10:00:00+08:00")
    await town.does(PEOPLE_MIN + 10, since, seed=1)

    (first,) = await town.learns(since + timedelta(days=20))

    assert first.published_at is not None
    assert first.card["people"] == PEOPLE_MIN + 10
    assert first.gate > 0.2, "of 200 things it finds the next one among the first few"
    assert first.card["on_device"]["choices"] == 0, "nobody did two things on a day"
    assert first.card["on_device"]["weights"]["theme"] == UNLEARNED.weights[0]

    async def sees(ctx: Context) -> Any:
        return await choices(replace(ctx, subject=Subject(FIRST, new_id(ctx.now))), write(ctx).connection)

    async def lists(ctx: Context) -> Any:
        return await listed(replace(ctx, subject=Subject(FIRST, new_id(ctx.now))), write(ctx).connection)

    version, chosen = await town.as_bank(sees, since + timedelta(days=20))
    found = await town.as_bank(lists, since + timedelta(days=20))
    assert (found.version, found.shown) == (1, chosen)
    assert found.on_device.weights.tolist() == UNLEARNED.weights.tolist(), "it comes with the version, as it was kept"
    assert found.on_device.hours.any(), "they read articles in the morning, and that much was learned"
    assert of_version({}) is UNLEARNED, "a version from before knows of no devices, and serves on"
    assert version == 1
    assert any(".gold." in one.good.code for one in chosen[:3])
    assert chosen[0].why == "path"


async def test_what_is_not_better_is_kept_and_not_published(town: Town) -> None:
    since = datetime.fromisoformat("2020-03-01T10:00:00+08:00")
    await town.does(PEOPLE_MIN + 10, since, seed=1)
    now = since + timedelta(days=20)

    await town.learns(now)
    second, first = await town.learns(now)

    assert first.published_at is not None
    assert (second.gate, second.beside) == (first.gate, first.gate), "the same deeds teach the same"
    assert second.published_at is None


async def test_nothing_is_learned_from_what_comes_later(town: Town) -> None:
    since = datetime.fromisoformat("2020-03-01T10:00:00+08:00")
    await town.does(PEOPLE_MIN + 10, since, seed=1)
    early = since + timedelta(days=3, hours=1)

    (first,) = await town.learns(early)

    assert first.card["deeds"] == 4 * (PEOPLE_MIN + 10)


async def test_what_was_learned_for_another_shelf_does_not_serve(town: Town) -> None:
    since = datetime.fromisoformat("2020-03-01T10:00:00+08:00")
    await town.does(PEOPLE_MIN + 10, since, seed=1)
    await town.learns(since + timedelta(days=20))
    written = town.shelf.written
    other = Shelf(type(written)(written.version, written.entities, written.relations, {}, [], written.items[1:]), "x")

    async def serves(ctx: Context) -> Any:
        return await in_service(replace(ctx, ports={**ctx.ports, Shelf: other}), write(ctx).connection)

    assert (await town.as_bank(serves)) == (0, None)
