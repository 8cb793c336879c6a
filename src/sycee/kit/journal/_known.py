"""What was answered before under a key, and adding to the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from sycee.kit.db import Connection

_KNOWN = """
SELECT key, subject, verb, mark, refused, said, booked_at FROM journal_record WHERE key = ANY ($1::uuid[])
"""
_APPEND = "SELECT journal_append($1, $2, $3, $4, $5, $6, $7, $8, $9)"


class Known(msgspec.Struct, frozen=True):
    """What the journal says about a key."""

    key: UUID
    subject: int
    verb: str
    mark: bytes
    refused: bool
    said: str
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One line for the journal. `said` is JSON: answer and facts, or the refusal's code and facts."""

    key: UUID
    subject: int
    verb: str
    mark: bytes
    digest: bytes
    refused: bool
    said: str


async def known_keys(connection: Connection, keys: Sequence[UUID]) -> dict[UUID, Known]:
    """What was answered under these keys."""
    rows: list[Any] = await connection.fetch(_KNOWN, list(keys))
    return {r["key"]: Known(*r.values()) for r in rows}


async def append(connection: Connection, slot: int, records: Sequence[Record], at: datetime) -> int:
    """Append records as one batch of a slot's chain, in the caller's transaction; returns the batch."""
    columns = [
        [getattr(r, name) for r in records] for name in ("key", "subject", "verb", "mark", "digest", "refused", "said")
    ]
    batch: int = await connection.fetchval(_APPEND, slot, *columns, at)
    return batch
