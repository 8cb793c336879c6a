"""The days of a city's history: weekdays, public holidays, Spring Festival, shopping festivals. No clock inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DAY_US = 86_400_000_000
SECOND_US = 1_000_000
FIRST_YEAR = 2000
# New Year's Day of the lunar calendar, month and day, from 2000 on.
_SPRING = (
    "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 "
    "0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 "
    "0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123 "
)
_EPOCH = date(2000, 1, 1)
# The bank's zone is eight hours ahead of UTC all year.
_ZONE_US = 8 * 3600 * SECOND_US


def spring_festival(year: int) -> date:
    """First day of the lunar year that begins in this year; known from 2000 to 2050."""
    place = 5 * (year - FIRST_YEAR)
    return date(year, int(_SPRING[place : place + 2]), int(_SPRING[place + 2 : place + 4]))


LAST_YEAR = FIRST_YEAR + len(_SPRING) // 5 - 1


@dataclass(frozen=True)
class Calendar:
    """Days `start` … `until`, numbered from 0. Instants are microseconds since 2000-01-01 UTC, as PostgreSQL counts."""

    start: date
    until: date

    @cached_property
    def days(self) -> int:
        """How many days there are."""
        return (self.until - self.start).days + 1

    def index(self, day: date) -> int:
        """Number of a day; negative before the start."""
        return (day - self.start).days

    def day(self, index: int) -> date:
        """The day with this number."""
        return self.start + timedelta(days=index)

    def at(self, day: Ints, second: Floats | Ints) -> Ints:
        """Instants at a second of the day by the bank's clock."""
        first = (self.start - _EPOCH).days * DAY_US - _ZONE_US
        return np.asarray(first + np.asarray(day) * DAY_US + (np.asarray(second) * SECOND_US).astype(np.int64))

    def when(self, at: int) -> tuple[int, int]:
        """Number of the day of an instant, and the second of that day by the bank's clock."""
        gone = at - (self.start - _EPOCH).days * DAY_US + _ZONE_US
        return gone // DAY_US, gone % DAY_US // SECOND_US

    @cached_property
    def end(self) -> int:
        """The instant at which the last day is over."""
        return int(self.at(np.array(self.days), np.array(0)))

    @cached_property
    def _dates(self) -> NDArray[np.datetime64]:
        return np.datetime64(self.start, "D") + np.arange(self.days)

    @cached_property
    def weekday(self) -> Ints:
        """0 is Monday."""
        return (self._dates.astype(np.int64) + 3) % 7

    @cached_property
    def year(self) -> Ints:
        """Year of every day."""
        return self._dates.astype("datetime64[Y]").astype(np.int64) + 1970

    @cached_property
    def month(self) -> Ints:
        """Month of every day, 1 to 12."""
        return np.asarray(self._dates.astype("datetime64[M]").astype(np.int64) % 12 + 1)

    @cached_property
    def month_day(self) -> Ints:
        """Day of the month of every day, from 1."""
        return np.asarray((self._dates - self._dates.astype("datetime64[M]")).astype(np.int64) + 1)

    @cached_property
    def to_spring(self) -> Ints:
        """Days since the nearest Spring Festival; negative before it."""
        near = np.array([self.index(spring_festival(y)) for y in range(self.start.year - 1, self.until.year + 2)])
        days = np.arange(self.days)
        after = np.clip(np.searchsorted(near, days, side="right"), 1, len(near) - 1)
        since, ahead = days - near[after - 1], days - near[after]
        return np.asarray(np.where(since <= -ahead, since, ahead))

    @cached_property
    def rest(self) -> Flags:
        """Weekends and public holidays. Make-up working days are not known here."""
        labour = (self.month == 5) & (self.month_day <= 5)
        national = (self.month == 10) & (self.month_day <= 7)
        spring = (self.to_spring >= -1) & (self.to_spring <= 5)
        new_year = (self.month == 1) & (self.month_day == 1)
        return np.asarray((self.weekday >= 5) | labour | national | spring | new_year)

    @cached_property
    def workday_before(self) -> Ints:
        """The same day, or the last working day before it."""
        days = np.where(self.rest, -1, np.arange(self.days))
        return np.maximum(np.maximum.accumulate(days), 0)

    @cached_property
    def months(self) -> list[tuple[int, int]]:
        """Year and month of every month that has days here."""
        first, last = self.start.year * 12 + self.start.month - 1, self.until.year * 12 + self.until.month - 1
        return [divmod(m, 12) for m in range(first, last + 1)]

    @cached_property
    def month_first(self) -> Ints:
        """Number of the first day of every month; that of the first month may be negative."""
        return np.array([self.index(date(y, m + 1, 1)) for y, m in self.months])

    def monthly(self, month_day: int, every: int = 1, since: int = 0) -> Ints:
        """Numbers of the days on which something falls due each `every` months: this day, or the month's last."""
        following = np.append(self.month_first[1:], self.index(self._next_month()))
        due = np.minimum(self.month_first + month_day - 1, following - 1)[since % every :: every]
        return np.asarray(due[(due >= 0) & (due < self.days)])

    def _next_month(self) -> date:
        return (self.until.replace(day=1) + timedelta(days=32)).replace(day=1)
