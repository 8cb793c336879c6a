"""Charged twice: the same amount to the same counterparty within minutes, unless that is what one does there."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np

from sycee.insight.book import Flags, Ints
from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import Facts, Finding
from sycee.kit.money import Money, asset_by_id
from sycee.kit.time import BANK_ZONE

MINUTES = 10
_MINUTE_US = 60_000_000
_HABIT = 2
_LEAST_MINOR = 100
_BACK_DAYS = 31
# To people one sends the same twice on purpose, and money between one's own pockets is no charge.
_NOT_CHARGED = (
    "person_out", "gifts", "own", "top_up", "invest", "cash_out", "borrowing", "refund", "duplicate", "card_repayment",
)  # fmt: skip
# Nobody pays such a bill twice on one day on purpose, whatever the hour.
_ONCE_A_DAY = ("subscriptions", "utilities", "rent", "mortgage", "insurance")


def twice(entries: Entries, since: int) -> list[Finding]:
    """Second charges since a day: one that came back meanwhile is none, also where the refund names a wallet instead of
    the shop. Where a customer has paid the same twice within minutes on two earlier days there, it is their habit."""
    paid = entries.only((entries.amount <= -_LEAST_MINOR) & ~entries.of(*_NOT_CHARGED))
    order = np.lexsort((paid.at, paid.amount, paid.asset, paid.party))
    paid = paid.only(order)
    same = np.flatnonzero(_same(paid))
    near = paid.at[same + 1] - paid.at[same] <= MINUTES * _MINUTE_US
    billed = paid.of(*_ONCE_A_DAY)[same + 1] & (paid.day[same + 1] == paid.day[same])
    whole = (paid.base[same + 1] == paid.amount[same + 1]) & (paid.base[same] == paid.amount[same])
    pairs = same[near | billed]
    usual = _habitual(paid, same[near])
    new = (paid.day[pairs + 1] >= since) & np.isin(pairs, same[whole]) & ~np.isin(pairs, usual)
    named = np.array([bool(paid.parties[party]) for party in paid.party[pairs]], np.bool_)
    told = pairs[new & named]
    return [_told(paid, int(n)) for n in told[~_came_back(entries, paid, told + 1)]]


def _came_back(entries: Entries, paid: Entries, seconds: Ints) -> Flags:
    """Whether exactly that sum was refunded within a month by whoever."""
    refunds = entries.only((entries.amount > 0) & entries.of("refund"))
    found = [
        bool(np.any((refunds.amount == -paid.amount[n]) & (refunds.asset == paid.asset[n])
                    & (refunds.at > paid.at[n]) & (refunds.day <= paid.day[n] + _BACK_DAYS)))
        for n in seconds
    ]  # fmt: skip
    return np.array(found, np.bool_)


def _same(paid: Entries) -> Flags:
    keys = (paid.party, paid.asset, paid.amount)
    return np.asarray(np.all([key[1:] == key[:-1] for key in keys], axis=0)) if len(paid.day) else np.zeros(0, np.bool_)


def _habitual(paid: Entries, pairs: Ints) -> Ints:
    """Pairs before which there were others at the same counterparty on enough days."""
    days: dict[int, set[int]] = {}
    found = []
    for n in pairs[np.argsort(paid.at[pairs], kind="stable")].tolist():
        earlier = days.setdefault(int(paid.party[n]), set())
        if len(earlier - {int(paid.day[n])}) >= _HABIT:
            found.append(n)
        earlier.add(int(paid.day[n]))
    return np.array(found, np.int64)


def _told(paid: Entries, n: int) -> Finding:
    unit, party = asset_by_id(int(paid.asset[n])), int(paid.party[n])
    first, second = (datetime.fromtimestamp(int(paid.at[m]) / 1_000_000, BANK_ZONE) for m in (n, n + 1))
    amount = Money(-int(paid.amount[n]), unit)
    facts: Facts = {
        "name": paid.names[party], "amount": amount, "day": second.date().isoformat(), "first": f"{first:%H:%M}",
        "second": f"{second:%H:%M}",
    }  # fmt: skip
    refs = (int(paid.ref[n]), int(paid.ref[n + 1]))
    on = date.fromordinal(int(paid.day[n + 1]))
    return Finding("double_charge", str(refs[1]), paid.parties[party], paid.names[party], refs, on, amount,
                   "double_charge", facts)  # fmt: skip
