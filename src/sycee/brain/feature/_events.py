"""Keeping events: those of all callers of a moment in one statement and one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sycee.kit.db import CUT, Away, Database, Gather
from sycee.kit.errors import TooMany

NOBODY = -1
"""Whose an event is that nobody who is signed in has caused."""
MOST, WINDOW = 5_000, timedelta(minutes=10)
"""Events that one customer may send in a while: far more than a person does."""
WAIT_S = 10

_KEEP = "SELECT owner, said FROM feature_keep($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"


class Event(NamedTuple):
    """One event of a customer's, or of NOBODY. `props` is JSON."""

    owner: int
    message: UUID
    kind: str
    name: str
    at: datetime
    channel: str
    props: str


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Events of one customer, which came at an instant, and since when theirs are counted."""

    owner: int
    events: Sequence[Event]
    came_at: datetime
    since: datetime


class Events:
    """Keeps events. What came while a statement was under way goes with the next, whoever sent it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._counted: Gather[Batch, str] = Gather(self._keep_counted)

    async def keep(self, batch: Batch) -> int:
        """Keep a customer's events; how many of them are here once this answers, and safe: none of who wants nothing
        learned. Refuses who sends too many."""
        try:
            said = await self._counted(batch)
        except CUT as cut:
            raise Away from cut
        if said == "many":
            raise TooMany
        return 0 if said == "no" else len({event.message for event in batch.events})

    async def keep_calls(self, events: Sequence[Event], came_at: datetime) -> None:
        """Keep events of the bank's own making, which count against nobody."""
        async with self._db.writers.acquire(timeout=WAIT_S) as connection:
            await connection.fetch(_KEEP, *_columns(events), came_at, came_at, None)

    async def _keep_counted(self, batches: Sequence[Batch]) -> dict[Batch, str]:
        """What is said of each that was not kept."""
        # One instant for all of them: so soon after one another came what waited for the same statement.
        came_at, since = min(batch.came_at for batch in batches), min(batch.since for batch in batches)
        every = [event for batch in batches for event in batch.events]
        async with self._db.writers.acquire(timeout=WAIT_S) as connection:
            rows = await connection.fetch(_KEEP, *_columns(every), came_at, since, MOST)
        said = {row["owner"]: row["said"] for row in rows}
        return {batch: said[batch.owner] for batch in batches if batch.owner in said}


def _columns(events: Sequence[Event]) -> tuple[list[object], ...]:
    columns = zip(*events, strict=True)
    return tuple(list(column) for column in columns)
