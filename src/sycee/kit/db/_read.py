"""The one door for reading: a role that sees nothing until a subject is named, and then that subject's rows alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from sycee.kit.db._connect import CUT, Away, Connection, Database


class Asker(Protocol):
    """Who reads, and where: what `Context` offers to this module."""

    @property
    def db(self) -> Database: ...
    @property
    def party(self) -> int | None: ...


@asynccontextmanager
async def read(ctx: Asker) -> AsyncIterator[Connection]:
    """A read-only snapshot of the rows that the caller may see, under row-level security.

    The subject is set in the round trip that opens the transaction, and the database itself clears it at its end.
    """
    try:
        async with ctx.db.readers.acquire() as connection:
            subject = "" if ctx.party is None else int(ctx.party)
            await connection.execute(
                f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL sycee.subject = '{subject}'"
            )
            try:
                yield connection
            finally:
                await connection.execute("ROLLBACK")
    except CUT as gone:
        raise Away from gone
