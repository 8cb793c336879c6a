"""Narrow questions about customers."""

from __future__ import annotations

from sycee.guard.privacy import Vault
from sycee.kit.capability import Context
from sycee.kit.db import read

_BY_PHONE = "SELECT party_by_phone($1)"
_NAME = "SELECT name FROM party_person WHERE id = $1"


async def by_phone(ctx: Context, phone: str) -> int | None:
    """The number of the customer with this phone, and nothing else about them."""
    async with read(ctx) as connection:
        found = await connection.fetchval(_BY_PHONE, ctx.port(Vault).blind(phone))
    return None if found is None else int(found)


async def name_of(ctx: Context) -> str:
    """The caller's own name."""
    async with read(ctx) as connection:
        return str(await connection.fetchval(_NAME, ctx.me))
