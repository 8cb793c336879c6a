"""A look at one customer: their book as columns, all detectors over it, and what is theirs by order."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

import numpy as np

from sycee.core import bill, card, transfer
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
from sycee.kit.words import words

LOOKED_BACK = 60
"""For how many days something that was found is told."""
AHEAD = 3
"""How many days before its date a payment is told of."""
_OFF_LOOP, _BILLED_WITHIN = 2_000, 25


Source = Literal["often", "ordered", "bill", "card"]
"""How it is known that a payment comes: it came before, it was ordered, its biller says so, or a card's statement."""

_CATEGORY = {"water": "utilities", "power": "utilities", "gas": "utilities", "phone": "telecom", "social": "insurance"}
_CARD = words(zh="信用卡账单", en="Credit card bill")


@dataclass(frozen=True, slots=True)
class Coming:
    """A payment that is likely, ordered or owed. `rows`: lines of the book that it rests on, where it came before.
    `number`: the order, or the last payment of the same customer number. `facts`: what fills the reason."""

    party: str
    name: str
    every: str
    on: date
    amount: Money
    exact: bool
    category: str
    rows: tuple[int, ...]
    source: Source = "often"
    number: UUID | None = None
    facts: Facts = field(default_factory=dict)


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
        Coming(counterparty(o.to), o.to, o.every, o.next_on, -o.amount, True, "person_out", (), "ordered", o.order)
        for o in ordered
        if o.next_on is not None and o.next_on >= today
    ]
    owed = await _bills(ctx) + await _card(ctx)
    coming = sorted([*orders, *owed, *_regular(lines, found.series, orders + owed)], key=lambda c: (c.on, c.name))
    soon = today + timedelta(days=AHEAD)
    due = [_due(one) for one in coming if one.amount.minor < 0 and today <= one.on <= soon and one.source != "card"]
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


async def _bills(ctx: Context) -> list[Coming]:
    return [
        Coming(counterparty(b.name), b.name, "once", b.due_on, -b.amount, True, _CATEGORY[b.category], (), "bill",
               b.paid_as, {"period": b.period, "biller": b.biller, "bill": b.bill})
        for b in await bill.due_bills(ctx)
    ]  # fmt: skip


async def _card(ctx: Context) -> list[Coming]:
    """The card's bill. The card itself tells of its day in a message, so that no finding is made of it."""
    owed = await card.card_bill(ctx)
    if owed is None:
        return []
    facts: Facts = {"minimum": owed.minimum_left, "auto": owed.auto or ""}
    name = f"{_CARD.say(ctx.locale)} {owed.tail}"
    return [Coming("", name, "month", owed.due_on, -owed.left, True, "card_repayment", (), "card", None, facts)]


def _regular(lines: Lines, series: list[Series], known: list[Coming]) -> list[Coming]:
    """Series as what is coming; what is ordered or owed is not told twice."""
    found = []
    for one in series:
        last = one.rows[-1]
        party = int(lines.party[last])
        coming = Coming(
            lines.texts.parties[party], lines.texts.shown[party], one.every.name, date.fromordinal(one.next_on),
            Money(one.next_amount, asset_by_id(int(lines.asset[last]))), one.exact,
            lines.choices.under(lines.codes[int(lines.code[last])]), one.rows,
        )  # fmt: skip
        if not any(_same(k, coming) for k in known):
            found.append(coming)
    return found


def _same(known: Coming, guessed: Coming) -> bool:
    """Whether a guess is of what is known. A bill may be paid long before its day or after it."""
    near = AHEAD + 1 if known.source == "ordered" else _BILLED_WITHIN
    return known.party == guessed.party != "" and abs((known.on - guessed.on).days) <= near


def _due(one: Coming) -> Finding:
    facts: Facts = {
        "name": one.name, "day": one.on.isoformat(), "amount": -one.amount, "times": str(len(one.rows)),
        "every": one.every, **one.facts,
    }  # fmt: skip
    why = {"ordered": "due_order", "bill": "due_bill"}.get(one.source, "due" if one.exact else "due_about")
    mark = f"{one.facts.get('bill') or one.number or one.party}|{one.category}|{one.on.isoformat()}"
    return Finding("due", mark, one.party, one.name, one.rows, one.on, -one.amount, why, facts)
