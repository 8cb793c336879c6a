"""What may go in a day without a proof: many small payments are one large one to a thief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.money import Money
from sycee.kit.till import Own
from sycee.kit.time import bank_day

_USED = """
SELECT w.subject, w.asset, w.day, coalesce(u.used, 0) AS used
FROM unnest($1::bigint[], $2::text[], $3::date[]) AS w (subject, asset, day)
LEFT JOIN limit_unproven u ON u.subject = w.subject AND u.asset = w.asset AND u.day = w.day
"""
_Key = tuple[int, str, date]


async def unproven_left(ctx: Context, subject: int, amount: Money, most: int) -> bool:
    """Whether an amount still fits into what may go today without a proof, `most` minor units in all."""
    used = await ctx.db.gathered(_fetch)((subject, amount.asset.code, bank_day(ctx.now)))
    return (used or 0) + amount.minor <= most


def unproven(ctx: Context, subject: int, amount: Money, most: int) -> Own:
    """Own row by which the till adds an amount to the day's sum in its commit, and refuses what would go over."""
    day = bank_day(ctx.now).isoformat()
    row = {"subject": subject, "asset": amount.asset.code, "day": day, "minor": amount.minor, "most": most}
    return Own("limit_unproven_take", row)


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    rows = await connection.fetch(_USED, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["subject"], r["asset"], r["day"]): r["used"] for r in rows}
