"""Something was found in a customer's book that they want to hear of: one message for each, and never a second."""

from __future__ import annotations

from sycee.insight import remind
from sycee.kit.capability import Context
from sycee.kit.journal import on
from sycee.service.message._make import make


@on(remind.Noticed)
async def noticed(ctx: Context, fact: remind.Noticed) -> None:
    """Tell it in words, unless it was dismissed or silenced meanwhile."""
    told = await remind.told_of(ctx, fact.owner, fact.finding)
    if told is not None:
        await make(ctx, fact.owner, f"remind.{told.why}", told.facts)
