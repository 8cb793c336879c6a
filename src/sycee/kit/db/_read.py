"""The one door for reading: a role that sees nothing until it is named who looks.

A customer's role sees that customer's rows alone. Staff have a role of their own: what the console shows, and no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol

from sycee.kit.db._connect import ANSWER_S, Away, Connection, Database
from sycee.kit.db._cut import CUT


class Snapshot:
    """What one call sees: one transaction for all of its reads, opened by the first of them, used by one at a time."""

    def __init__(self, db: Database, party: int | None, member: int | None = None) -> None:
        self._db, self._party, self._member = db, party, member
        self._turn = asyncio.Lock()
        self._open = AsyncExitStack()
        self._connection: Connection | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Connection]:
        """The snapshot's connection, while nobody else of the call uses it."""
        async with self._turn:
            if self._connection is None:
                opened = _transaction(self._db, self._party, self._member)
                self._connection = await self._open.enter_async_context(opened)
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
    def member(self) -> int | None: ...
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
            async with _transaction(ctx.db, ctx.party, ctx.member) as connection:
                yield connection
    except CUT as gone:
        raise Away from gone


@asynccontextmanager
async def snapshot(ctx: Asker) -> AsyncIterator[Snapshot]:
    """One snapshot for a whole call; a call that reads nothing opens nothing."""
    shared = Snapshot(ctx.db, ctx.party, ctx.member)
    try:
        yield shared
    finally:
        await shared.close()


@asynccontextmanager
async def _transaction(db: Database, party: int | None, member: int | None) -> AsyncIterator[Connection]:
    # Who looks is set in the round trip that opens the transaction, and the database itself clears it at its end.
    pool, name, number = (db.readers, "subject", party) if member is None else (db.clerks, "staff", member)
    async with pool.acquire(timeout=ANSWER_S) as connection:
        who = "" if number is None else int(number)
        await connection.execute(f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL sycee.{name} = '{who}'")
        try:
            yield connection
        finally:
            await connection.execute("ROLLBACK")
