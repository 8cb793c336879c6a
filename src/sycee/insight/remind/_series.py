"""Payments that come again: which entries of a counterparty are one series, how often, when next, and how much.

The method is our own, from robust pieces. A series is what falls on one day of its period again and again: of the days
of the month that occur, the one with the least sum of absolute deviations (the L1 centre, which late and early single
payments do not move) is its nominal day, the 31st of a short month being its last. Every entry belongs to the nominal
date that is nearest; a series is one whose steps between nominal dates are the period, where at most one in eight
is something else and a date may be missed. Weekends and holidays move a payment by a few days: each period has
its tolerance. Amounts are steady where consecutive ones are alike; only what is billed by use may vary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sycee.insight.book import Ints
from sycee.insight.remind._entries import Entries

_FIRST = date(1900, 1, 1)
_MONTHS = np.arange(np.datetime64("1900-01"), np.datetime64("3001-01"))
_UNIX = date(1970, 1, 1).toordinal()
_STARTS = _MONTHS.astype("datetime64[D]").astype(np.int64) + _UNIX
_LENGTHS = np.diff(_STARTS)


@dataclass(frozen=True, slots=True)
class Every:
    """A period: so many months, or so many days where `months` is 0. `off`: by how many days a payment may be off its
    date; `least`: how many make a series; `late`: for how many days after its date it is still expected."""

    name: str
    months: int
    days: int
    off: int
    least: int
    late: int


EVERY = (
    Every("week", 0, 7, 1, 6, 4),
    Every("fortnight", 0, 14, 2, 5, 6),
    Every("month", 1, 30, 4, 3, 10),
    Every("two_months", 2, 61, 5, 3, 12),
    Every("quarter", 3, 91, 6, 3, 15),
    Every("half_year", 6, 183, 8, 3, 20),
    Every("year", 12, 365, 10, 2, 25),
)
"""The periods that are looked for, the shortest first."""
BILLED = (
    "rent", "mortgage", "utilities", "telecom", "insurance", "subscriptions", "education", "card_repayment", "invest",
    "salary", "pension", "benefits", "rent_received", "family", "housing_fund",
)  # fmt: skip
"""Categories in which what comes again is billed or paid by contract, so that its amount may vary."""
NOT_PAID = ("own", "refund", "duplicate", "top_up", "cash_in", "cash_out", "interest", "bonus", "rewards")
"""What only looks like a series: money between one's own pockets, and what comes back."""

_LOOKED_BACK, _SPLIT_MOST = 4 * 366, 12
# Who moves house has another landlord's day, or another contract: the newest part is tried by itself.
_TAILS = (36, 12, 6, 4)


@dataclass(frozen=True, slots=True)
class Series:
    """One series. `rows`: its entries, oldest first. `next_on`: the coming date as an ordinal; `next_amount`: signed,
    minor units; `exact`: the last amounts were alike, otherwise it is about as much. `steps`: where nominal dates
    follow each other by exactly one period, entry by entry from the second on."""

    every: Every
    rows: tuple[int, ...]
    steps: tuple[bool, ...]
    next_on: int
    next_amount: int
    exact: bool


def series_of(entries: Entries, today: int) -> list[Series]:
    """Every series of a customer's that is alive on a day, whose entries are up to that day. Milliseconds for 40,000
    entries: counterparties that were not met for a period are not looked at."""
    recent = entries.only((entries.day > today - _LOOKED_BACK) & ~entries.of(*NOT_PAID))
    named = np.array([bool(name) for name in entries.parties] or [False])
    recent = recent.only(named[recent.party]) if len(recent.day) else recent
    found = []
    for rows in recent.groups(recent.code, recent.amount > 0, recent.asset, recent.party):
        if len(rows) >= 2:
            found += _series(recent, rows, today)
    return sorted(found, key=lambda s: (s.next_on, s.rows))


def _series(entries: Entries, rows: Ints, today: int) -> list[Series]:
    billed = entries.codes[int(entries.code[rows[0]])] in BILLED
    whole = _one(entries, rows, today, billed=billed)
    if whole is not None:
        return [whole]
    amounts, count = np.unique(entries.amount[rows], return_counts=True)
    if len(amounts) == 1:
        return []
    often = [int(a) for _, a in sorted(zip(-count, amounts, strict=True)) if _ < -2][:_SPLIT_MOST]
    parts = (_one(entries, rows[entries.amount[rows] == amount], today, billed=False) for amount in often)
    return [part for part in parts if part is not None]


def _one(entries: Entries, rows: Ints, today: int, *, billed: bool) -> Series | None:
    """The series that these entries are, or the newest of them, if they are one and it is alive."""
    day = entries.day[rows]
    # Of one day the first counts: a second charge is no second date.
    rows = rows[np.concatenate([[True], day[1:] != day[:-1]])]
    if today - int(entries.day[rows[-1]]) > EVERY[-1].days + EVERY[-1].late + EVERY[-1].off:
        return None
    for most in _TAILS:
        if most == _TAILS[0] or most < len(rows):
            found = _fitted(entries, rows[-most:], today, billed=billed)
            if found is not None:
                return found
    return None


def _fitted(entries: Entries, rows: Ints, today: int, *, billed: bool) -> Series | None:
    day, amount = entries.day[rows], np.abs(entries.amount[rows])
    gaps = np.diff(day)
    for every in EVERY:
        if len(day) < every.least or today > day[-1] + every.days + every.late + 2 * every.off + every.months:
            continue
        if not _plausible(gaps, every) or not _steady(amount, every, billed=billed):
            continue
        fitted = _by_months(day, every) if every.months else _by_days(day, every)
        if fitted is None or today > fitted[0] + every.late:
            continue
        expected, steps = fitted
        sign = 1 if entries.amount[rows[0]] > 0 else -1
        coming, exact = _amount(day, amount, expected)
        return Series(every, tuple(entries.ref[rows].tolist()), steps, expected, sign * coming, exact)
    return None


def _plausible(gaps: Ints, every: Every) -> bool:
    near = np.abs(gaps - every.days) <= 2 * every.off + every.months
    return bool(2 * np.count_nonzero(near) >= len(gaps))


def _steady(amount: Ints, every: Every, *, billed: bool) -> bool:
    """Whether the amounts are those of one thing that is paid again."""
    alike = np.abs(np.diff(amount)) * 100 <= amount[:-1] * 2
    middle = int(np.median(amount))
    near = np.abs(amount - middle) * 10 <= middle
    if every.name == "year" and len(amount) < 3:
        return bool(near.all()) and billed
    if not billed and (len(amount) < 4 or every.months == 0):
        return bool(alike.all()) and len(amount) > every.least
    if not billed:
        return 10 * int(np.count_nonzero(alike)) >= 8 * len(alike)
    if every.months == 0:
        return 10 * int(np.count_nonzero(near)) >= 8 * len(near)
    return bool(amount.max() <= 12 * max(middle, 1))


def _fits(steps: Ints, off: Ints, every: Every, unit: int) -> tuple[bool, ...] | None:
    """Which steps are one period; None where too many are something else."""
    one = (steps == unit) & (off[1:] <= every.off) & (off[:-1] <= every.off)
    missed = (steps == 2 * unit) & (off[1:] <= every.off)
    odd = len(steps) - int(np.count_nonzero(one | missed))
    if 8 * odd > len(steps) or 5 * int(np.count_nonzero(missed)) > len(steps) or not one[-min(len(one), 2) :].any():
        return None
    return tuple(one.tolist())


def _by_months(day: Ints, every: Every) -> tuple[int, tuple[bool, ...]] | None:
    """The coming date of a series by months, and its steps."""
    month = (day - _UNIX).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - _MONTHS[0].astype(np.int64)
    of_month = np.unique(np.append(day - _STARTS[month] + 1, (day - _STARTS[month] + 1).max()))
    # A month's last day may be the 31st of a short one.
    if (of_month >= 28).any():
        of_month = np.unique(np.append(of_month, [30, 31]))
    near = month[None, :, None] + np.array([-1, 0, 1])
    nominal = _STARTS[near] + np.minimum(of_month[:, None, None], _LENGTHS[near]) - 1
    off = np.abs(day[None, :, None] - nominal)
    best = off.min(axis=2).sum(axis=1).argmin()
    place = off[best].argmin(axis=1)
    index, distance = month + place - 1, off[best].min(axis=1)
    steps = _fits(np.diff(index), distance, every, every.months)
    if steps is None:
        return None
    anchor = int(of_month[best])
    late = day - _on(index, anchor)
    return _moved(int(_on(index[-1:] + every.months, anchor)[0]), _on(index, anchor), late), steps


def _on(month: Ints, anchor: int) -> Ints:
    return np.asarray(_STARTS[month] + np.minimum(anchor, _LENGTHS[month]) - 1)


def _moved(expected: int, nominal: Ints, late: Ints) -> int:
    """The date on a working day, where this series was always moved off weekends in one direction."""
    weekday = (expected + 6) % 7
    if weekday < 5:
        return expected
    past = late[(nominal + 6) % 7 >= 5]
    if len(past) >= 2 and (past < 0).all():
        return expected - (weekday - 4)
    return expected + (7 - weekday) if len(past) >= 2 and (past > 0).all() else expected


def _by_days(day: Ints, every: Every) -> tuple[int, tuple[bool, ...]] | None:
    """The coming date of a series by weeks, and its steps."""
    gaps, unit = np.diff(day), every.days
    periods = (gaps + unit // 2) // unit
    off = np.abs(gaps - periods * unit)
    steps = _fits(periods, np.append(0, off), every, 1)
    if steps is None:
        return None
    phase = (day - day[-1] + unit // 2) % unit - unit // 2
    return int(day[-1]) + int(np.median(phase)) + unit, steps


def _amount(day: Ints, amount: Ints, expected: int) -> tuple[int, bool]:
    """What is likely next: the last, where the last two are alike or a price stood still before it moved; else that of
    a year ago; else the usual one."""
    alike = np.abs(np.diff(amount)) * 100 <= amount[:-1] * 2
    if alike[-1] or (len(alike) > 2 and alike[:-1].all()):
        return int(amount[-1]), True
    ago = np.abs(day - (expected - 365))
    if ago.min() <= 20 and len(amount) >= 6:
        return int(amount[ago.argmin()]), False
    return int(np.median(amount[-6:])), False
