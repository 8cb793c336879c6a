"""Interest, exactly: actual/365, in parts of a minor unit of which nothing is ever rounded away."""

from __future__ import annotations

from datetime import date, timedelta

PARTS = 365 * 1_000_000
"""Parts in a minor unit: a day's interest is balance times a rate in millionths of a year, so it is whole in these."""

CREDIT_MONTHS, CREDIT_DAY = (3, 6, 9, 12), 20


def earned(balance: int, ppm: int) -> int:
    """What a balance (minor units) earns in one day, in parts. A leap year has a day more, and it earns."""
    return max(balance, 0) * ppm


def due(parts: int) -> tuple[int, int]:
    """Whole minor units that can be paid, and the parts that are carried on."""
    return divmod(parts, PARTS)


def is_credit_day(day: date) -> bool:
    """Whether interest is paid at the end of a day: the 20th of each quarter's last month."""
    return day.month in CREDIT_MONTHS and day.day == CREDIT_DAY


def last_credit_day(day: date) -> date:
    """The latest day before this one at whose end interest was to be paid."""
    found = day - timedelta(days=1)
    while not is_credit_day(found):
        found -= timedelta(days=1)
    return found


def next_credit_day(day: date) -> date:
    """The first such day from this one on."""
    while not is_credit_day(day):
        day += timedelta(days=1)
    return day
