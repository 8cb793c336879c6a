"""The one door for reading: a role that sees nothing until a subject is named, and then that subject's rows alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

from sycee.kit.db._connect import CUT, Away, Connection, Database


class Snapshot:
    """What one call sees: one transaction for all of its reads, opened by the first of them, used by one at a time."""

    def __init__(self, db: Database, party: int | None) -> None:
        self._db, self._party = db, party
        self._turn = asyncio.Lock()
        self._open = AsyncExitStack()
        self._connection: Connection | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Connection]:
        """The snapshot's connection, while nobody else of the call uses it."""
        async with self._turn:
            if self._connection is None:
                self._connection = await self._open.enter_async_context(_transaction(self._db, self._party))
            yield self._connection

    async def close(self) -> None:
        """End the transaction, which also forgets the subject."""
        await self._open.aclose()


class Asker(Protocol):
    """Who reads, and where: what `Context` offers to this module."""

    @property
    def db(self) -> Database: ...
    @property
    def party(self) -> int | None: ...
    @property
    def snapshot(self) -> Snapshot | None: ...


@asynccontextmanager
async def read(ctx: Asker) -> AsyncIterator[Connection]:
    """A read-only snapshot of the rows that the caller may see, under row-level security.

    Within a verb that reads, every call of this is the same snapshot: a list and its sums cannot disagree.
    """
    try:
        if ctx.snapshot is not None:
            async with ctx.snapshot.turn() as connection:
                yield connection
        else:
            async with _transaction(ctx.db, ctx.party) as connection:
                yield connection
    except CUT as gone:
        raise Away from gone


@asynccontextmanager
async def snapshot(ctx: Asker) -> AsyncIterator[Snapshot]:
    """One snapshot for a whole call; a call that reads nothing opens nothing."""
    shared = Snapshot(ctx.db, ctx.party)
    try:
        yield shared
    finally:
        await shared.close()


@asynccontextmanager
async def _transaction(db: Database, party: int | None) -> AsyncIterator[Connection]:
    # The subject is set in the round trip that opens the transaction, and the database itself clears it at its end.
    async with db.readers.acquire() as connection:
        subject = "" if party is None else int(party)
        await connection.execute(
            f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL sycee.subject = '{subject}'"
        )
        try:
            yield connection
        finally:
            await connection.execute("ROLLBACK")
