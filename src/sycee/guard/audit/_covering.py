"""The seal over a record, whole: what a stranger needs to check it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.kit.db import Connection
from sycee.kit.journal import Place

_COVERING = "SELECT id, made_at, heads, before, head, signature, key_id FROM audit_covering($1, $2, $3)"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal: `head` is SHA-256 over the head `before` it and the text of `heads`, and is what the bank has signed."""

    number: int
    made_at: datetime
    heads: str
    before: bytes
    head: bytes
    signature: bytes
    signed_by: str


async def covering(connection: Connection, place: Place) -> Sealed | None:
    """The first seal over this place of the record; None until the minute is over."""
    row: Any = await connection.fetchrow(_COVERING, place.slot, place.batch, place.booked_at)
    return Sealed(*row.values()) if row else None
