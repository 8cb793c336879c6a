"""The way back from history: days are read from their files into the table, each event once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sycee.brain.feature._events import NOBODY
from sycee.brain.feature._files import EventFiles
from sycee.kit.capability import Context, write

_DAYS = "SELECT day, events, bytes, digest FROM feature_archive ORDER BY day"
_DIGEST = "SELECT digest FROM feature_archive WHERE day = $1"
# Held until their events are in: a no comes before, and their alias is gone, or after, and removes these as well. What
# they send meanwhile does not wait.
_HOLD = "SELECT owner FROM feature_teller WHERE alias = ANY ($1::uuid[]) ORDER BY owner FOR KEY SHARE"
_BACK = f"""
INSERT INTO feature_event (owner, message, kind, name, at, came_at, channel, props, back_at)
SELECT coalesce(t.owner, {NOBODY}), e.message, e.kind, e.name, e.at, e.came_at, e.channel, e.props::jsonb, $9
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[],
    $8::text[]) AS e (message, alias, kind, name, at, came_at, channel, props)
LEFT JOIN feature_teller t ON t.alias = e.alias
WHERE e.alias IS NULL OR t.owner IS NOT NULL
ON CONFLICT (owner, message) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is in a file, and whether that is what was written."""

    day: date
    events: int
    bytes: int
    whole: bool


async def days(ctx: Context) -> list[Day]:
    """Every day that is in a file, the first first. For the bank itself."""
    files = ctx.port(EventFiles)
    rows: list[Any] = await write(ctx).connection.fetch(_DAYS)
    whole = await asyncio.to_thread(lambda: [files.whole(row["day"], row["digest"]) for row in rows])
    return [Day(row["day"], row["events"], row["bytes"], fine) for row, fine in zip(rows, whole, strict=True)]


async def replay(ctx: Context, day: date) -> int:
    """Read a day's file back; how many events are new here. They stay for as long as new ones do.

    What is nobody's any more, since who it was of has said no, is left out. Raises Damaged where the file is missing or
    is not what was written, and then nothing is read. For writes of the bank itself.
    """
    connection, files = write(ctx).connection, ctx.port(EventFiles)
    digest: bytes | None = await connection.fetchval(_DIGEST, day)
    if digest is None:
        return 0
    added, batches = 0, files.rows(day, digest)
    while (rows := await asyncio.to_thread(next, batches, None)) is not None:
        message, alias, *rest = (list(column) for column in zip(*rows, strict=True))
        known = [UUID(bytes=one) if one else None for one in alias]
        await connection.execute(_HOLD, sorted({one for one in known if one}))
        said: str = await connection.execute(_BACK, [UUID(bytes=one) for one in message], known, *rest, ctx.now)
        added += int(said.split()[-1])
    return added
