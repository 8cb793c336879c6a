"""The months to come: they follow from the plan alone, and from the lives that people have led."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from sycee.city import City, plan_city, written_beside
from sycee.city._ahead import SPILL, Chapter, chapter_at, months_of, write_chapter
from sycee.city._calendar import DAY_US

UNTIL = date(2026, 8, 20)
ROUND = {"rent", "mortgage", "subscription"}


@pytest.fixture(scope="module")
def city() -> City:
    return plan_city(40, 3, 11, UNTIL)


@pytest.fixture(scope="module")
def first(city: City) -> Chapter:
    return write_chapter(city, 0)


def test_a_chapter_written_again_is_the_same(city: City, first: Chapter) -> None:
    again = write_chapter(plan_city(40, 3, 11, UNTIL), 0)

    assert all(np.array_equal(a, b) for a, b in zip(first.flows, again.flows, strict=True))
    assert (first.texts, first.looks, first.places) == (again.texts, again.looks, again.places)


def test_chapters_follow_on_one_another_from_the_day_after_the_history(city: City) -> None:
    spans = [months_of(city, number) for number in range(6)]

    assert spans[0] == (date(2026, 8, 21), date(2026, 10, 31))
    assert all(end + timedelta(days=1) == start for (_, end), (start, _) in pairwise(spans))
    assert [chapter_at(city, day) for span in spans for day in span] == [n for n in range(6) for _ in range(2)]


def test_nothing_is_before_its_chapter_or_long_after(city: City, first: Chapter) -> None:
    start, days = city.ground.calendar.end, (months_of(city, 0)[1] - UNTIL).days

    assert start <= first.flows.at.min()
    assert first.flows.at.max() < start + (days + SPILL) * DAY_US
    assert (np.diff(first.flows.at) >= 0).all()
    assert first.flows.amount.min() > 0


def test_what_came_round_comes_round_again_from_the_same_to_the_same(city: City, first: Chapter) -> None:
    """Whoever paid rent or a loan in the last month pays the same landlord; in three months more often than in one."""
    quarter = city.quarter(0)
    entries = quarter.entries
    lately = np.flatnonzero((entries.at > city.ground.calendar.end - 32 * DAY_US) & (entries.amount < 0))
    was = {
        (int(entries.account[n]), quarter.texts[int(entries.text[n])]): -int(entries.amount[n])
        for n in lately
        if quarter.texts[int(entries.text[n])][0] in ROUND
    }
    flows = first.flows
    coming = [
        (int(s), first.texts[int(t)], int(a))
        for s, t, a in zip(flows.source, flows.source_text, flows.amount, strict=True)
    ]
    now = {(seat, text): fen for seat, text, fen in coming if text[0] in ROUND}

    assert was
    assert len(was.keys() & now.keys()) > 0.9 * len(was)
    assert all(now[key] == was[key] for key in was.keys() & now.keys())


def test_people_keep_their_work(city: City, first: Chapter) -> None:
    """Nearly everybody who was paid by a firm in the last two months is paid by the same firm."""
    quarter = city.quarter(0)
    entries, flows = quarter.entries, first.flows
    lately = (entries.at > city.ground.calendar.end - 62 * DAY_US) & (entries.amount > 0)
    was = {
        (int(entries.account[n]), quarter.texts[int(entries.text[n])][1])
        for n in np.flatnonzero(lately)
        if quarter.texts[int(entries.text[n])][0] == "salary"
    }
    paid = Counter(
        (int(t), first.texts[int(x)][1])
        for t, x in zip(flows.target, flows.target_text, strict=True)
        if first.texts[int(x)][0] == "salary"
    )
    assert len(was & paid.keys()) > 0.8 * len(was) > 10
    assert max(paid.values()) <= 3, "not more than once in each month"


async def test_a_process_of_its_own_writes_the_same(city: City, first: Chapter) -> None:
    written = await written_beside(city)(0)

    assert all(np.array_equal(a, b) for a, b in zip(first.flows, written.flows, strict=True))
    assert (first.texts, first.looks, first.places) == (written.texts, written.looks, written.places)
