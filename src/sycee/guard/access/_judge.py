"""The judge: looks up what an intent needs, compares it with what the session has proven, and proposes what lacks."""

from __future__ import annotations

from typing import Any

from sycee.guard.access._proposal import FACTORS, KEEP, LIVES, MAKE_ROOM, shown_lines, shown_text
from sycee.guard.identity import level
from sycee.guard.limit import needed, unproven, unproven_left, within_limit
from sycee.kit.capability import Context, KeyReused, builtins
from sycee.kit.errors import Fault
from sycee.kit.ids import new_id
from sycee.kit.money import Money
from sycee.kit.till import Allow, Challenge, Decision, Intent, StepUpNeeded
from sycee.kit.words import words

_WHY = {
    "new": words(zh="首次向这位收款人转账", en="This is your first transfer to this payee"),
    "known": words(zh="超过小额免验的金额", en="This is more than may go without a proof"),
    "own": words(zh="大额资金变动", en="This is a large move"),
    "many": words(zh="今天小额免验的额度已用完", en="That is all that may go without a proof today"),
}
_STEPPED_UP, _MANY = 2, "many"


class AccessJudge:
    """The guard as the till sees it. Whatever fails in here refuses."""

    async def decide(self, ctx: Context, intent: Intent) -> Decision:
        """Allow at the session's own level where the assurance table says so; else challenge."""
        if ctx.subject is None or ctx.subject.party != intent.subject:
            raise Fault("an intent is its subject's own")
        plan = intent.plan
        if plan.asset is None:
            raise Fault(f"{intent.verb}: the judge weighs what has legs")
        if plan.counted:
            await within_limit(ctx, ctx.me, Money(plan.outflow, plan.asset))
        need = await needed(ctx, plan.risk, plan.asset.code, plan.outflow)
        if need.allowance is None or level(ctx.subject.factors, ctx.now) < need.level:
            return Challenge(need.level, plan.risk)
        if need.unproven_per_day is None:
            return Allow(intent.digest, need.allowance)
        amount = Money(plan.outflow, plan.asset)
        if not await unproven_left(ctx, ctx.me, amount, need.unproven_per_day):
            return Challenge(_STEPPED_UP, _MANY)
        return Allow(intent.digest, need.allowance, (unproven(ctx, ctx.me, amount, need.unproven_per_day),))

    async def propose(self, ctx: Context, intent: Intent, challenge: Challenge) -> StepUpNeeded:
        """Keep the intent, once per key, and say what is needed. Asking again finds the same proposal."""
        async with ctx.db.writers.acquire() as connection:
            await connection.execute(MAKE_ROOM, intent.subject, intent.key, ctx.now)
            row: Any = await connection.fetchrow(
                KEEP, new_id(ctx.now), intent.subject, intent.key, intent.verb, intent.mark,
                intent.canonical.decode(), shown_text(intent), challenge.why, intent.digest, challenge.level,
                ctx.now, ctx.now + LIVES,
            )  # fmt: skip
        if row["mark"] != intent.mark:
            raise KeyReused
        # What is shown is what was kept: with a repeated key that is the first plan, not this one.
        return StepUpNeeded(
            proposal=str(row["id"]),
            shown=builtins(shown_lines(row["shown"], ctx.locale)),
            factors=FACTORS,
            why=reason(row["why"]).say(ctx.locale),
            expires_at=row["expires_at"].isoformat(),
        )


def reason(risk: str) -> Any:
    """Why a proof is asked for, in words."""
    return _WHY.get(risk, _WHY["known"])
