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

from sycee.kit.db import Connection, Database
from sycee.kit.ids import derived_id
from sycee.kit.journal._fact import Fact, facts_of, readers
from sycee.kit.journal._known import Record, append

_SLOTS = "SELECT slot, batch FROM journal_chain"
_POSITION = """
INSERT INTO journal_reader AS r (reader, slot, batch) VALUES ($1, $2, 0)
ON CONFLICT (reader, slot) DO UPDATE SET batch = r.batch RETURNING batch
"""
_NEXT = """
SELECT batch, said, booked_at, key FROM journal_record
WHERE slot = $1 AND batch > $2 AND batch <= $2 + 50 AND NOT refused ORDER BY batch, pos
"""
_ADVANCE = "UPDATE journal_reader SET batch = $3 WHERE reader = $1 AND slot = $2"

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


class Follower:
    """Brings facts to their readers. `context` makes the Context in which a reader writes on a connection, under a key
    that is the same whenever it is brought the same fact.

    The lock on a reader's position lets several processes follow without doing anything twice at the same time.
    """

    def __init__(self, db: Database, context: Callable[[Connection, UUID], Any]) -> None:
        self._db = db
        self._context = context
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
        async with self._db.writers.acquire() as connection:
            heads = {r["slot"]: r["batch"] for r in await connection.fetch(_SLOTS)}
        for reader in self.readers:
            for slot, head in heads.items():
                try:
                    read += await self._advance(reader, slot, head)
                except Exception:
                    _log.exception("reader_failed", reader=reader.name, slot=slot)
        return read

    async def _bring(self, connection: Connection, reader: Reader, key: UUID, fact: Fact) -> None:
        """One fact to one reader; the facts that this reader tells in turn go into the journal with it."""
        ctx = self._context(connection, key)
        await reader.read(ctx, fact)
        if ctx.writing.facts:
            said = msgspec.json.encode({"answer": {}, "facts": facts_of(ctx.writing.facts)}).decode()
            mark = sha256(key.bytes).digest()
            record = Record(key, 0, f"reader {reader.name}", mark[:16], mark, False, said)
            await append(connection, _SLOT, [record], ctx.now)

    async def _advance(self, reader: Reader, slot: int, head: int) -> int:
        async with self._db.writers.acquire() as connection, connection.transaction():
            position: int = await connection.fetchval(_POSITION, reader.name, slot)
            if position >= head:
                return 0
            for row in await connection.fetch(_NEXT, slot, position):
                for n, told in enumerate(msgspec.json.decode(row["said"], type=_Said).facts):
                    if told.get("fact") == reader.kind.name:
                        key = derived_id("read", reader.name, str(row["key"]), str(n))
                        await self._bring(connection, reader, key, msgspec.convert(told, reader.kind))
            reached = min(position + 50, head)
            await connection.execute(_ADVANCE, reader.name, slot, reached)
            return reached - position
