"""A reader of facts: who is paid wages or a pension in the city finds it in their inbox."""

from __future__ import annotations

from sycee.city._pay import Paid
from sycee.kit.capability import Context
from sycee.kit.journal import on
from sycee.kit.money import Money, asset
from sycee.service import message


@on(Paid)
async def tell_of_wages(ctx: Context, fact: Paid) -> None:
    """Tell whoever has been paid. What people pay to shops they know themselves."""
    if fact.kind in ("salary", "pension"):
        amount = Money(fact.minor, asset(fact.asset))
        await message.tell_of_money(ctx, fact.receiver, fact.transfer, amount, fact.at)
