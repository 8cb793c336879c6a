"""What was told or dismissed is forgotten when it could not be found any more."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=400)
"""Longer than anything is found after it happened."""
_BATCH = 500

_PURGE = "SELECT remind_purge($1, $2)"


@job("remind.purge", every=timedelta(days=1))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove the oldest a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - KEPT, _BATCH)
    if gone == _BATCH:
        await later(ctx, "remind.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
