"""Narrow questions about customers."""

from __future__ import annotations

from sycee.guard.privacy import Vault
from sycee.kit.capability import Context
from sycee.kit.db import Database, read

_BY_PHONE = "SELECT party_by_phone($1)"
_HOW_MANY = "SELECT count(*) FROM party_person"


async def by_phone(ctx: Context, phone: str) -> int | None:
    """The number of the customer with this phone, and nothing else about them."""
    async with read(ctx) as connection:
        found = await connection.fetchval(_BY_PHONE, ctx.port(Vault).blind(phone))
    return None if found is None else int(found)


async def how_many(db: Database) -> int:
    """How many customers the bank has: for operators and the demo."""
    async with db.writers.acquire() as connection:
        return int(await connection.fetchval(_HOW_MANY))
