"""The assurance table: which level a class of plan needs from an amount upward, and which allowance lets it through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Fault

_NEEDED = """
SELECT u.class, u.asset, u.amount, n.level, n.allowance, n.unproven_per_day
FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u (class, asset, amount)
CROSS JOIN LATERAL (
    SELECT level, allowance, unproven_per_day FROM limit_assurance a
    WHERE a.class = u.class AND a.asset = u.asset AND a.amount_from <= u.amount ORDER BY a.amount_from DESC LIMIT 1
) AS n
"""
_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Need:
    """The level that is needed; at that of the session, the allowance under which the plan may go, and how much may go
    under it in a day, in minor units (None: no end)."""

    level: int
    allowance: int | None
    unproven_per_day: int | None


async def needed(ctx: Context, risk: str, asset: str, amount: int) -> Need:
    """What a plan of this class and outflow (minor units) needs. No row for it: a fault, which moves nothing."""
    need = await ctx.db.gathered(_fetch)((risk, asset, amount))
    if need is None:
        raise Fault(f"the assurance table has no row for {risk} in {asset}")
    return need


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Need]:
    rows = await connection.fetch(_NEEDED, *(list(column) for column in zip(*keys, strict=True)))
    return {
        (r["class"], r["asset"], r["amount"]): Need(r["level"], r["allowance"], r["unproven_per_day"]) for r in rows
    }
