"""Large files that were sent and not fetched are removed after a day, and so is what is told of those that were."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Context, Nothing, write
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

KEPT = timedelta(days=1)
_BATCH = 20

_PURGE = "SELECT book_purge($1, $2)"


@job("book.purge", every=timedelta(hours=1))
async def purge(ctx: Context, _: Nothing) -> None:
    """Remove uploads that are over, a few at a time: each batch is a transaction of its own."""
    gone = await write(ctx).connection.fetchval(_PURGE, ctx.now - ctx.lasts(KEPT), _BATCH)
    if gone == _BATCH:
        await later(ctx, "book.purge", {}, ctx.now, derived_id("purge", str(ctx.key)))
