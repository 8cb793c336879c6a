"""What the console asks of events: counts of everybody's, and the latest of one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sycee.brain.feature._vocabulary import Kind
from sycee.kit.capability import Context
from sycee.kit.db import read

_COUNTS = "SELECT hour, kind, name, events, people FROM feature_counts($1, $2, $3)"
_LATEST = "SELECT kind, name, at, came_at, channel, props FROM feature_latest($1, $2, $3)"


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened in an hour, and by how many customers."""

    hour: datetime
    kind: Kind
    name: str
    events: int
    people: int


@dataclass(frozen=True, slots=True)
class Latest:
    """One event of a customer's. `props` is JSON."""

    kind: Kind
    name: str
    at: datetime
    came_at: datetime
    channel: str
    props: str


async def counts(ctx: Context, since: datetime, kind: str | None, name: str | None) -> list[Count]:
    """Counts since an instant by hour, kind and name, of one kind or name where that is given. For verbs of staff."""
    async with read(ctx) as connection:
        return [Count(*row) for row in await connection.fetch(_COUNTS, since, kind, name)]


async def latest(ctx: Context, owner: int, kind: str | None, most: int) -> list[Latest]:
    """A customer's latest events, newest first, 200 at most. For verbs of staff."""
    async with read(ctx) as connection:
        return [Latest(*row) for row in await connection.fetch(_LATEST, owner, kind, most)]
