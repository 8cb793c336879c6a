"""The bank's own accounts, found by what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.money import Asset

_HOUSE = """
SELECT h.purpose, h.asset, h.account_id FROM unnest($1::text[], $2::text[]) AS u (purpose, asset)
JOIN ledger_house h ON h.purpose = u.purpose AND h.asset = u.asset
"""
_Key = tuple[str, str]


async def house(ctx: Context, purpose: str, asset: Asset) -> int:
    """The bank's own account for this purpose ("clearing"). None for it: a fault, which moves nothing."""
    found = await ctx.db.gathered(_fetch)((purpose, asset.code))
    if found is None:
        raise Fault(f"the bank has no {asset.code} account of its own for {purpose}")
    return found


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    rows = await connection.fetch(_HOUSE, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["purpose"], r["asset"]): r["account_id"] for r in rows}
