"""Mandates: a payer's consent to plans to come, bounded by account, payee, amount, number and time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from sycee.kit.capability import Context, write
from sycee.kit.errors import Fault, Refusal
from sycee.kit.ids import new_id
from sycee.kit.journal import known_keys
from sycee.kit.money import Asset, Money
from sycee.kit.till import Intent, Mandated, Own
from sycee.kit.words import words

_APPROVAL_LIVES = timedelta(minutes=5)

_GIVE = """
INSERT INTO access_mandate (id, subject, what, account, to_account, asset, each, total, uses, evidence, made_at, until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
_END = "UPDATE access_mandate SET ended_at = $3 WHERE id = $1 AND subject = $2 AND ended_at IS NULL"
_ROW = """
SELECT subject, account, to_account, asset, each, until, ended_at, uses, used FROM access_mandate WHERE id = $1
"""
_APPROVE = """
INSERT INTO access_approval (id, subject, key, digest, ceiling, factor, confirmed, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, 'mandate', $6, $7, $8)
"""


class MandateEnded(Refusal):
    code = "mandate_ended"
    say = words(
        zh="付款人的授权已用完、取消或过期，没有扣款",
        en="What the payer had agreed to is used up, withdrawn or has expired. Nothing was debited",
    )


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a payer agrees to. `to`: the only account that may be paid; None: whoever holds what stands for it.

    `each`: most that one plan takes out; `total`: all together; `uses`: how many plans. None: no end but `until`.
    """

    what: str
    account: int
    to: int | None
    asset: Asset
    each: Money
    total: Money | None = None
    uses: int | None = None
    until: datetime


async def give_mandate(ctx: Context, terms: Terms) -> UUID:
    """The caller agrees to these terms; returns the mandate's id. For write verbs, on an account that is the caller's.

    A verb that asks for a proof passes it on: the proposal by which the caller agreed stands beside the mandate.
    """
    number = new_id(ctx.now)
    await write(ctx).connection.execute(
        _GIVE, number, ctx.me, terms.what, terms.account, terms.to, terms.asset.id, terms.each.minor,
        terms.total and terms.total.minor, terms.uses, ctx.agreed, ctx.now, terms.until,
    )  # fmt: skip
    return number


async def end_mandate(ctx: Context, mandate: UUID) -> None:
    """The caller withdraws a mandate of theirs, as of now. For write verbs."""
    await write(ctx).connection.execute(_END, mandate, ctx.me, ctx.now)


async def mandated(ctx: Context, intent: Intent) -> Mandated:
    """The approval that a plan's mandate makes for this very intent, and the row by which its use is counted.

    Refuses what the mandate does not cover. Of several approvals made for one key, one commits.
    """
    plan, approval = intent.plan, new_id(ctx.now)
    if plan.mandate is None or plan.asset is None or len(plan.legs) != 2:
        raise Fault(f"{intent.verb}: a mandate covers one payment from one account to one other")
    async with ctx.db.writers.acquire() as connection:
        row: Any = await connection.fetchrow(_ROW, plan.mandate)
        if row is None or row["subject"] != intent.subject:
            raise Fault(f"{intent.verb}: the payer has given no such mandate")
        payer, paid = plan.legs
        if payer.account != row["account"] or payer.amount.minor > 0 or plan.asset.id != row["asset"]:
            raise Fault(f"{intent.verb}: that mandate is for another account")
        if row["to_account"] not in (None, paid.account):
            raise Fault(f"{intent.verb}: that mandate is for another payee")
        over = row["ended_at"] is not None or ctx.now >= row["until"] or plan.outflow > row["each"] or _used_up(row)
        # The same call sent twice at once: what has used it up may be this very plan, and the till has its answer.
        if over and not await known_keys(connection, [intent.key]):
            raise MandateEnded
        await connection.execute(
            _APPROVE, approval, intent.subject, intent.key, intent.digest, plan.outflow, plan.mandate, ctx.now,
            ctx.now + ctx.lasts(_APPROVAL_LIVES),
        )  # fmt: skip
    use = {"id": str(plan.mandate), "minor": plan.outflow, "at": ctx.now.isoformat()}
    return Mandated(intent.digest, approval, (Own("access_mandate_use", use),))


def _used_up(row: Any) -> bool:
    return row["uses"] is not None and row["used"] >= row["uses"]
