"""A look at one customer: their book as columns, all detectors over it, and what is theirs by order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from sycee.core import transfer
from sycee.insight.book import Lines, lines_of
from sycee.insight.category import counterparty
from sycee.insight.remind._detect import Detected, detect
from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import Facts, Finding
from sycee.insight.remind._month import month_end
from sycee.insight.remind._series import Series
from sycee.kit.capability import Context, Nothing
from sycee.kit.ids import derived_id
from sycee.kit.money import CNY, Money, asset_by_id
from sycee.kit.time import bank_day

LOOKED_BACK = 60
"""For how many days something that was found is told."""
AHEAD = 3
"""How many days before its date a payment is told of."""
_OFF_LOOP = 2_000


@dataclass(frozen=True, slots=True)
class Coming:
    """A payment that is likely or ordered. `rows`: lines of the book that it rests on; none where it is ordered."""

    party: str
    name: str
    every: str
    on: date
    amount: Money
    exact: bool
    category: str
    rows: tuple[int, ...]
    order: UUID | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one customer has coming, and what was found, the newest first."""

    lines: Lines
    today: date
    coming: list[Coming]
    findings: list[Finding]

    def entry(self, ref: int) -> str:
        """An entry that something rests on, as the book names it."""
        account, seq = self.lines.key(ref)
        return f"{account}:{seq}"

    def number(self, owner: int, finding: Finding) -> UUID:
        """The id of a finding: the same at every look."""
        mark = self.entry(finding.refs[-1]) if finding.refs and finding.kind != "due" else finding.mark
        return derived_id("remind", str(owner), finding.kind, mark)


async def look(ctx: Context) -> Look:
    """What there is for the caller now. A tenth of a second or two for a book of 40,000 entries, off the loop."""
    lines, today = await lines_of(ctx), bank_day(ctx.now)
    ordered = (await transfer.list_orders(ctx, Nothing())).orders
    if lines.entries > _OFF_LOOP:
        found = await asyncio.to_thread(_found, lines, today)
    else:
        found = _found(lines, today)
    orders = [
        Coming(counterparty(o.to), o.to, o.every, o.next_on, -o.amount, True, "person_out", (), o.order)
        for o in ordered
        if o.next_on is not None and o.next_on >= today
    ]
    coming = sorted(orders + _regular(lines, found.series, orders), key=lambda c: (c.on, c.name))
    soon = today + timedelta(days=AHEAD)
    due = [_due(one) for one in coming if one.amount.minor < 0 and today <= one.on <= soon]
    return Look(lines, today, coming, [*due, *month_end(_spent(lines), today), *found.findings])


def _found(lines: Lines, today: date) -> Detected:
    return detect(entries_of(lines), today.toordinal(), today.toordinal() - LOOKED_BACK)


def entries_of(lines: Lines) -> Entries:
    """The book's entries, whole: without orders that were closed, and cards' views of what a wallet's row counts."""
    rows = np.flatnonzero((lines.entry == np.arange(len(lines.entry))) & ~lines.void & (lines.amount != 0))
    return Entries(
        day=lines.day[rows], at=lines.at[rows], amount=lines.amount[rows], base=lines.base[rows],
        asset=lines.asset[rows], party=lines.party[rows], code=lines.code[rows], ref=rows,
        parties=lines.texts.parties, names=lines.texts.shown,
        codes=[lines.choices.under(code) for code in lines.codes],
    )  # fmt: skip


def _spent(lines: Lines) -> dict[int, int]:
    """Fen of spending per day."""
    rows = np.flatnonzero((lines.side == -1) & (lines.asset == CNY.id))
    days, place = np.unique(lines.day[rows], return_inverse=True)
    sums = np.zeros(len(days), np.int64)
    np.add.at(sums, place, -lines.adds[rows])
    return dict(zip(days.tolist(), sums.tolist(), strict=True))


def _regular(lines: Lines, series: list[Series], orders: list[Coming]) -> list[Coming]:
    """Series as what is coming; what is ordered is not told twice."""
    found = []
    for one in series:
        last = one.rows[-1]
        party = int(lines.party[last])
        coming = Coming(
            lines.texts.parties[party], lines.texts.shown[party], one.every.name, date.fromordinal(one.next_on),
            Money(one.next_amount, asset_by_id(int(lines.asset[last]))), one.exact,
            lines.choices.under(lines.codes[int(lines.code[last])]), one.rows,
        )  # fmt: skip
        if not any(o.party == coming.party and abs((o.on - coming.on).days) <= AHEAD + 1 for o in orders):
            found.append(coming)
    return found


def _due(one: Coming) -> Finding:
    facts: Facts = {
        "name": one.name, "day": one.on.isoformat(), "amount": -one.amount, "times": str(len(one.rows)),
        "every": one.every,
    }  # fmt: skip
    why = "due_order" if one.order else "due" if one.exact else "due_about"
    mark = f"{one.order or one.party}|{one.category}|{one.on.isoformat()}"
    return Finding("due", mark, one.party, one.name, one.rows, one.on, -one.amount, why, facts)
