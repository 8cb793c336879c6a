"""What may go in a day to payees who were added a short while ago: time to notice that somebody else added them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.money import Money
from sycee.kit.till import Own
from sycee.kit.time import bank_day

_RULE = "SELECT asset, hours, per_day FROM limit_cooldown WHERE asset = ANY ($1::text[])"
_USED = """
SELECT w.subject, w.asset, w.day, u.used FROM unnest($1::bigint[], $2::text[], $3::date[]) AS w (subject, asset, day)
JOIN limit_cooling u ON u.subject = w.subject AND u.asset = w.asset AND u.day = w.day
"""
_Key = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class Cooldown:
    """For how long a payee is new, and how much goes to all new ones together in a day, in minor units."""

    lasts: timedelta
    most: int


async def cooldown(ctx: Context, asset: str) -> Cooldown | None:
    """The rule for this asset; None where there is none."""
    return await ctx.db.gathered(_rule)(asset)


async def cooled(ctx: Context, subject: int, asset: str) -> int:
    """What went today to new payees, in minor units."""
    return await ctx.db.gathered(_used)((subject, asset, bank_day(ctx.now))) or 0


def cooling(ctx: Context, subject: int, amount: Money, most: int) -> Own:
    """Own row by which the till adds an amount to the day's sum in its commit, and refuses what would go over."""
    day = bank_day(ctx.now).isoformat()
    row = {"subject": subject, "asset": amount.asset.code, "day": day, "minor": amount.minor, "most": most}
    return Own("limit_cooling_take", row)


async def _rule(connection: Connection, assets: Sequence[str]) -> dict[str, Cooldown]:
    rows = await connection.fetch(_RULE, list(assets))
    return {r["asset"]: Cooldown(timedelta(hours=r["hours"]), r["per_day"]) for r in rows}


async def _used(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    rows = await connection.fetch(_USED, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["subject"], r["asset"], r["day"]): r["used"] for r in rows}
