"""Each minute customers' records are sorted by customer, away from the commits that made them."""

from __future__ import annotations

from datetime import timedelta

from sycee.kit.capability import Ask, Context, write
from sycee.kit.jobs import job
from sycee.kit.journal import index_records


class RecordsSorted(Ask, frozen=True):
    """Nothing is asked: it takes in what there is."""


@job("audit.index", every=timedelta(minutes=1))
async def index(ctx: Context, _: RecordsSorted) -> None:
    """Take in whose records are which since the last time."""
    await index_records(write(ctx).connection)
