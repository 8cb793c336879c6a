"""What belongs together: money sent back and what it was paid for; the two ends of a transfer between own accounts."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from sycee.insight.book._texts import NUMBER, Ints

_DAY = 86_400_000_000
_REFUND_WITHIN = 180 * _DAY
_TRANSFER_WITHIN = 2 * _DAY
_LEAST = 100
# What a transfer between own accounts may look like at either end, before its other end is known.
_TRANSFER_LIKE = np.array(
    [NUMBER[code] for code in ("person_in", "person_out", "own", "top_up", "other_in", "other_out", "card_repayment")]
)
_KNOWN_NEITHER = {NUMBER["own"], NUMBER["top_up"], NUMBER["card_repayment"]}


def pairs_of_refunds(code: Ints, party: Ints, amount: Ints, base: Ints, at: Ints, asset: Ints) -> list[tuple[int, int]]:
    """Rows of a payment and of what came back of it: the same counterparty, no more than was paid, within half a year.

    The latest payment of just that sum goes before the latest larger one; what came back already is gone from it.
    """
    refunds = np.flatnonzero((code == NUMBER["refund"]) & (amount > 0))
    if not len(refunds):
        return []
    paid: dict[tuple[int, int], list[int]] = defaultdict(list)
    with_refunds = np.isin(party, np.unique(party[refunds])) & (base < 0)
    for row in np.flatnonzero(with_refunds):
        paid[int(party[row]), int(asset[row])].append(int(row))
    left = {row: -int(base[row]) for rows in paid.values() for row in rows}
    pairs: list[tuple[int, int]] = []
    for back in refunds.tolist():
        before = [
            row
            for row in reversed(paid[int(party[back]), int(asset[back])])
            if 0 <= at[back] - at[row] <= _REFUND_WITHIN and left[row] >= amount[back]
        ]
        exact = [row for row in before if left[row] == amount[back]]
        if before:
            of = (exact or before)[0]
            left[of] -= int(amount[back])
            pairs.append((of, back))
    return pairs


def pairs_of_transfers(code: Ints, account: Ints, amount: Ints, at: Ints, asset: Ints) -> Ints:
    """Rows that are one end of a transfer between two of the customer's own accounts, each end once.

    Both look like a transfer, the sum is the same, and they are at most two days apart; the nearest in time are taken.
    """
    like = np.flatnonzero(np.isin(code, _TRANSFER_LIKE) & (np.abs(amount) >= _LEAST))
    if len(np.unique(account[like])) < 2:
        return np.zeros(0, np.int64)
    incoming: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row in like[amount[like] > 0].tolist():
        incoming[int(amount[row]), int(asset[row])].append(row)
    taken: set[int] = set()
    for row in like[amount[like] < 0].tolist():
        ends = [
            (abs(int(at[end] - at[row])), end)
            for end in incoming.get((-int(amount[row]), int(asset[row])), ())
            if end not in taken and account[end] != account[row] and abs(int(at[end] - at[row])) <= _TRANSFER_WITHIN
        ]
        if ends:
            taken |= {row, min(ends)[1]}
    return np.array(sorted(row for row in taken if int(code[row]) not in _KNOWN_NEITHER), np.int64)
