"""Recent events are those of thirty days. What is older goes, once it is in a file."""

from __future__ import annotations

from datetime import timedelta

from sycee.brain.feature._archive import last_day
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.time import day_ends

KEPT = timedelta(days=30)
_BATCH = 5_000

# What was read back from a file is as recent as that.
_PURGE = """
DELETE FROM feature_event WHERE (owner, message) IN (
    SELECT owner, message FROM feature_event
    WHERE came_at < $1 AND came_at < $2 AND (back_at IS NULL OR back_at < $1) LIMIT $3)
"""


@job("feature.purge", every=timedelta(hours=6))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove what is old and archived, some thousand at a time: each batch is a transaction of its own."""
    connection = write(ctx).connection
    last = await last_day(connection)
    if last is None:
        return
    said: str = await connection.execute(_PURGE, ctx.now - ctx.lasts(KEPT), day_ends(last), _BATCH)
    if int(said.split()[-1]) == _BATCH:
        await later(ctx, "feature.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
