"""Going through every account, some at a time: for what the bank does to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.kit.capability import Context, write

_WALK = """
SELECT id, owner, kind, asset, opened_at, closed_at FROM account_account
WHERE id > $1 AND kind = ANY ($2::text[]) AND opened_at < $3 ORDER BY id LIMIT $4
"""
_THESE = "SELECT id, owner, kind, asset, opened_at, closed_at FROM account_account WHERE id = ANY ($1::bigint[])"
_FIRST = "SELECT min(opened_at) FROM account_account WHERE kind = ANY ($1::text[])"


@dataclass(frozen=True, slots=True)
class Walked:
    """An account, whosever it is, without what is in it."""

    id: int
    owner: int
    kind: str
    asset: str
    opened_at: datetime
    closed_at: datetime | None


async def walk(ctx: Context, after: int, kinds: Sequence[str], opened_before: datetime, most: int) -> list[Walked]:
    """The next accounts of these kinds by number, closed ones too. For the bank's own writes."""
    rows: list[Any] = await write(ctx).connection.fetch(_WALK, after, list(kinds), opened_before, most)
    return [Walked(*r.values()) for r in rows]


async def these(ctx: Context, accounts: Sequence[int]) -> dict[int, Walked]:
    """These accounts. For the bank's own writes."""
    rows: list[Any] = await write(ctx).connection.fetch(_THESE, list(accounts))
    return {r["id"]: Walked(*r.values()) for r in rows}


async def first_opened(ctx: Context, kinds: Sequence[str]) -> datetime | None:
    """When the first account of these kinds was opened. For the bank's own writes."""
    first: datetime | None = await write(ctx).connection.fetchval(_FIRST, list(kinds))
    return first
