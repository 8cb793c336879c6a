"""Challenges that are over do not stay for ever."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=1)
_BATCH = 500

_PURGE = "SELECT device_purge($1, $2)"


@job("device.purge", every=timedelta(hours=6))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove what is over a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - ctx.lasts(KEPT), _BATCH)
    if gone == _BATCH:
        await later(ctx, "device.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
