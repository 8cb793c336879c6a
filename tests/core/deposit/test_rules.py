"""Interest, as arithmetic: whole numbers, no drift, and the parts are the whole."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sycee.core.deposit import PARTS, due, earned, is_credit_day, last_credit_day, next_credit_day
from sycee.core.deposit._mine import percent

_BALANCES = st.lists(st.integers(0, 10**15), max_size=120)
_RATES = st.integers(0, 1_000_000)


@given(_BALANCES, _RATES)
def test_what_days_earn_is_exactly_what_the_rate_says(balances: list[int], ppm: int) -> None:
    parts = sum(earned(balance, ppm) for balance in balances)

    exact = sum((Fraction(b) * ppm / 1_000_000 / 365 for b in balances), Fraction(0))
    assert Fraction(parts, PARTS) == exact


@given(st.lists(_BALANCES, min_size=1, max_size=8), _RATES)
def test_paying_quarter_by_quarter_loses_and_adds_nothing(quarters: list[list[int]], ppm: int) -> None:
    carried = paid = 0
    for balances in quarters:
        minor, carried = due(carried + sum(earned(b, ppm) for b in balances))
        paid += minor

    assert 0 <= carried < PARTS
    assert paid * PARTS + carried == sum(earned(b, ppm) for balances in quarters for b in balances)


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=40), st.integers(1, 60), _RATES)
def test_the_sum_of_what_is_owed_to_each_is_what_the_bank_has_booked(balances: list[int], days: int, ppm: int) -> None:
    booked = carry = 0
    for _ in range(days):
        minor, carry = due(carry + sum(earned(b, ppm) for b in balances))
        booked += minor
    each = [due(days * earned(b, ppm)) for b in balances]

    owed = booked - sum(minor for minor, _ in each)
    assert owed * PARTS + carry == sum(rest for _, rest in each)
    assert 0 <= owed <= len(balances), "what is held back is less than a fen of each"


def test_a_leap_year_has_a_day_more_and_it_earns() -> None:
    def of(year: int) -> int:
        days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        return days * earned(365_000_000, 10_000)

    assert due(of(2027)) == (3_650_000, 0), "one percent of a year of 365 days"
    assert due(of(2028)) == (3_660_000, 0)


def test_nothing_below_nothing_is_earned() -> None:
    assert earned(-500, 9_500) == 0


@pytest.mark.parametrize(
    ("day", "last", "following"),
    [
        (date(2027, 12, 20), date(2027, 9, 20), date(2027, 12, 20)),
        (date(2027, 12, 21), date(2027, 12, 20), date(2028, 3, 20)),
        (date(2028, 2, 29), date(2027, 12, 20), date(2028, 3, 20)),
    ],
)
def test_interest_is_due_on_the_twentieth_of_a_quarters_last_month(day: date, last: date, following: date) -> None:
    assert (last_credit_day(day), next_credit_day(day)) == (last, following)


@given(st.integers(2000, 2100))
def test_there_are_four_such_days_in_a_year(year: int) -> None:
    assert sum(is_credit_day(date(year, 1, 1) + timedelta(days=n)) for n in range(365)) == 4


@pytest.mark.parametrize(("ppm", "said"), [(9_500, "0.95"), (12_500, "1.25"), (10_000, "1.00"), (1_234, "0.1234")])
def test_a_rate_is_read_in_percent(ppm: int, said: str) -> None:
    assert percent(ppm) == said
