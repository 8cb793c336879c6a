"""Which proofs are enough for what: the other half of the assurance table."""

from __future__ import annotations

from collections.abc import Collection

from sycee.kit.db import Connection
from sycee.kit.errors import Fault

DEED = ("deed", "", 0)
"""Where the table speaks of deeds, which have no amount."""

_ROW = """
SELECT not_by, not_beside_passkey FROM limit_assurance
WHERE class = $1 AND asset = $2 AND amount_from <= $3 ORDER BY amount_from DESC LIMIT 1
"""
_PASSKEY = "passkey"

Weight = tuple[str, str, int]
"""Class, asset and amount in minor units: what the table is asked by."""


async def enough(connection: Connection, weight: Weight, having: Collection[str]) -> list[str]:
    """Of the factors that a customer has, those that are enough. No row for it is a fault, which moves nothing."""
    row = await connection.fetchrow(_ROW, *weight)
    if row is None:
        raise Fault(f"the assurance table has no row for {weight[0]} in {weight[1]}")
    never = {*row["not_by"], *(row["not_beside_passkey"] if _PASSKEY in having else ())}
    return [factor for factor in having if factor not in never]
