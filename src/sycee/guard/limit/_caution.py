"""Cautions: a while in which less may be paid, after something that a thief would do first as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sycee.kit.capability import Context, at_once, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.ids import new_id
from sycee.kit.money import Money
from sycee.kit.words import words

Why = Literal["new_device", "factor", "recovered"]
SAYS = {
    "new_device": words(
        zh="这台设备刚开始使用，为了您的资金安全，暂时只能少量付款",
        en="This device is new to your account: to keep your money safe, only little may be paid for a while",
    ),
    "factor": words(
        zh="您的密码或核验方式刚刚变更，为了您的资金安全，暂时只能少量付款",
        en="Your password or a way you prove yourself has just changed: only little may be paid for a while",
    ),
    "recovered": words(
        zh="您刚刚找回了密码，为了您的资金安全，暂时只能少量付款",
        en="You have just recovered your password: to keep your money safe, only little may be paid for a while",
    ),
}

_RULED = "SELECT $5::timestamptz + max(hours) * $6::interval AS until FROM limit_caution_rule WHERE why = $3"
_BEGIN = f"""
WITH made AS (
    INSERT INTO limit_caution (id, subject, why, device, begun_at, until)
    SELECT $1, $2, $3, $4, $5, r.until FROM ({_RULED}) AS r WHERE r.until > $7
    ON CONFLICT (subject, why, device, begun_at) DO NOTHING RETURNING id
)
SELECT id FROM made UNION ALL
SELECT id FROM limit_caution WHERE subject = $2 AND why = $3 AND device = $4 AND begun_at = $5 AND until > $7 LIMIT 1
"""
_ON_SESSION = "INSERT INTO limit_caution_session (session, caution) VALUES ($1, $2)"
# What holds for a customer in a session: cautions about their account, and about the device that the session is on.
_HOLDS = """
SELECT u.subject, u.session, u.asset, u.now, c.id, c.why, c.until, r.most, coalesce(s.used, 0) AS used
FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::timestamptz[]) AS u (subject, session, asset, now)
JOIN limit_caution c ON c.subject = u.subject AND c.until > u.now
JOIN limit_caution_rule r ON r.why = c.why AND r.asset = u.asset
LEFT JOIN limit_caution_used s ON s.caution = c.id AND s.asset = u.asset
WHERE c.everywhere OR EXISTS (SELECT FROM limit_caution_session m WHERE m.session = u.session AND m.caution = c.id)
ORDER BY r.most - coalesce(s.used, 0) DESC
"""
_COUNT = """
WITH bound AS (
    SELECT c.id, r.most FROM limit_caution c JOIN limit_caution_rule r ON r.why = c.why AND r.asset = $3
    WHERE c.subject = $1 AND c.until > $5
      AND (c.everywhere OR EXISTS (SELECT FROM limit_caution_session m WHERE m.session = $2 AND m.caution = c.id))
), taken AS (
    INSERT INTO limit_caution_used AS u (caution, subject, asset, used)
    SELECT b.id, $1, $3, $4 FROM bound b WHERE $4 <= b.most ORDER BY b.id
    ON CONFLICT (caution, asset) DO UPDATE SET used = u.used + excluded.used
    WHERE u.used + excluded.used <= (SELECT b.most FROM bound b WHERE b.id = u.caution)
    RETURNING caution
)
SELECT (SELECT count(*) FROM bound) = (SELECT count(*) FROM taken)
"""
_RECOVERED = "SELECT EXISTS (SELECT FROM limit_caution WHERE subject = $1 AND why = 'recovered' AND until > $2)"
_Key = tuple[int, UUID, str, datetime]


@dataclass(frozen=True, slots=True)
class Held:
    """A caution that holds: why, until when, the most in all of it, and what of that is left, in minor units."""

    why: str
    until: datetime
    most: int
    left: int


async def be_cautious(
    ctx: Context, subject: int, why: Why, *, device: bytes = b"", since: datetime | None = None,
    session: UUID | None = None,
) -> None:  # fmt: skip
    """Begin a caution, for all of a customer's sessions, or for those on one device: then for this one. In writes.

    `since`: when it began, where that was before; where it is over by now nothing is begun.
    """
    connection = write(ctx).connection
    caution = await connection.fetchval(
        _BEGIN, new_id(ctx.now), subject, why, device, since or ctx.now, ctx.lasts(timedelta(hours=1)), ctx.now
    )
    if session is not None and caution is not None:
        await connection.execute(_ON_SESSION, session, caution)


async def caution(ctx: Context, asset: str) -> Held | None:
    """The caution that leaves the caller the least in this asset; None where none holds."""
    return await ctx.db.gathered(_holds)((ctx.me, _session(ctx), asset, ctx.now))


async def cautions(ctx: Context, connection: Connection, asset: str) -> list[Held]:
    """Every caution that holds for the caller, on the connection that they read by."""
    rows = await connection.fetch(_HOLDS, [ctx.me], [_session(ctx)], [asset], [ctx.now])
    return [Held(r["why"], r["until"], r["most"], r["most"] - r["used"]) for r in rows]


async def count_cautious(ctx: Context, amount: Money) -> bool:
    """Add what the caller's proof lets go to the sums of the cautions that hold; False where one of them is full.

    For write verbs. Proofs at the same moment wait for each other here.
    """
    return bool(
        await write(ctx).connection.fetchval(_COUNT, ctx.me, _session(ctx), amount.asset.code, amount.minor, ctx.now)
    )


async def after_recovery(ctx: Context) -> bool:
    """Whether the caller's password was recovered a short while ago."""
    row = await at_once(ctx, _RECOVERED, ctx.me, ctx.now)
    return bool(row[0])


def _session(ctx: Context) -> UUID:
    if ctx.subject is None:
        raise Fault("a caution is asked for by a customer")
    return ctx.subject.session


async def _holds(connection: Connection, keys: Sequence[_Key]) -> dict[_Key, Held]:
    rows = await connection.fetch(_HOLDS, *(list(column) for column in zip(*keys, strict=True)))
    # The last one is the one that leaves the least.
    return {
        (r["subject"], r["session"], r["asset"], r["now"]): Held(r["why"], r["until"], r["most"], r["most"] - r["used"])
        for r in rows
    }
