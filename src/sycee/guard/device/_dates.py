"""When a customer's keys were made and revoked, for staff: not what their devices are called, nor a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sycee.kit.capability import Context
from sycee.kit.db import read

_DATES = "SELECT kind, made_at, revoked_at FROM device_dates($1)"


@dataclass(frozen=True, slots=True)
class KeyDates:
    """A key of a customer's, as staff see it."""

    kind: str
    made_at: datetime
    revoked_at: datetime | None


async def dates_of(ctx: Context, subject: int) -> list[KeyDates]:
    """The newest fifty keys of a customer. For verbs of staff."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_DATES, subject)
    return [KeyDates(r["kind"], r["made_at"], r["revoked_at"]) for r in rows]
