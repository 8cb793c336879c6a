"""Records as staff see them: what was done, and whether it still stands in an unbroken, sealed chain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sycee.guard.audit._seal import Signer
from sycee.kit.capability import Context
from sycee.kit.db import Connection, read
from sycee.kit.journal import Line, line_of, lines_of, link, whole

# The first seals after a record: one of them is the first that covers it.
_SEALS = """
SELECT id, made_at, heads, head, signature, key_id FROM audit_seal WHERE made_at >= $1 ORDER BY made_at, id LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """The first seal over a record. `holds`: the bank signed it, and the chain still has the link that it names."""

    number: int
    made_at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with the state of its chain. `whole`: the link of its batch, computed anew, is the one that is kept."""

    line: Line
    whole: bool
    seal: Seal | None


async def kept_of(ctx: Context, subject: int, before: tuple[datetime, UUID] | None, limit: int) -> list[Kept]:
    """A customer's records, newest first."""
    async with read(ctx) as connection:
        return await _kept(ctx, connection, await lines_of(connection, subject, before, limit))


async def kept(ctx: Context, key: UUID) -> Kept | None:
    """The record under a key, if the caller may see it."""
    async with read(ctx) as connection:
        line = await line_of(connection, key)
        return (await _kept(ctx, connection, [line]))[0] if line else None


async def _kept(ctx: Context, connection: Connection, lines: list[Line]) -> list[Kept]:
    sound = await whole(connection, {(line.slot, line.batch) for line in lines})
    return [Kept(line, sound[line.slot, line.batch], await _seal(ctx, connection, line)) for line in lines]


async def _seal(ctx: Context, connection: Connection, line: Line) -> Seal | None:
    signer = ctx.port(Signer)  # type: ignore[type-abstract]
    rows: list[Any] = await connection.fetch(_SEALS, line.booked_at)
    for row in rows:
        for slot, batch, head in json.loads(row["heads"]):
            if slot == line.slot and batch >= line.batch:
                now = await link(connection, slot, batch)
                signed = signer.signed(row["head"], row["signature"], row["key_id"])
                return Seal(row["id"], row["made_at"], now is not None and now.hex() == head and signed)
    return None
