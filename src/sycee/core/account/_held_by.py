"""A customer's accounts, as staff see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.kit.capability import Context
from sycee.kit.db import read

_OF = "SELECT id, kind, number, opened_at, closed_at FROM account_account WHERE owner = $1 ORDER BY kind, id"
_OWNER = "SELECT owner FROM account_account WHERE number = $1"


@dataclass(frozen=True, slots=True)
class Held:
    """An account that a customer holds. `number` is whole: mask it before anybody sees it."""

    id: int
    kind: str
    number: str
    opened_at: datetime
    closed_at: datetime | None


async def held_by(ctx: Context, owner: int) -> list[Held]:
    """The accounts of this customer that the caller may see."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_OF, owner)
    return [Held(r["id"], r["kind"], r["number"], r["opened_at"], r["closed_at"]) for r in rows]


async def holder_of(ctx: Context, number: str) -> int | None:
    """Whose account this number is, if the caller may see it."""
    async with read(ctx) as connection:
        found = await connection.fetchval(_OWNER, number)
    return None if found is None else int(found)
