"""Paying one date of an order: the bank's own step, under its owner's mandate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core import account, payee
from sycee.core.transfer._order import Kept, OrderDone, order
from sycee.core.transfer._rules import Receipt, receipt_for, shown
from sycee.core.transfer._send import Sent
from sycee.guard import access
from sycee.guard.limit import within_limit
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words


class RunOrder(Ask, frozen=True):
    """Which order, which of its dates, and which try of it this is."""

    order: UUID
    on: date
    attempt: Annotated[int, Meta(ge=0, le=100_000)]


@CATALOG.money(
    "order.run",
    title=words(zh="执行预约转账", en="Pay a date of an order"),
    channels=(),
    refuses=(payee.PayeeNotFound, payee.PayeeCooling, access.MandateEnded),
)
async def run(ctx: Context, ask: RunOrder) -> Plan[Receipt]:
    """Pay one date of an order as its owner has agreed to. The same commit writes its one row."""
    kept = await ctx.db.gathered(_fetch)(ask.order)
    if kept is None or kept.owner != ctx.me:
        raise Fault("an order is run for its owner")
    source = await account.mine(ctx, kept.account)
    target = await payee.known(ctx, kept.payee)
    await within_limit(ctx, ctx.me, kept.amount)
    receipt = receipt_for(ctx, source, kept.amount, to=target.name, to_tail=target.tail, memo=kept.memo)
    row = {
        "order": str(kept.id), "due_on": ask.on.isoformat(), "transfer": str(receipt.transfer),
        "at": ctx.now.isoformat(),
    }  # fmt: skip
    return Plan(
        legs=(Leg(source.id, -kept.amount, target.name), Leg(target.account, kept.amount, source.holder)),
        kind="transfer",
        memo=kept.memo,
        risk=target.risk,
        shown=shown(receipt),
        rows=(payee.stands(target), *await payee.cool(ctx, target, kept.amount), Own("transfer_order_take", row)),
        answer=receipt,
        facts=(
            Sent(transfer=receipt.transfer, payer=ctx.me, party=target.party, payee=target.id,
                 minor=kept.amount.minor, asset=kept.amount.asset.code, at=ctx.now),
            OrderDone(owner=ctx.me, order=kept.id, on=ask.on, transfer=receipt.transfer),
        ),
        mandate=kept.mandate,
    )  # fmt: skip


async def _fetch(connection: Connection, numbers: Sequence[UUID]) -> dict[UUID, Kept]:
    found = [await order(connection, number) for number in numbers]
    return {kept.id: kept for kept in found if kept is not None}
