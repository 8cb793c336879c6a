"""The owner's own connection: for what fills a bank before it opens. The bank at work never has it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from sycee.kit.db._connect import Connection


@asynccontextmanager
async def as_owner(dsn: str) -> AsyncIterator[Connection]:
    """One transaction as the owner of every table: all that is done in it stands at the end, or nothing does."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            yield connection
    finally:
        await connection.close()
