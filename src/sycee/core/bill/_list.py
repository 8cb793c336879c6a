"""The bills that I paid."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sycee.core.bill._rows import OF_OWNER, REASONS, Category, billers_of, paid_in
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money
from sycee.kit.words import Words, words


class PaidBill(Answer, frozen=True):
    """A bill that I paid. `state`: paid (the biller's word is awaited), settled, or refunded, with the reason."""

    transfer: UUID
    biller: str
    category: Category
    code: str
    tail: str
    period: str
    amount: Money
    state: Literal["paid", "settled", "refunded"]
    reason: str | None
    made_at: datetime


class PaidBills(Answer, frozen=True):
    """The latest first."""

    bills: list[PaidBill]


@CATALOG.read("bill.list", title=words(zh="缴费记录", en="Bills that I paid"), says=("缴费记录", "bills I paid"))
async def list_bills(ctx: Context, _: Nothing) -> PaidBills:
    """The bills that I paid, and whether their billers have settled them."""
    async with read(ctx) as connection:
        rows = [paid_in(r) for r in await connection.fetch(OF_OWNER, ctx.me)]
        billers = await billers_of(connection, list({r.biller for r in rows}))
    return PaidBills(
        bills=[
            PaidBill(
                transfer=r.id, biller=billers[r.biller].name.say(ctx.locale), category=billers[r.biller].category,
                code=r.biller, tail=r.tail, period=r.period, amount=r.amount, state=r.state,
                reason=None if r.reason is None else REASONS.get(r.reason, Words(r.reason, r.reason)).say(ctx.locale),
                made_at=r.made_at,
            )
            for r in rows
        ]
    )  # fmt: skip
