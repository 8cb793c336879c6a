"""Ending an order."""

from __future__ import annotations

from sycee.core.transfer._order import NoOrder, OrderOver, WhichOrder, end, mine
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.words import words


class OrderEnded(Answer, frozen=True):
    """It pays nothing any more."""


@CATALOG.write("order.end", title=words(zh="取消预约", en="End an order"), refuses=(NoOrder, OrderOver))
async def end_order(ctx: Context, ask: WhichOrder) -> OrderEnded:
    """End an order of mine, and what I agreed to with it. What it has paid stays paid."""
    kept = await mine(ctx, ask.order)
    if kept.state != "ended" and not await end(ctx, kept, "ended_by_owner"):
        raise OrderOver
    return OrderEnded()
