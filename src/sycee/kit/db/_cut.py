"""What tells that it was the database that went, and not the question that was wrong."""

from __future__ import annotations

import asyncpg

# What a call meets when the server has no room left; and that, or when the server goes away under it.
FULL = (asyncpg.DiskFullError, asyncpg.OutOfMemoryError)
CUT = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    *FULL,
    OSError,
)
