"""Codes go when they can be checked no longer."""

from __future__ import annotations

from datetime import timedelta

from sycee.insight.paper._verify import KEPT
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

_BATCH = 500

_PURGE = "SELECT paper_purge($1, $2)"


@job("paper.purge", every=timedelta(days=1))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove what is over a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - KEPT, _BATCH)
    if gone == _BATCH:
        await later(ctx, "paper.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
