"""Simulated phones and mailboxes keep their messages for a month."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=30)
_BATCH = 500

_PURGE = "SELECT message_purge_simulated($1, $2)"


@job("message.purge_simulated", every=timedelta(hours=6))
async def purge_simulated(ctx: Context, _: Nothing) -> None:
    """Remove what is over a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - KEPT, _BATCH)
    if gone == _BATCH:
        await later(ctx, "message.purge_simulated", {}, ctx.now, derived_id("purge", str(ctx.key)))
