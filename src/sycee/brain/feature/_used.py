"""On which days a customer asked for something of the bank: what habits are read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sycee.kit.db import Connection
from sycee.kit.time import BANK_ZONE_NAME, bank_day

_LATEST = """
SELECT name, at FROM feature_event WHERE owner = $1 AND came_at > $2 AND kind = 'call' AND name = ANY($3)
ORDER BY came_at DESC LIMIT 2000
"""

_PAGES = """
SELECT DISTINCT name, (at AT TIME ZONE $4)::date AS day FROM feature_event
WHERE owner = $1 AND came_at >= $2 AND came_at < $3 AND kind = 'page'
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """One page of the app, by the name of its route, and one of the days on which it was opened."""

    page: str
    day: date


async def days_used(connection: Connection, owner: int, names: Iterable[str], since: datetime) -> dict[str, set[date]]:
    """Per name the days since an instant on which it was called, of the latest two thousand calls of these names.

    Whether it was answered or refused is not asked: who tries has a use for it. Of who said no there is nothing.
    """
    rows: list[Any] = await connection.fetch(_LATEST, owner, since, list(names))
    used: dict[str, set[date]] = {}
    for row in rows:
        used.setdefault(row["name"], set()).add(bank_day(row["at"]))
    return used


async def pages_opened(connection: Connection, owner: int, since: datetime, until: datetime) -> list[Opened]:
    """Which pages of the app a customer opened on which days, by what had come from `since` on and before `until`.

    What comes after `until` changes nothing, whenever it was. Of who said no there is nothing.
    """
    rows: list[Any] = await connection.fetch(_PAGES, owner, since, until, BANK_ZONE_NAME)
    return [Opened(row["name"], row["day"]) for row in rows]
