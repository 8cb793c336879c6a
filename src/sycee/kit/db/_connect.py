"""Connections by role. Each role has a pool of its own, so that none is ever mistaken for another."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import asyncpg

from sycee.kit.db._gather import Gather
from sycee.kit.errors import Refusal
from sycee.kit.words import words

# asyncpg carries no types; the name says what is meant.
Connection: TypeAlias = Any
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Fetch = Callable[[Connection, Sequence[K]], Awaitable[dict[K, V]]]

# Plans made while tables were empty ruin the tail, and plans made anew for each call cost more than most answers: what
# customers look up are ranges of an index whoever asks, so the plan is made once and never reads a table through.
KEPT = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"}
# The connections that look many keys up at once pin their shape as well.
STEADY = {"enable_hashjoin": "off", "enable_mergejoin": "off", "jit": "off", **KEPT}

CONNECT_S, ANSWER_S = 10, 30
"""How long the server may be silent: to one who connects, and to a statement. A connection can be open at one end only,
and then nothing ever comes: neither an answer nor its end."""


class Away(Refusal):
    code, http, retry_after_s = "bank_unavailable", 503, 2
    say = words(
        zh="系统正在恢复，请稍后再试同一笔；不会重复扣款",
        en="The bank is coming back: try the same again soon. It cannot debit twice",
    )


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that costs no extra round trip when it goes back: nothing here leaves session state behind."""

    def get_reset_query(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Database:
    """Four ways in. `readers` sees rows of one subject; `clerks` what the console shows to staff; `writers` runs the
    runner's transactions and the till; `gatherers` answers narrow questions for many callers at once."""

    dsn: str
    readers: asyncpg.Pool
    writers: asyncpg.Pool
    gatherers: asyncpg.Pool
    clerks: asyncpg.Pool
    _gathers: dict[Any, Gather[Any, Any]] = field(default_factory=dict, repr=False)

    def gathered(self, fetch: Fetch[K, V]) -> Gather[K, V]:
        """The one gatherer of this look-up. `fetch` gets a connection and the distinct keys of one loop turn."""

        async def run(keys: Sequence[K]) -> dict[K, V]:
            async with self.gatherers.acquire(timeout=ANSWER_S) as connection:
                return await fetch(connection, keys)

        gather = self._gathers.get(fetch)
        if gather is None:
            gather = self._gathers[fetch] = Gather(run)
        return gather

    async def lane(self) -> Connection:
        """A connection of its own for a lane of the till."""
        return await _open(self.dsn, "sycee_app")

    async def close(self) -> None:
        """Close every pool."""
        for pool in (self.readers, self.writers, self.gatherers, self.clerks):
            await pool.close()


@asynccontextmanager
async def connect(dsn: str, *, size: int = 8) -> AsyncIterator[Database]:
    """Pools on the database at `dsn`, closed at the end. `size` is the most connections per role."""
    database = Database(
        dsn,
        await _pool(dsn, "sycee_read", 1, size, **KEPT),
        await _pool(dsn, "sycee_app", 1, size),
        await _pool(dsn, "sycee_app", 1, 2, **STEADY),
        await _pool(dsn, "sycee_staff", 0, size),
    )
    try:
        yield database
    finally:
        await database.close()


def _settings(role: str, **more: str) -> dict[str, str]:
    # Given at start, a role is also what RESET ROLE returns to.
    return {"application_name": "sycee", "role": role, "timezone": "UTC", "jit": "off", **more}


async def _pool(dsn: str, role: str, least: int, most: int, **more: str) -> asyncpg.Pool:
    return await asyncpg.create_pool(
        dsn,
        min_size=least,
        max_size=most,
        connection_class=_Connection,
        server_settings=_settings(role, **more),
        timeout=CONNECT_S,
        command_timeout=ANSWER_S,
    )


async def _open(dsn: str, role: str) -> Any:
    # What is given up here ends there too: a batch that waits for a lock would else stay, and one more come every time.
    settings = _settings(role, **STEADY, client_connection_check_interval="2s")
    return await asyncpg.connect(dsn, server_settings=settings, timeout=CONNECT_S, command_timeout=ANSWER_S)
