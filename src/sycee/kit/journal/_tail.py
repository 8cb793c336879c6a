"""The journal's tail: what is told from now on, for one process that keeps no position of its own in the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog

from sycee.kit.db import Connection, Database
from sycee.kit.journal._fact import Fact

_HEADS = "SELECT slot, batch FROM journal_chain"
# What tells nothing stays in the database: most plans of a busy day have a fact, most writes have none.
_SAID = """
SELECT subject, said FROM journal_record
WHERE slot = $1 AND batch > $2 AND batch <= $3 AND NOT refused AND said NOT LIKE '%"facts":[]}' ORDER BY batch, pos
"""
_STEP = 200

_log = structlog.get_logger("journal")


class _Said(msgspec.Struct):
    facts: list[dict[str, Any]] = []


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of one record, and whose record it is."""

    subject: int
    facts: tuple[Fact, ...]


class Tail:
    """Reads the journal from the heads at which it began. A lost database is waited for, and nothing is missed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._reached: dict[int, int] = {}
        self._kinds: dict[str, type[Fact]] = {}

    async def begin(self) -> None:
        """Be at the end of the journal as it is now."""
        async with self._db.gatherers.acquire() as connection:
            self._reached = await _heads(connection)
        self._kinds = dict(_kinds(Fact))

    async def follow(self, every_s: float = 0.2) -> AsyncIterator[list[Told]]:
        """What each slot tells, in its order, until the caller goes."""
        away = False
        while True:
            try:
                for told in await self.catch_up():
                    yield told
                away = False
            except Exception:
                if not away:
                    _log.exception("tail_waits")
                away = True
            await asyncio.sleep(every_s)

    async def catch_up(self) -> list[list[Told]]:
        """What was told since the last time, by slot."""
        found: list[list[Told]] = []
        reached = dict(self._reached)
        async with self._db.gatherers.acquire() as connection:
            for slot, head in (await _heads(connection)).items():
                while (last := reached.get(slot, 0)) < head:
                    reached[slot] = min(last + _STEP, head)
                    rows = await connection.fetch(_SAID, slot, last, reached[slot])
                    if told := [self._told(row["subject"], row["said"]) for row in rows]:
                        found.append(told)
        self._reached = reached
        return found

    def _told(self, subject: int, said: str) -> Told:
        facts = [self._fact(told) for told in msgspec.json.decode(said, type=_Said).facts]
        return Told(subject, tuple(fact for fact in facts if fact is not None))

    def _fact(self, told: dict[str, Any]) -> Fact | None:
        kind = self._kinds.get(told["fact"])
        try:
            return msgspec.convert(told, kind) if kind else None
        except msgspec.ValidationError:  # another version's, on the same database
            return None


async def _heads(connection: Connection) -> dict[int, int]:
    return {row["slot"]: row["batch"] for row in await connection.fetch(_HEADS)}


def _kinds(kind: type[Fact]) -> list[tuple[str, type[Fact]]]:
    """Every kind of fact that this bank has, by the name it has in the journal."""
    found: list[tuple[str, type[Fact]]] = []
    for below in kind.__subclasses__():
        if "name" in below.__dict__:
            found.append((below.name, below))
        found += _kinds(below)
    return found
