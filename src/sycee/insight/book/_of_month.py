"""What a statement asks of the book besides sums: the biggest entries, what came back, which months there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
import numpy as np

from sycee.insight.book._filter import Filter, fitting
from sycee.insight.book._find import Told, told_of
from sycee.insight.book._lines import Lines
from sycee.insight.book._spans import before, starts, year_ago
from sycee.kit.capability import Context
from sycee.kit.errors import Fault


async def biggest(ctx: Context, lines: Lines, days: Filter, most: int) -> list[Told]:
    """The entries of these days that took most as spending, the largest first."""
    mask = fitting(lines, msgspec.structs.replace(days, side="spending"))
    taken = np.zeros(len(lines.entry), np.int64)
    np.add.at(taken, lines.entry[mask], lines.adds[mask])
    rows = np.flatnonzero(taken < 0)
    return await told_of(ctx, lines, rows[np.lexsort((rows, taken[rows]))][:most])


def came(lines: Lines, wanted: Filter) -> tuple[int, int]:
    """What the entries that a filter finds amount to, in minor units, whether or not they count; and how many."""
    rows = np.unique(lines.entry[fitting(lines, wanted)])
    return int(lines.amount[rows].sum()), len(rows)


def months_with_entries(lines: Lines) -> list[date]:
    """The first day of each month that has any, the earliest first."""
    return [date.fromordinal(n) for n in np.unique(starts(lines.day[lines.live], "month")).tolist()]


def earlier_of(days: Filter) -> Filter:
    """The same of the period before: of whole months as many months."""
    return _shifted(days, before)


def year_ago_of(days: Filter) -> Filter:
    """The same of a year ago."""
    return _shifted(days, year_ago)


def _shifted(days: Filter, by: Callable[[date, date], tuple[date, date]]) -> Filter:
    if days.since is None or days.until is None:
        raise Fault("no days to compare with")
    since, until = by(days.since, days.until)
    return msgspec.structs.replace(days, since=since, until=until)
