"""The driver's edge, where a statement can be made to fail: every statement of this process's bank passes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg

Call = Callable[[], Awaitable[Any]]
How = Callable[[Any, Call], Awaitable[Any]]

_REFUSES = "DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$"
_execute, _script, _many = asyncpg.Connection._execute, asyncpg.Connection.execute, asyncpg.Connection._executemany


async def refused(connection: Any, _: Call) -> Any:
    """The server says no, and its transaction is broken, as on a full disk."""
    return await _script(connection, _REFUSES)


async def cut(connection: Any, _: Call) -> Any:
    """The connection is gone before the statement gets there."""
    connection.terminate()
    raise asyncpg.ConnectionDoesNotExistError("cut before the statement")


async def lost(connection: Any, call: Call) -> Any:
    """The statement is done, and the connection is gone before its answer comes."""
    await call()
    connection.terminate()
    raise asyncpg.ConnectionDoesNotExistError("cut before the answer")


WAYS: tuple[How, ...] = (refused, cut, lost)


@dataclass
class Broken:
    """Which statement is to fail, and how; and what passed."""

    nth: int
    how: How
    passed: list[str] = field(default_factory=list)

    @property
    def happened(self) -> bool:
        return len(self.passed) >= self.nth

    @property
    def statement(self) -> str:
        return self.passed[self.nth - 1] if self.happened else "(there was none)"

    async def through(self, connection: Any, query: Any, call: Call) -> Any:
        self.passed.append(" ".join(str(query).split())[:80])
        return await (self.how(connection, call) if len(self.passed) == self.nth else call())


@contextmanager
def breaking(nth: int, how: How) -> Iterator[Broken]:
    """Inside, the nth statement of this process fails, once."""
    broken = Broken(nth, how)

    async def one(self: Any, query: Any, *args: Any, **more: Any) -> Any:
        return await broken.through(self, query, lambda: _execute(self, query, *args, **more))

    async def script(self: Any, query: str, *args: Any, **more: Any) -> Any:
        if args:  # goes on to `_execute`
            return await _script(self, query, *args, **more)
        return await broken.through(self, query, lambda: _script(self, query, **more))

    async def many(self: Any, query: Any, *args: Any, **more: Any) -> Any:
        return await broken.through(self, query, lambda: _many(self, query, *args, **more))

    asyncpg.Connection._execute, asyncpg.Connection.execute, asyncpg.Connection._executemany = one, script, many
    try:
        yield broken
    finally:
        asyncpg.Connection._execute, asyncpg.Connection.execute = _execute, _script
        asyncpg.Connection._executemany = _many
