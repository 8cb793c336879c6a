"""One bill that I paid, and what became of it."""

from __future__ import annotations

from uuid import UUID

from sycee.core.bill._list import PaidBill, in_words
from sycee.core.bill._rows import payment
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.words import words


class WhichBill(Ask, frozen=True):
    """The transfer by which it was paid."""

    transfer: UUID


@CATALOG.read(
    "bill.show",
    title=words(zh="缴费结果", en="A bill that I paid"),
    says=("缴费办好了吗", "was the bill settled"),
    refuses=(NotFound,),
)
async def show(ctx: Context, ask: WhichBill) -> PaidBill:
    """What became of a bill that I paid: settled, given back and why, or its biller's word is awaited."""
    async with read(ctx) as connection:
        paid = await payment(connection, ask.transfer)
        if paid is None or paid.owner != ctx.me:
            raise NotFound(field="transfer")
        (shown,) = await in_words(ctx, connection, [paid])
    return shown
