"""The largest single transfer that a customer allows themselves, within what the bank allows anyone."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.money import Money
from sycee.kit.words import words

_LIMITS = """
SELECT u.subject, u.asset, min(l.per_transfer) AS most
FROM unnest($1::bigint[], $2::text[]) AS u (subject, asset)
JOIN limit_transfer l ON l.asset = u.asset AND l.subject IN (0, u.subject) GROUP BY 1, 2
"""
_Key = tuple[int, str]


class Limit(msgspec.Struct, frozen=True):
    """The most that one transfer may be."""

    limit: Money


class OverLimit(Refusal):
    code, tells, given_by = "over_limit", Limit, "till"
    say = words(zh="超过单笔转账限额", en="That is more than one transfer may be")


async def within_limit(ctx: Context, subject: int, amount: Money) -> None:
    """Refuses an amount over the limit of one transfer."""
    most = await ctx.db.gathered(_fetch)((subject, amount.asset.code))
    if most is not None and amount.minor > most:
        raise OverLimit(field="amount", limit=Money(most, amount.asset).to_wire())


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    rows = await connection.fetch(_LIMITS, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["subject"], r["asset"]): r["most"] for r in rows}
