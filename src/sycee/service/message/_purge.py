"""Messages are kept for two years."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=730)
_BATCH = 500

_PURGE = """
WITH gone AS (
    DELETE FROM message_message
    WHERE id IN (SELECT id FROM message_message WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1
)
SELECT count(*) FROM gone
"""


@job("message.purge", every=timedelta(days=1))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove the oldest messages a few hundred at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - KEPT, _BATCH)
    if gone == _BATCH:
        await later(ctx, "message.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
