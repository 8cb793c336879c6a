"""Customers as staff see them: masked. What is sealed is opened to be masked, and leaves whole by `whole` alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sycee.core.party._sealed import DOCUMENT, PHONE
from sycee.guard.privacy import Vault, mask_document, mask_name, mask_phone
from sycee.kit.capability import Context
from sycee.kit.db import read

Field = Literal["phone", "document", "name"]

_COLUMNS = "id, name, phone, document_kind, document, joined_at"
_BY = {
    "phone": f"SELECT {_COLUMNS} FROM party_person WHERE phone_index = $1 LIMIT $2",
    "number": f"SELECT {_COLUMNS} FROM party_person WHERE id = $1 LIMIT $2",
    "name": f"SELECT {_COLUMNS} FROM party_person WHERE name = $1 ORDER BY id LIMIT $2",
}


@dataclass(frozen=True, slots=True)
class Masked:
    """A customer without what identifies them."""

    number: int
    name: str
    phone: str
    document_kind: str
    document: str
    joined_at: datetime


async def find_masked(ctx: Context, *, by: Literal["phone", "number", "name"], value: Any, most: int) -> list[Masked]:
    """Customers by exact phone, number or name, at most so many, masked."""
    wanted = ctx.port(Vault).blind(value) if by == "phone" else value
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_BY[by], wanted, most)
    return [_masked(ctx.port(Vault), r) for r in rows]


async def masked(ctx: Context, number: int) -> Masked | None:
    """One customer, masked."""
    found = await find_masked(ctx, by="number", value=number, most=1)
    return found[0] if found else None


async def whole(ctx: Context, number: int, field: Field) -> str | None:
    """One field of a customer's, unmasked. For the one verb that asks staff why, and records it."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_BY["number"], number, 1)
    if row is None:
        return None
    if field == "name":
        return str(row["name"])
    return ctx.port(Vault).unseal(row[field], {"phone": PHONE, "document": DOCUMENT}[field], number)


def _masked(vault: Vault, row: Any) -> Masked:
    return Masked(
        row["id"],
        mask_name(row["name"]),
        mask_phone(vault.unseal(row["phone"], PHONE, row["id"])),
        row["document_kind"],
        mask_document(vault.unseal(row["document"], DOCUMENT, row["id"])),
        row["joined_at"],
    )
