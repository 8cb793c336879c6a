"""The bills that I paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from sycee.core.bill._rows import OF_OWNER, Category, Paid, billers_of, paid_in, reason_in_words
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import Connection, read
from sycee.kit.money import Money
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import words

_Mark = tuple[Annotated[datetime, Meta(tz=True)], UUID]


class LookingBack(Ask, frozen=True):
    """The latest, or those before a page's end."""

    cursor: Cursor | None = None
    limit: Limit = 30


class PaidBill(Answer, frozen=True):
    """A bill that I paid. `state`: paid (the biller's word is awaited), settled, or refunded, with the reason; what it
    became it became at `ended_at`."""

    transfer: UUID
    biller: str
    category: Category
    code: str
    label: str
    tail: str
    period: str
    amount: Money
    state: Literal["paid", "settled", "refunded"]
    reason: str | None
    made_at: datetime
    ended_at: datetime | None


class PaidBills(Answer, frozen=True):
    """A page, the latest first; `next` is None on the last page."""

    bills: list[PaidBill]
    next: str | None


@CATALOG.read(
    "bill.list",
    title=words(zh="缴费记录", en="Bills that I paid"),
    says=("缴费记录", "bills I paid"),
    refuses=(BadCursor,),
)
async def list_bills(ctx: Context, ask: LookingBack) -> PaidBills:
    """The bills that I paid, and whether their billers have settled them."""
    at, number = (None, None) if ask.cursor is None else unmark(ask.cursor, _Mark)
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(OF_OWNER, ctx.me, at, number, ask.limit + 1)
        bills = await in_words(ctx, connection, [paid_in(r) for r in rows[: ask.limit]])
    more = mark(bills[-1].made_at, bills[-1].transfer) if len(rows) > ask.limit else None
    return PaidBills(bills=bills, next=more)


async def in_words(ctx: Context, connection: Connection, rows: Sequence[Paid]) -> list[PaidBill]:
    """Payments as their payer reads them."""
    billers = await billers_of(connection, list({r.biller for r in rows}))
    return [
        PaidBill(
            transfer=r.id, biller=(of := billers[r.biller]).name.say(ctx.locale), category=of.category, code=r.biller,
            label=of.label.say(ctx.locale), tail=r.tail, period=r.period, amount=r.amount, state=r.state,
            reason=why.say(ctx.locale) if (why := reason_in_words(r.reason)) else None, made_at=r.made_at,
            ended_at=r.ended_at,
        )
        for r in rows
    ]  # fmt: skip
