"""What a customer wants to hear nothing of, and what they were told or have dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from sycee.insight.remind._finding import Finding, Kind
from sycee.insight.remind._words import KIND_OF
from sycee.kit.capability import Context, encode, write
from sycee.kit.db import read
from sycee.kit.money import Money

_SILENCES = "SELECT id, kind, counterparty, title FROM remind_silence WHERE owner = $1 ORDER BY id"
_SEEN = "SELECT id, dismissed_at IS NOT NULL AS dismissed FROM remind_finding WHERE owner = $1"
_KEEP = """
INSERT INTO remind_finding (id, owner, why, facts, counterparty, found_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING RETURNING id
"""
_DISMISS = "UPDATE remind_finding SET dismissed_at = coalesce(dismissed_at, $3) WHERE id = $1 AND owner = $2"
_ONE = "SELECT why, facts, counterparty FROM remind_finding WHERE id = $1 AND owner = $2 AND dismissed_at IS NULL"


@dataclass(frozen=True, slots=True)
class Silence:
    """What is not told: a kind, a counterparty, or a kind of one counterparty. `title`: as it is written."""

    id: int
    kind: Kind | None
    counterparty: str | None
    title: str

    def covers(self, kind: Kind, counterparty: str) -> bool:
        """Whether something of this kind about this counterparty is not told."""
        return self.kind in (None, kind) and self.counterparty in (None, counterparty)


@dataclass(frozen=True, slots=True)
class Told:
    """What a message is made of: the reason, and what fills it."""

    why: str
    facts: Mapping[str, str | Money]


async def silences(ctx: Context) -> list[Silence]:
    """What the caller wants to hear nothing of."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_SILENCES, ctx.me)
    return [Silence(*r.values()) for r in rows]


async def seen(ctx: Context) -> dict[UUID, bool]:
    """What the caller was told or has dismissed, and whether they have dismissed it."""
    async with read(ctx) as connection:
        return {r["id"]: r["dismissed"] for r in await connection.fetch(_SEEN, ctx.me)}


async def keep(ctx: Context, owner: int, number: UUID, finding: Finding) -> bool:
    """Write down that something was found; False where it was before. For writes."""
    facts = encode(dict(finding.facts), canonical=True).decode()
    return bool(await write(ctx).connection.fetchval(_KEEP, number, owner, finding.why, facts, finding.party, ctx.now))


async def dismiss_row(ctx: Context, number: UUID) -> None:
    """Mark what was written down as dismissed. For writes."""
    await write(ctx).connection.execute(_DISMISS, number, ctx.me, ctx.now)


async def told_of(ctx: Context, owner: int, number: UUID) -> Told | None:
    """What a finding says, for readers of `Noticed`; None where it was dismissed or silenced meanwhile."""
    connection = write(ctx).connection
    row: Any = await connection.fetchrow(_ONE, number, owner)
    if row is None:
        return None
    facts = {name: _fact(value) for name, value in msgspec.json.decode(row["facts"]).items()}
    now = [Silence(*r.values()) for r in await connection.fetch(_SILENCES, owner)]
    return None if silent(now, KIND_OF[row["why"]], row["counterparty"]) else Told(row["why"], facts)


def silent(what: Iterable[Silence], kind: Kind, counterparty: str) -> bool:
    """Whether something is not told."""
    return any(one.covers(kind, counterparty) for one in what)


def _fact(value: Any) -> str | Money:
    return Money.from_wire(value) if isinstance(value, dict) else str(value)
