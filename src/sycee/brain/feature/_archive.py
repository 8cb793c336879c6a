"""Each day that is over becomes a file: what is older than a month is history, and lies there alone."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from sycee.brain.feature._files import ROWS, Draft, EventFiles
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.db import Connection
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.time import bank_day, day_ends, day_starts

SETTLES = timedelta(hours=1)
"""How long after its end a day is written: by then everything that came in it is committed."""

_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('feature archive', 0))"
_LAST = "SELECT max(day) FROM feature_archive"
_FIRST_AFTER = "SELECT min(came_at) FROM feature_event WHERE came_at >= $1"
_OF_DAY = """
SELECT e.message, t.alias, e.kind, e.name, e.at, e.came_at, e.channel, e.props::text AS props
FROM feature_event e LEFT JOIN feature_teller t ON t.owner = e.owner
WHERE e.came_at >= $1 AND e.came_at < $2 ORDER BY e.came_at, e.owner, e.message
"""
_WRITTEN = "INSERT INTO feature_archive (day, events, bytes, digest, made_at) VALUES ($1, $2, $3, $4, $5)"

_BEFORE_ALL = day_starts(date(2000, 1, 1))

_log = structlog.get_logger("feature")


async def last_day(connection: Connection) -> date | None:
    """The last day that is in a file. All before it are, unless nothing came in them."""
    day: date | None = await connection.fetchval(_LAST)
    return day


@job("feature.archive", every=timedelta(hours=6))
async def archive(ctx: Context, _: Nothing) -> None:
    """Write the first day that is over and not in a file yet, and ask for the next.

    The file is there before the row that names it. Killed between the two, the day is written again: the same events,
    for a day that is over gets no more.
    """
    connection = write(ctx).connection
    await connection.execute(_ALONE)
    day = await _next_day(ctx, connection)
    if day is None:
        return
    files = ctx.port(EventFiles)
    with files.draft(day) as draft:
        await _write(connection, draft, day_starts(day), day_ends(day))
    await connection.execute(_WRITTEN, day, draft.events, draft.size, draft.digest, ctx.now)
    _log.info("feature.archived", day=day.isoformat(), events=draft.events, bytes=draft.size)
    await later(ctx, "feature.archive", {}, ctx.now, derived_id("archive", str(ctx.key)))


async def _next_day(ctx: Context, connection: Connection) -> date | None:
    last = await last_day(connection)
    begin = day_ends(last) if last else _BEFORE_ALL
    first = await connection.fetchval(_FIRST_AFTER, begin)
    if first is None:
        return None
    day = bank_day(first)
    return day if day_ends(day) + ctx.lasts(SETTLES) <= ctx.now else None


async def _write(connection: Connection, draft: Draft, since: datetime, until: datetime) -> None:
    some: list[tuple[Any, ...]] = []
    async for row in connection.cursor(_OF_DAY, since, until, prefetch=2_000):
        alias = row["alias"].bytes if row["alias"] else None
        some.append((row["message"].bytes, alias, *tuple(row)[2:]))
        if len(some) == ROWS:
            await asyncio.to_thread(draft.add, some)
            some = []
    if some:
        await asyncio.to_thread(draft.add, some)
