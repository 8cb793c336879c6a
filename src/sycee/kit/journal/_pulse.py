"""How much is going on: what customers ask for by minute and verb, and the sums of payments. Nobody's in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sycee.kit.db import Connection

_PULSE = "SELECT minute, verb, calls, refused, paid, minor FROM journal_pulse($1, $2) ORDER BY minute, verb"


@dataclass(frozen=True, slots=True)
class Beat:
    """One verb in one minute. `paid` of the calls moved money, `minor` units of the asset together."""

    minute: datetime
    verb: str
    calls: int
    refused: int
    paid: int
    minor: int


async def beats(connection: Connection, since: datetime, asset: str) -> list[Beat]:
    """Every minute since an instant in which something was asked. For staff's role."""
    rows = await connection.fetch(_PULSE, since, asset)
    return [Beat(r["minute"], r["verb"], r["calls"], r["refused"], r["paid"], int(r["minor"])) for r in rows]
