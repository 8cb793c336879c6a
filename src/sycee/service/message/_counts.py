"""How many messages a customer was sent and has read, for staff: none of them is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sycee.kit.capability import Context
from sycee.kit.db import read

_COUNTS = "SELECT kind, sent, seen FROM message_counts($1, $2) ORDER BY kind"


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages of one kind."""

    kind: str
    sent: int
    seen: int


async def sent_to(ctx: Context, owner: int, since: datetime) -> list[Sent]:
    """Messages to a customer since an instant, by kind. For verbs of staff."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_COUNTS, owner, since)
    return [Sent(r["kind"], r["sent"], r["seen"]) for r in rows]
