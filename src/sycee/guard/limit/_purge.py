"""Tries are counted for minutes, and forgotten after two days: they name people and network addresses. Those in
a row are kept for as long as they are counted.

Cautions that are over go after a month, as the sessions do that they were about.
"""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=2)
_BATCH = 500

_PURGE = "SELECT limit_purge($1, $2)"
_CAUTIONS = "SELECT limit_caution_purge($1, $2)"
_CAUTIONS_KEPT = timedelta(days=30)


@job("limit.purge", every=timedelta(hours=6))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove what is over a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - ctx.lasts(KEPT), _BATCH)
    if gone == _BATCH:
        await later(ctx, "limit.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))


@job("limit.purge_cautions", every=timedelta(hours=6))
async def purge_cautions(ctx: Context, _: Nothing) -> None:
    """Remove cautions that are over, a few hundred at a time."""
    gone = await write(ctx).connection.fetchval(_CAUTIONS, ctx.now - ctx.lasts(_CAUTIONS_KEPT), _BATCH)
    if gone == _BATCH:
        await later(ctx, "limit.purge_cautions", {}, ctx.now, derived_id("purge", str(ctx.key)))
