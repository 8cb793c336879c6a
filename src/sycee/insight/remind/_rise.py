"""A price that went up: a step between two payments of a series, after a level that had held."""

from __future__ import annotations

from datetime import date

import numpy as np

from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import Facts, Finding
from sycee.insight.remind._series import Series
from sycee.kit.money import Money, asset_by_id

_HELD = 2
# What one sends by one's own choice has no price.
_CHOSEN = ("person_out", "gifts", "invest", "borrowing", "family", "card_repayment", "other_out")
_LEAST_PERCENT, _MOST_PERCENT = 1, 150


def rises(entries: Entries, series: list[Series], since: int) -> list[Finding]:
    """Steps up since a day. The level before had held for two payments or more, so that what is billed by use, which
    is never twice the same, has none."""
    at = {int(ref): n for n, ref in enumerate(entries.ref)}
    return [
        finding
        for one in series
        for rows in ([at[ref] for ref in one.rows],)
        if one.next_amount < 0 and entries.codes[int(entries.code[rows[-1]])] not in _CHOSEN
        for finding in _steps(entries, one, rows, since)
    ]


def _steps(entries: Entries, one: Series, rows: list[int], since: int) -> list[Finding]:
    amount, found = np.abs(entries.amount[rows]).tolist(), []
    held = 1
    for n in range(1, len(rows)):
        before, now = amount[n - 1], amount[n]
        risen = (now - before) * 100
        up = one.steps[n - 1] and _LEAST_PERCENT * before <= risen <= _MOST_PERCENT * before
        if up and held >= _HELD and entries.day[rows[n]] >= since and _holds(amount[n:]):
            found.append(_told(entries, rows[max(n - held, n - 6) : n + 1], before, held))
        held = held + 1 if abs(now - before) * 1000 <= before else 1
    return found


def _holds(after: list[int]) -> bool:
    """Not a single dear month: what came after, if anything did, is as much."""
    return len(after) < 2 or after[1] * 100 >= after[0] * 99


def _told(entries: Entries, rows: list[int], before: int, held: int) -> Finding:
    last = rows[-1]
    unit, party = asset_by_id(int(entries.asset[last])), int(entries.party[last])
    now = abs(int(entries.amount[last]))
    facts: Facts = {
        "name": entries.names[party], "amount": Money(now, unit), "before": Money(before, unit), "times": str(held),
        "more": Money(now - before, unit), "percent": str((now - before) * 100 // before),
    }  # fmt: skip
    refs, on = tuple(entries.ref[rows].tolist()), date.fromordinal(int(entries.day[last]))
    return Finding("price_rise", str(entries.ref[last]), entries.parties[party], entries.names[party], refs, on,
                   Money(now, unit), "price_rise", facts)  # fmt: skip
