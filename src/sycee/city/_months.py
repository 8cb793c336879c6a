"""How far each account would fall in each month, and what must be moved so that none falls below its floor. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Calendar, Flags, Ints

HUNDRED_YUAN = 10_000
_TIME_BITS = 51
_NEVER = np.iinfo(np.int64).max
# Yearly rates in ten-thousandths from each year on: demand deposits, and savings.
_RATE_YEARS = (2000, 2015, 2022, 2023, 2024, 2025)
_DEMAND, _SAVINGS = (50, 35, 28, 22, 12, 6), (220, 175, 165, 145, 115, 95)


def key(account: Ints, at: Ints) -> Ints:
    """One number that sorts by account, then by time."""
    return np.asarray(account << _TIME_BITS | at)


@dataclass(frozen=True, slots=True)
class Months:
    """The history of some accounts, cut at an instant in each month: a row per account, a column per month.

    `low` is how far the balance falls below where it begins (at most 0), `total` what it changes by."""

    at: Ints
    low: Ints
    total: Ints
    active: Flags


def months(account: Ints, at: Ints, amount: Ints, cuts: Ints, opened: Ints, end: int) -> Months:
    """Cut legs (account from 0, instant, signed amount) at the instants `cuts`; the first cut is the opening.

    Months from before the opening, and those that would begin at `end`, are not active: nothing is moved in them."""
    cuts = np.maximum(cuts, opened[:, None])
    cuts[:, 0] = opened
    keys = key(account, at)
    order = np.argsort(keys, kind="stable")
    before = np.concatenate(([0], np.cumsum(amount[order])))
    edges = np.searchsorted(keys[order], key(np.arange(len(cuts))[:, None], cuts)).ravel()
    ends = np.append(edges[1:], len(account))
    lowest = np.minimum.reduceat(np.append(before[1:], _NEVER), edges)
    low = np.where(ends > edges, np.minimum(lowest - before[edges], 0), 0)
    active = (np.append(cuts[:, 1:], np.full((len(cuts), 1), end + 1), axis=1) > opened[:, None]) & (cuts < end)
    return Months(cuts, low.reshape(cuts.shape), (before[ends] - before[edges]).reshape(cuts.shape), active)


@dataclass(frozen=True, slots=True)
class Moves:
    """What is moved at the cuts of `Months`, in fen, by account and month. Interest has a day of its own."""

    from_savings: Ints
    to_savings: Ints
    from_outside: Ints
    to_outside: Ints
    interest: Ints
    savings_interest: Ints


def _none(months: Months) -> Moves:
    return Moves(*(np.zeros_like(months.low) for _ in range(6)))


def _up(fen: Ints, step: int) -> Ints:
    return np.asarray(-(-np.maximum(fen, 0) // step) * step)


def _down(fen: Ints, step: int) -> Ints:
    return np.asarray(np.maximum(fen, 0) // step * step)


@dataclass(frozen=True, slots=True)
class Ways:
    """How people keep house: the least they leave, what they want to have left, and when they put the rest aside.

    Savings above `most` are invested elsewhere, down to half of it."""

    keep: Ints
    want: Ints
    saving: Flags
    most: Ints


def households(months: Months, ways: Ways, savings: Ints, calendar: Calendar) -> Moves:
    """People: what is short comes from `savings` and then from elsewhere; what is over is saved."""
    moves, paid = _none(months), interest_days(calendar)
    current, savings = np.zeros(len(savings), np.int64), savings.copy()
    accrued = np.zeros((2, len(savings)), np.int64)
    for k in range(months.low.shape[1]):
        lowest, active = current + months.low[:, k], months.active[:, k]
        short = np.where(active, _up(ways.keep[:, k] - lowest, HUNDRED_YUAN), 0)
        taken = np.minimum(short, _down(savings, HUNDRED_YUAN))
        put = np.where(active & ways.saving[:, k], _down(lowest - ways.want[:, k], 5 * HUNDRED_YUAN), 0)
        moves.from_savings[:, k], moves.from_outside[:, k], moves.to_savings[:, k] = taken, short - taken, put
        rich = active & (savings - taken > ways.most) & (k % 3 == 1)
        moves.to_outside[:, k] = np.where(rich, _down(savings - taken - ways.most // 2, 50 * HUNDRED_YUAN), 0)
        current += short - put
        savings += put - taken - moves.to_outside[:, k]
        accrued += np.where(active, (current, savings), 0)
        current += months.total[:, k]
        if k in paid:
            # Booked on the 21st and only counted on from the next cut, which is later.
            _credit(
                moves, k, np.where(months.at[:, 0] < calendar.at(np.array(paid[k]), np.array(0)), accrued, 0), calendar
            )
            current += moves.interest[:, k]
            savings += moves.savings_interest[:, k]
            accrued[:] = 0
    return moves


def interest_days(calendar: Calendar) -> dict[int, int]:
    """Months in which interest is paid, with its day: the 21st of each quarter's last month, as everywhere."""
    days = {k: int(first) + 20 for k, first in enumerate(calendar.month_first)}
    return {k: d for k, d in days.items() if calendar.months[k][1] % 3 == 2 and 0 <= d < calendar.days}


def _credit(moves: Moves, k: int, accrued: Ints, calendar: Calendar) -> None:
    """A quarter's interest on what there was at its three cuts."""
    year = calendar.months[k][0]
    demand, savings = (int(np.interp(year, _RATE_YEARS, rates)) for rates in (_DEMAND, _SAVINGS))
    moves.interest[:, k] = accrued[0] // 3 * demand // 40_000
    moves.savings_interest[:, k] = accrued[1] // 3 * savings // 40_000


def businesses(months: Months, keep: Ints) -> Moves:
    """Firms: what is short their customers elsewhere pay in, what is over goes to their suppliers."""
    moves, balance = _none(months), np.zeros(len(keep), np.int64)
    for k in range(months.low.shape[1]):
        lowest = balance + months.low[:, k]
        busy = months.active[:, k] & ((months.low[:, k] < 0) | (months.total[:, k] != 0))
        moves.from_outside[:, k] = np.where(busy, _up(keep - lowest, 10 * HUNDRED_YUAN), 0)
        moves.to_outside[:, k] = np.where(busy, _down(lowest - 2 * keep, 10 * HUNDRED_YUAN), 0)
        balance += moves.from_outside[:, k] - moves.to_outside[:, k] + months.total[:, k]
    return moves
