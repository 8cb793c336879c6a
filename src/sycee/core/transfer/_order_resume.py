"""Letting an order that rests go on."""

from __future__ import annotations

from datetime import date, timedelta

from sycee.core.transfer._order import NoOrder, OrderChanged, OrderOver, WhichOrder, mine, move
from sycee.core.transfer._order_dates import FIRST_AT, at
from sycee.kit.capability import CATALOG, Answer, Context, write
from sycee.kit.time import bank_day
from sycee.kit.words import words


class OrderResumed(Answer, frozen=True):
    """The date that is next now."""

    next_on: date


@CATALOG.write("order.resume", title=words(zh="恢复预约", en="Let an order go on"), refuses=(NoOrder, OrderOver))
async def resume(ctx: Context, ask: WhichOrder) -> OrderResumed:
    """Let an order of mine that rests go on, from today: dates that went by meanwhile are not paid.

    What I agreed to still stands; nothing beyond it is paid.
    """
    kept = await mine(ctx, ask.order)
    if kept.state != "paused" or kept.next_on is None:
        raise OrderOver
    yesterday = bank_day(ctx.now) - timedelta(days=1)
    following = kept.next_on if kept.next_on > yesterday else kept.after(yesterday)
    if following is None:
        raise OrderOver
    if not await move(ctx, kept, "active", None, following, at(following, FIRST_AT), kept.attempt + 1):
        raise OrderOver
    write(ctx).tell(OrderChanged(owner=ctx.me, order=kept.id, state="active"))
    return OrderResumed(next_on=following)
