"""On which days a customer asked for something of the bank: what habits are read from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sycee.kit.db import Connection
from sycee.kit.time import bank_day

_LATEST = """
SELECT name, at FROM feature_event WHERE owner = $1 AND came_at > $2 AND kind = 'call' AND name = ANY($3)
ORDER BY came_at DESC LIMIT 2000
"""


async def days_used(connection: Connection, owner: int, names: Iterable[str], since: datetime) -> dict[str, set[date]]:
    """Per name the days since an instant on which it was called, of the latest two thousand calls of these names.

    Whether it was answered or refused is not asked: who tries has a use for it. Of who said no there is nothing.
    """
    rows: list[Any] = await connection.fetch(_LATEST, owner, since, list(names))
    used: dict[str, set[date]] = {}
    for row in rows:
        used.setdefault(row["name"], set()).add(bank_day(row["at"]))
    return used
