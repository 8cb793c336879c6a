"""Done jobs do not stay for ever; those that were given up stay until somebody has looked at them."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs._job import job, jobs_declared, later

KEPT = timedelta(days=30)
_BATCH = 500

_PURGE = "SELECT job_purge($1, $2)"


@job("jobs.purge", every=timedelta(hours=6))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove what was done long ago a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - ctx.lasts(_kept()), _BATCH)
    if gone == _BATCH:
        await later(ctx, "jobs.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))


def _kept() -> timedelta:
    """Longer than any interval: a scheduled job is done once in each, as long as it is known that it was."""
    return max([KEPT, *(2 * each.every for each in jobs_declared().values() if each.every)])
