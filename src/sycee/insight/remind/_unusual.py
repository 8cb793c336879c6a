"""Amounts out of the ordinary, and large first payments: the modified z-score, taken of logarithms.

B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers (1993): 0.6745 · (x − median) / MAD, above 3.5; above 4.5
where shops are compared, which on the city's people tells half as many for the same hits. Of logarithms, because what
people pay is spread by factors; and with a least spread, because a habit of paying exactly the same would make any
other amount unheard of. Each payment is compared only with what was there before it.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from sycee.insight.book import Ints
from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import Facts, Finding, Kind
from sycee.insight.remind._series import NOT_PAID
from sycee.kit.money import Money, asset_by_id

_CUT, _CUT_PEOPLE, _SCALE = 4.5, 3.5, 0.6745
_SPREAD_MIN = 0.25
_BEFORE_MIN, _FEW_MIN, _FIRST_MIN = 8, 3, 5
_TIMES = 5
"""With few payments before, this many times the largest of them."""
_WINDOW = 730
_LEAST_MAJOR, _FIRST_MAJOR = 500, 3_000
# Large by nature and known to whoever pays them; series have their own finding, a price that rises.
_LARGE = (*NOT_PAID, "invest", "card_repayment", "mortgage", "rent", "fees", "insurance")
_PEOPLE = ("person_out", "gifts", "borrowing", "other_out")

Floats = npt.NDArray[np.float64]


def unusual(entries: Entries, since: int, known: set[int]) -> list[Finding]:
    """Payments since a day that are far above what was paid to the same counterparty before, and large first payments
    to somebody new: a shop among first payments to shops, a person among all that was sent to people.

    `known`: entries of a series, which are no surprise.
    """
    paid = entries.only((entries.amount < 0) & ~entries.of(*_LARGE))
    size, people, found = np.log(np.maximum(-paid.amount, 1)), paid.of(*_PEOPLE), []
    groups = [rows for rows in paid.groups(paid.asset, paid.party) if paid.parties[int(paid.party[rows[0]])]]
    firsts = np.sort(np.array([rows[0] for rows in groups if not people[rows[0]]], np.int64))
    sent = np.flatnonzero(people & (paid.day > since - _WINDOW))
    for rows in groups:
        # The window is at the end, and most counterparties were not met in it.
        for place in range(len(rows) - 1, -1, -1):
            n = int(rows[place])
            if paid.day[n] < since:
                break
            if int(paid.ref[n]) in known:
                continue
            if place == 0:
                before = sent[sent < n] if people[n] else firsts[firsts < n]
                found += _first(paid, n, size, before[paid.asset[before] == paid.asset[n]], person=bool(people[n]))
            else:
                before = rows[:place]
                found += _again(paid, n, size, before[paid.day[before] > paid.day[n] - _WINDOW])
    return found


def _first(paid: Entries, n: int, size: Floats, before: Ints, *, person: bool) -> list[Finding]:
    large = -int(paid.amount[n]) >= _FIRST_MAJOR * 10 ** asset_by_id(int(paid.asset[n])).digits
    if large and len(before) >= _FIRST_MIN and _far(size[n], size[before], _CUT_PEOPLE if person else _CUT):
        return [_told(paid, n, "new_place", size[before])]
    return []


def _again(paid: Entries, n: int, size: Floats, before: Ints) -> list[Finding]:
    large = -int(paid.amount[n]) >= _LEAST_MAJOR * 10 ** asset_by_id(int(paid.asset[n])).digits
    if not large or len(before) < _FEW_MIN:
        return []
    few = len(before) < _BEFORE_MIN
    odd = paid.amount[n] <= _TIMES * paid.amount[before].min() if few else _far(size[n], size[before])
    return [_told(paid, n, "unusual_amount", size[before])] if odd else []


def _far(size: np.float64, before: Floats, cut: float = _CUT) -> bool:
    middle = np.median(before)
    spread = max(np.median(np.abs(before - middle)), _SPREAD_MIN)
    return bool(_SCALE * (size - middle) / spread > cut and (cut < _CUT or size > before.max()))


def _told(paid: Entries, n: int, kind: Kind, before: Floats) -> Finding:
    unit, party = asset_by_id(int(paid.asset[n])), int(paid.party[n])
    amount, usual = -int(paid.amount[n]), round(np.exp(np.median(before)))
    facts: Facts = {
        "name": paid.names[party], "amount": Money(amount, unit), "usual": Money(usual, unit),
        "times": str(len(before)), "ratio": str(amount // max(usual, 1)),
    }  # fmt: skip
    ref = int(paid.ref[n])
    return Finding(kind, str(ref), paid.parties[party], paid.names[party], (ref,),
                   date.fromordinal(int(paid.day[n])), Money(amount, unit), kind, facts)  # fmt: skip
