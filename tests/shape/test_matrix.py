"""Every verb, asked by every kind of caller: each gets what the matrix says, and nobody learns of another's things."""

from __future__ import annotations

from typing import Any

import pytest
from matrix_rows import CALLERS, ROWS, Cast, Row, play, rows_of
from tests.world import World

from sycee.app.wiring import declare

VERBS = [verb.name for verb in declare()]
OTHERS = [caller for caller in CALLERS if caller != "owner"]


@pytest.fixture(scope="module")
async def cast(world: World) -> Cast:
    """One cast for the whole matrix."""
    return await play(world)


def test_a_verb_without_a_row_fails_with_the_cure() -> None:
    with pytest.raises(AssertionError, match=r"card\.freeze has no row .*MATRIX to its test"):
        rows_of("card.freeze")


def test_the_matrix_has_no_row_for_a_verb_that_is_gone() -> None:
    assert set(ROWS) == set(VERBS)


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("verb", VERBS)
async def test_a_caller_gets_what_the_matrix_says(bank: World, cast: Cast, verb: str, caller: str) -> None:
    for row in rows_of(verb):
        said = await cast.call(caller, verb, await row.asked(cast, caller))
        assert said.code == row.gets[caller], said


@pytest.mark.parametrize("caller", OTHERS)
@pytest.mark.parametrize("verb", VERBS)
async def test_others_learn_and_change_nothing(bank: World, cast: Cast, verb: str, caller: str) -> None:
    for row in rows_of(verb):
        ask, before = await row.asked(cast, caller), await cast.belongings()
        said = await cast.call(caller, verb, ask)

        assert await cast.belongings() == before, "another's things have changed"
        shown = caller == "staff" and row.by == "staff"  # what they see is masked, and each verb's own test says how
        if not row.tells and not shown:
            assert said == await cast.call(caller, verb, ask | row.never), "it tells that the object is there"
        if "city." not in verb and not shown:
            assert not _told(cast, said.body, ask), said


def _told(cast: Cast, body: dict[str, Any], ask: dict[str, Any]) -> list[str]:
    """The owner's secrets in an answer, but for those that the caller named."""
    named = [str(value) for value in ask.values()]
    return [secret for secret in cast.secrets() if secret in str(body) and secret not in named]


@pytest.mark.parametrize("row", [row for rows in ROWS.values() for row in rows if row.never])
async def test_the_owner_is_told_of_nothing_that_never_was(bank: World, cast: Cast, row: Row) -> None:
    verb = next(name for name, rows in ROWS.items() if row in rows)

    said = await cast.call("owner", verb, await row.ask(cast) | row.never)

    assert said.code in {row.gets["stranger"], "ok"}, said
    assert said.code != "ok" or not said.body["entries"]
