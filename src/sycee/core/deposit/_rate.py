"""What a kind of account earns, from when on: rows of `deposit_rate`."""

from __future__ import annotations

from datetime import date

from sycee.kit.db import Connection

_RATE = """
SELECT ppm FROM deposit_rate WHERE kind = $1 AND asset = $2 AND active_from <= $3 ORDER BY active_from DESC LIMIT 1
"""
_KINDS = "SELECT DISTINCT kind FROM deposit_rate"


async def rate(connection: Connection, kind: str, asset: str, day: date) -> int:
    """The rate of a day, in millionths of a year; 0 where there is none."""
    return int(await connection.fetchval(_RATE, kind, asset, day) or 0)


async def earning(connection: Connection) -> list[str]:
    """The kinds of account that earn anything at all."""
    return [r["kind"] for r in await connection.fetch(_KINDS)]
