"""Following the journal: every fact reaches every reader of its kind, in order per slot, at least once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
import structlog

from sycee.kit.db import CUT, Connection, Database
from sycee.kit.ids import derived_id
from sycee.kit.journal._fact import Fact, facts_of, readers
from sycee.kit.journal._known import Record, append
from sycee.kit.time import Clock

_SLOTS = "SELECT slot, batch FROM journal_chain"
_PLACES = "SELECT reader, slot, batch, again_at > $1 AS waits FROM journal_reader"
_LOCK = """
INSERT INTO journal_reader AS r (reader, slot, batch) VALUES ($1, $2, 0)
ON CONFLICT (reader, slot) DO UPDATE SET batch = r.batch RETURNING batch, tries
"""
_NEXT = """
SELECT said, key FROM journal_record
WHERE slot = $1 AND batch > $2 AND batch <= $2 + 50 AND NOT refused AND strpos(said, $3) > 0 ORDER BY batch, pos
"""
_ADVANCE = "UPDATE journal_reader SET batch = $3, tries = 0, again_at = '-infinity' WHERE reader = $1 AND slot = $2"
_FAILED = """
UPDATE journal_reader SET tries = tries + 1, again_at = $3::timestamptz + least(2 ^ tries, 60) * interval '0.5 seconds'
WHERE reader = $1 AND slot = $2
"""
_ASIDE = """
INSERT INTO journal_unread (reader, key, place, why, left_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (reader, key, place) DO NOTHING
"""
_UNREAD = "SELECT count(*) FROM journal_unread"

TRIES_MAX = 6
_SLOT = 0

_log = structlog.get_logger("journal")


class _Said(msgspec.Struct):
    facts: list[dict[str, Any]] = []


@dataclass(frozen=True, slots=True)
class Reader:
    """One function that reads one kind of fact, under the name that its position is kept by."""

    name: str
    kind: type[Fact]
    read: Callable[[Any, Any], Awaitable[None]]


class _Brought(msgspec.Struct, frozen=True):
    """A fact on its way: the record that it is in, its place there, and what it says."""

    key: UUID
    place: int
    told: dict[str, Any]


class Follower:
    """Brings facts to their readers. `context` makes the Context in which a reader writes on a connection, under a key
    that is the same whenever it is brought the same fact.

    The lock on a reader's position lets several processes follow without doing anything twice at the same time.
    """

    def __init__(self, db: Database, context: Callable[[Connection, UUID], Any], clock: Clock) -> None:
        self._db, self._context, self._clock = db, context, clock
        self.readers = [
            Reader(f"{read.__module__}.{read.__name__} {kind.name}", kind, read)
            for found in readers().values()
            for kind, read in found
        ]

    async def follow(self, every_s: float = 0.25) -> None:
        """Follow until cancelled. A reader that fails is tried again; it does not hold the others up, nor does a lost
        database end it."""
        while True:
            try:
                read = await self.catch_up()
            except Exception:
                _log.exception("following_failed")
                read = 0
            if not read:
                await asyncio.sleep(every_s)

    async def catch_up(self) -> int:
        """Bring every reader up to now; returns how many batches were read."""
        read = 0
        for reader, slot, head in await self._behind():
            try:
                read += await self._advance(reader, slot, head)
            except Exception:
                _log.exception("reader_failed", reader=reader.name, slot=slot)
                await self._failed(reader, slot)
        return read

    async def unread(self) -> int:
        """How many facts lie aside because their reader failed."""
        async with self._db.writers.acquire() as connection:
            return int(await connection.fetchval(_UNREAD))

    async def _behind(self) -> list[tuple[Reader, int, int]]:
        """Who has something to read, in which slot, and up to where. Two small queries for all of them."""
        async with self._db.writers.acquire() as connection:
            heads = [(r["slot"], r["batch"]) for r in await connection.fetch(_SLOTS)]
            places = {
                (r["reader"], r["slot"]): (r["batch"], r["waits"])
                for r in await connection.fetch(_PLACES, self._clock())
            }
        found = []
        for reader in self.readers:
            for slot, head in heads:
                batch, waits = places.get((reader.name, slot), (0, False))
                if batch < head and not waits:
                    found.append((reader, slot, head))
        return found

    async def _failed(self, reader: Reader, slot: int) -> None:
        try:
            async with self._db.writers.acquire() as connection:
                await connection.execute(_FAILED, reader.name, slot, self._clock())
        except CUT:
            _log.warning("reader_failed_with_its_database", reader=reader.name, slot=slot)

    async def _advance(self, reader: Reader, slot: int, head: int) -> int:
        async with self._db.writers.acquire() as connection, connection.transaction():
            place = await connection.fetchrow(_LOCK, reader.name, slot)
            position: int = place["batch"]
            if position >= head:
                return 0
            careful, told_on = place["tries"] >= TRIES_MAX, list[Record]()
            for row in await connection.fetch(_NEXT, slot, position, f'"{reader.kind.name}"'):
                for n, told in enumerate(msgspec.json.decode(row["said"], type=_Said).facts):
                    if told.get("fact") == reader.kind.name:
                        fact = _Brought(row["key"], n, told)
                        told_on += await (self._carefully if careful else self._bring)(connection, reader, fact)
            if told_on:  # in one batch: a slot's row that is written a thousand times in a transaction gets slow
                await append(connection, _SLOT, told_on, self._clock())
            reached = min(position + 50, head)
            await connection.execute(_ADVANCE, reader.name, slot, reached)
            return reached - position

    async def _carefully(self, connection: Connection, reader: Reader, fact: _Brought) -> list[Record]:
        """One fact in a savepoint of its own: if it fails again it is put aside, and those after it are read."""
        try:
            async with connection.transaction():
                return await self._bring(connection, reader, fact)
        except CUT:
            raise
        except Exception as failed:
            _log.exception("fact_put_aside", reader=reader.name, key=str(fact.key))
            why, now = type(failed).__name__, self._clock()
            await connection.execute(_ASIDE, reader.name, fact.key, fact.place, why, now)
            return []

    async def _bring(self, connection: Connection, reader: Reader, fact: _Brought) -> list[Record]:
        """One fact to one reader; returns the record of the facts that this reader tells in turn, for the journal."""
        key = derived_id("read", reader.name, str(fact.key), str(fact.place))
        ctx = self._context(connection, key)
        await reader.read(ctx, msgspec.convert(fact.told, reader.kind))
        if not ctx.writing.facts:
            return []
        said = msgspec.json.encode({"answer": {}, "facts": facts_of(ctx.writing.facts)}).decode()
        mark = sha256(key.bytes).digest()
        return [Record(key, 0, f"reader {reader.name}", mark[:16], mark, False, said)]
