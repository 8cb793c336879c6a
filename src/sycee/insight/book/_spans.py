"""Days, weeks, months, quarters and years of the bank's calendar, and which of them to compare with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import numpy as np

from sycee.insight.book._texts import Ints

TIMES = ("day", "week", "month", "quarter", "year")
DAYS = date(1900, 1, 1), date(2999, 12, 31)
"""The first and the last day that may be asked for."""
_EPOCH = date(1970, 1, 1).toordinal()
_UNIT = {"month": "datetime64[M]", "year": "datetime64[Y]"}


def starts(day: Ints, unit: str) -> Ints:
    """The first day of the period that each day is in, as ordinals. Weeks begin on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return np.asarray(day - (day + 6) % 7)
    days = (day - _EPOCH).astype("datetime64[D]")
    if unit == "quarter":
        months = days.astype("datetime64[M]").astype(np.int64)
        return np.asarray((months // 3 * 3).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH)
    return np.asarray(days.astype(_UNIT[unit]).astype("datetime64[D]").astype(np.int64) + _EPOCH)


def span_of(first: date, unit: str) -> tuple[date, date]:
    """First and last day of the period that begins on a day."""
    if unit == "day":
        return first, first
    if unit == "week":
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return first, shifted(first, months) - timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """The same day some months on, or the last of that month where it has no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def before(since: date, until: date) -> tuple[date, date]:
    """The period before: as many months where these are whole months, as many days otherwise."""
    if since.day == 1 and (until + timedelta(days=1)).day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month + 1
        return shifted(since, -months), since - timedelta(days=1)
    return since - (until - since) - timedelta(days=1), since - timedelta(days=1)


def year_ago(since: date, until: date) -> tuple[date, date]:
    """The same days a year before; whole months stay whole."""
    if since.day == 1 and (until + timedelta(days=1)).day == 1:
        return shifted(since, -12), shifted(until + timedelta(days=1), -12) - timedelta(days=1)
    return shifted(since, -12), shifted(until, -12)
