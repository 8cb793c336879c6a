"""Looking records up: which verb, when, where, whether it was refused. What was said in a record is not told here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sycee.kit.db import Connection

_COLUMNS = "r.key, r.slot, r.batch, r.subject, r.verb, r.booked_at, r.refused, journal_no(r.key) AS code"
_OF = f"""
WITH wanted AS (
    (SELECT o.booked_at, o.key FROM journal_of o
     WHERE o.subject = $1 AND ($2::timestamptz IS NULL OR (o.booked_at, o.key) < ($2, $3))
     ORDER BY o.booked_at DESC, o.key DESC LIMIT $4)
    UNION
    SELECT n.booked_at, n.key FROM journal_recent($1) n
    WHERE $2::timestamptz IS NULL OR (n.booked_at, n.key) < ($2, $3)
), page AS (SELECT w.booked_at, w.key FROM wanted w ORDER BY w.booked_at DESC, w.key DESC LIMIT $4)
SELECT {_COLUMNS} FROM page p JOIN journal_record r ON r.key = p.key ORDER BY p.booked_at DESC, p.key DESC
"""
_PLACE = "SELECT slot, batch, pos, booked_at, digest, link, whole FROM journal_place($1)"
_INDEX = "SELECT journal_index()"
_ONE = f"SELECT {_COLUMNS} FROM journal_record r WHERE r.key = $1"
_WHOLE = """
SELECT u.slot, u.batch, journal_whole(u.slot, u.batch) AS whole
FROM unnest($1::smallint[], $2::bigint[]) AS u (slot, batch)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One record without its text. `code` is that of the refusal, where it was one; of the till's own, the number."""

    key: UUID
    slot: int
    batch: int
    subject: int
    verb: str
    booked_at: datetime
    refused: bool
    code: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: `pos` in its batch, which is a link of its slot's chain. `link` is that link's hash, and
    `whole`: it is still what its records make."""

    slot: int
    batch: int
    pos: int
    booked_at: datetime
    digest: bytes
    link: bytes
    whole: bool


async def lines_of(
    connection: Connection, subject: int, before: tuple[datetime, UUID] | None, limit: int
) -> list[Line]:
    """A subject's records, newest first, before a position."""
    at, key = before or (None, None)
    rows: list[Any] = await connection.fetch(_OF, subject, at, key, limit)
    return [Line(*r.values()) for r in rows]


async def index_records(connection: Connection) -> int:
    """Take in whose records are which, as far as they are not yet; returns how many were new."""
    taken: int = await connection.fetchval(_INDEX)
    return taken


async def line_of(connection: Connection, key: UUID) -> Line | None:
    """The record under a key."""
    row: Any = await connection.fetchrow(_ONE, key)
    return Line(*row.values()) if row else None


async def place_of(connection: Connection, key: UUID) -> Place | None:
    """The place of the caller's own record; of anybody else's, as of one that never was, None."""
    row: Any = await connection.fetchrow(_PLACE, key)
    return Place(*row.values()) if row else None


async def whole(connection: Connection, batches: set[tuple[int, int]]) -> dict[tuple[int, int], bool]:
    """Of each batch, by slot and number, whether its link is still what its records make."""
    slots, numbers = [slot for slot, _ in batches], [batch for _, batch in batches]
    rows: list[Any] = await connection.fetch(_WHOLE, slots, numbers)
    return {(r["slot"], r["batch"]): r["whole"] for r in rows}
