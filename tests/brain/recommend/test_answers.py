"""What is laid out follows how somebody answered of late, and what is tried out is of every theme."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.world import World

from sycee.brain.recommend import Viewer, choose, shelf_from
from sycee.brain.recommend._answers import LATELY, answers
from sycee.brain.recommend._mine import known_of_owner
from sycee.brain.recommend._rank import TRIED_AMONG, places_for

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SHELF = shelf_from(Path("no-shelf-of-its-own"))
GOODS = [good.code for good in SHELF.written.items]
GOLD = [code for code in GOODS if SHELF.theme(SHELF.number[code]) == "theme.gold"]


def of_gold(found: np.ndarray) -> float:
    return float(found[SHELF.number[GOLD[0]]])


def test_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert not answers(SHELF, {}, {}, NOW).any()
    assert len(answers(SHELF, {}, {}, NOW)) == len(SHELF.codes), "functions have numbers too, and no answers"


@given(st.integers(0, 6), st.integers(0, 20), st.integers(0, 20))
def test_each_showing_that_is_not_opened_takes_its_theme_down_and_each_opening_brings_it_up(
    opened: int, passed: int, others: int
) -> None:
    deeds = dict.fromkeys(GOLD[:opened], NOW - timedelta(days=1))
    shown = {"article.saving.1": others}

    before = of_gold(answers(SHELF, deeds, shown | {GOLD[-1]: passed}, NOW))

    assert of_gold(answers(SHELF, deeds, shown | {GOLD[-1]: passed + 1}, NOW)) < before
    more = dict.fromkeys(GOLD[: opened + 1], NOW - timedelta(days=1))
    assert of_gold(answers(SHELF, more, shown | {GOLD[-1]: passed}, NOW)) > before


def test_what_was_opened_before_that_or_after_now_says_nothing() -> None:
    for at in (NOW - LATELY, NOW + timedelta(seconds=1)):
        assert not answers(SHELF, {GOLD[0]: at}, {}, NOW).any()


def test_who_opens_no_more_of_a_theme_is_laid_out_less_of_it() -> None:
    liked = dict.fromkeys(GOLD[:3], NOW - timedelta(days=15))
    passed = dict.fromkeys(GOLD[3:6], 4)

    def laid_out(shown: dict[str, int]) -> int:
        return sum(one.good.code in GOLD for one in choose(SHELF, Viewer(1, liked, {}, shown), None, 0, NOW))

    assert laid_out({}) > laid_out(passed)


def test_what_is_tried_out_is_of_every_theme() -> None:
    liked = dict.fromkeys(GOLD[:3], NOW - timedelta(days=1))

    drawn_from = places_for(SHELF, Viewer(1, liked), None, 0, NOW)

    assert len(drawn_from) == TRIED_AMONG
    assert len({SHELF.theme(n) for n in drawn_from}) >= 15


async def test_what_was_seen_and_left_is_counted_by_days_from_the_next_one_on(bank: World) -> None:
    mei = await bank.customer("李梅")

    async def counted(days: int) -> dict[str, int]:
        with bank.hands.later(days=days):
            async with bank.bank.db.writers.acquire() as connection:
                return dict((await known_of_owner(connection, mei.party, bank.bank.clock())).shown)

    async def sees(days: int) -> list[str]:
        with bank.hands.later(days=days):
            await mei.signs_in()
            items = [one["item"] for one in (await mei.call("recommend.for_me")).body["items"]]
            assert (await mei.call("recommend.seen", items=items)).body["kept"] == len(items)
            return items

    first = await sees(0)
    assert await counted(0) == {}, "a list must not go from under the eyes of who reads it"
    assert await counted(1) == dict.fromkeys(first, 1)
    second = await sees(1)
    assert await counted(2) == Counter([*first, *second])
    assert (await mei.call("recommend.open", item=first[0])).status == 200
    assert first[0] not in await counted(1), "what was opened was not left"
    assert await counted(LATELY.days + 2) == {}
