"""Leaving out the next date of an order."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sycee.core.transfer._order import NoOrder, OrderChanged, OrderOver, advance, mine
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.words import words

# Whoever writes the row of a date first has it: the till that pays it, or this.
_SKIP = """
INSERT INTO transfer_order_run (order_id, due_on, owner, state, at) VALUES ($1, $2, $3, 'skipped', $4)
ON CONFLICT (order_id, due_on) DO NOTHING RETURNING order_id
"""


class SkipOrder(Ask, frozen=True):
    """Which order, and which date: the one that I see as its next."""

    order: UUID
    on: date


class OrderSkipped(Answer, frozen=True):
    """The date that is next now; null where that was the last."""

    next_on: date | None


@CATALOG.write("order.skip", title=words(zh="跳过下一次", en="Skip the next date"), refuses=(NoOrder, OrderOver))
async def skip(ctx: Context, ask: SkipOrder) -> OrderSkipped:
    """Leave out the next date of an order of mine. Those after it stay."""
    kept = await mine(ctx, ask.order)
    if kept.state != "active" or kept.next_on != ask.on:
        raise OrderOver(field="on")
    if await write(ctx).connection.fetchval(_SKIP, kept.id, ask.on, ctx.me, ctx.now) is None:
        raise OrderOver(field="on")
    following = kept.after(ask.on)
    if not await advance(ctx, kept, ask.on):
        raise OrderOver(field="on")
    if following is not None:
        write(ctx).tell(OrderChanged(owner=ctx.me, order=kept.id, state="active"))
    return OrderSkipped(next_on=following)
