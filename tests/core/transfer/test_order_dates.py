"""The calendar of orders: each period comes exactly once, and the 31st is the last day of short months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sycee.core.transfer._order_dates import FIRST_AT, Every, at, in_words, next_after, tried_again
from sycee.kit.time import BANK_ZONE

DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))


def dates(first: date, every: Every, until: date) -> list[date]:
    """Every date of an order, each found from the one before it."""
    found: list[date] = []
    following = next_after(first, every, until, first - timedelta(days=1))
    while following is not None:
        found.append(following)
        following = next_after(first, every, until, following)
    return found


@given(DAYS, st.integers(0, 1500))
def test_each_month_is_paid_once_on_its_day_or_its_last(first: date, days: int) -> None:
    until = first + timedelta(days=days)
    found = dates(first, "month", until)

    months = [(day.year, day.month) for day in found]
    assert len(set(months)) == len(months), "no month twice"
    counted = [first.year * 12 + first.month - 1 + n for n in range(len(found))]
    assert [y * 12 + m - 1 for y, m in months] == counted, "and none left out"
    for day in found:
        assert first <= day <= until
        assert day.day == min(first.day, monthrange(day.year, day.month)[1])
    last = date(first.year + (first.month + len(found) - 1) // 12, (first.month + len(found) - 1) % 12 + 1, 1)
    assert (
        last > until or min(first.day, monthrange(last.year, last.month)[1]) > until.day or last > until.replace(day=1)
    )


@given(DAYS, st.integers(0, 600))
def test_each_week_is_paid_once_on_its_weekday(first: date, days: int) -> None:
    until = first + timedelta(days=days)

    assert dates(first, "week", until) == [first + timedelta(weeks=n) for n in range(days // 7 + 1)]


@given(DAYS, st.integers(-400, 2000))
def test_from_wherever_one_looks_the_next_date_is_the_same(first: date, ahead: int) -> None:
    after = first + timedelta(days=ahead)
    for every in ("week", "month"):
        following = next_after(first, every, None, after)
        assert following is not None
        assert following > after
        assert following == next_after(first, every, None, following - timedelta(days=1)), "nothing lies between"


@given(DAYS)
def test_once_is_once(first: date) -> None:
    assert next_after(first, "once", None, first - timedelta(days=1)) == first
    assert next_after(first, "once", None, first) is None


def test_the_31st_is_the_last_of_short_months_and_the_31st_again() -> None:
    found = dates(date(2027, 12, 31), "month", date(2028, 5, 31))

    assert [d.isoformat() for d in found] == [
        "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31",
    ]  # fmt: skip
    assert dates(date(2027, 1, 29), "month", date(2027, 3, 31))[1] == date(2027, 2, 28)


def test_a_day_has_one_try_and_three_more() -> None:
    day, tries = date(2026, 12, 31), []
    now: datetime | None = at(day, FIRST_AT)
    while now is not None:
        tries.append(now)
        now = tried_again(day, now)

    assert [t.astimezone(BANK_ZONE).hour for t in tries] == [9, 12, 15, 18]
    assert tried_again(day, at(day + timedelta(days=1), FIRST_AT)) is None


@pytest.mark.parametrize(
    ("first", "every", "zh"),
    [
        (date(2026, 12, 31), "month", "每月 31 日（短月为最后一天）"),
        (date(2026, 12, 28), "month", "每月 28 日"),
        (date(2026, 12, 30), "week", "每周三"),
        (date(2026, 12, 30), "once", "一次"),
    ],
)
def test_it_is_said_as_a_calendar_says_it(first: date, every: Every, zh: str) -> None:
    assert in_words(first, every, "zh") == zh
    assert in_words(first, every, "en").isascii()
