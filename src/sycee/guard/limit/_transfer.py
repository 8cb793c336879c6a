"""The largest single transfer that a customer allows themselves, within what the bank allows anyone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from sycee.guard.limit._caution import SAYS, Held, caution, count_cautious
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.money import Money
from sycee.kit.words import Locale, words

_LIMITS = """
SELECT u.subject, u.asset, min(l.per_transfer) AS most
FROM unnest($1::bigint[], $2::text[]) AS u (subject, asset)
JOIN limit_transfer l ON l.asset = u.asset AND l.subject IN (0, u.subject) GROUP BY 1, 2
"""
_Key = tuple[int, str]


class Limit(msgspec.Struct, frozen=True):
    """The most that one transfer may be. `why`: the caution that leaves no more than that, which holds until then."""

    limit: Money
    why: str | None = None
    until: datetime | None = None


class OverLimit(Refusal):
    code, tells, given_by = "over_limit", Limit, "till"
    say = words(zh="超过单笔转账限额", en="That is more than one transfer may be")

    def sentence(self, locale: Locale = "zh") -> str:
        """What a person reads: the reason, where a caution is one."""
        why = self.facts.get("why")
        return SAYS[why].say(locale) if why in SAYS else super().sentence(locale)


async def within_limit(ctx: Context, subject: int, amount: Money) -> None:
    """Refuses an amount over the limit of one transfer, and the caller's over what a caution leaves them."""
    most = await ctx.db.gathered(_fetch)((subject, amount.asset.code))
    if most is not None and amount.minor > most:
        raise OverLimit(field="amount", limit=Money(most, amount.asset).to_wire())
    if ctx.subject is None or ctx.party != subject:
        return
    held = await caution(ctx, amount.asset.code)
    if held is not None and amount.minor > held.left:
        raise _over(amount, held)


async def count_proven(ctx: Context, amount: Money) -> None:
    """Count what a proof lets go against the cautions that hold; refuses what one has no room for. In writes."""
    if await count_cautious(ctx, amount):
        return
    held = await caution(ctx, amount.asset.code)
    raise _over(amount, held) if held else OverLimit(field="amount", limit=amount.zero().to_wire())


def _over(amount: Money, held: Held) -> OverLimit:
    left = Money(max(held.left, 0), amount.asset)
    return OverLimit(field="amount", limit=left.to_wire(), why=held.why, until=held.until.isoformat())


async def _fetch(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, int]:
    rows = await connection.fetch(_LIMITS, *(list(column) for column in zip(*keys, strict=True)))
    return {(r["subject"], r["asset"]): r["most"] for r in rows}
