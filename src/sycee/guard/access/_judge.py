"""The judge: looks up what an intent needs, compares it with what the session has proven, and proposes what lacks."""

from __future__ import annotations

from sycee.guard.access._keep import Asked, keep
from sycee.guard.access._mandate import mandated
from sycee.guard.access._proposal import weight_of
from sycee.guard.identity import level
from sycee.guard.limit import DEED, needed, unproven, unproven_left, within_limit
from sycee.kit.capability import Context, Deed
from sycee.kit.errors import Fault
from sycee.kit.money import CNY, Money
from sycee.kit.till import Allow, Challenge, Decision, Intent, StepUpNeeded

_STEPPED_UP, _MANY, _DEED, _CHANNEL = 2, "many", "deed", "channel"


class AccessJudge:
    """The guard as the till sees it. Whatever fails in here refuses."""

    async def decide(self, ctx: Context, intent: Intent) -> Decision:
        """Allow at the session's own level where the assurance table says so; else challenge."""
        plan = intent.plan
        if ctx.subject is None or (ctx.subject.party != intent.subject and plan.mandate is None):
            raise Fault("an intent is its subject's own")
        # What only lets a hold go takes nothing out: it weighs nothing, in whatever is counted.
        asset = plan.asset or CNY
        if plan.mandate is not None:
            return await mandated(ctx, intent)
        if plan.counted:
            await within_limit(ctx, ctx.me, Money(plan.outflow, asset))
        if ctx.proposes:
            return Challenge(_STEPPED_UP, _CHANNEL)
        need = await needed(ctx, plan.risk, asset.code, plan.outflow)
        if need.allowance is None or level(ctx.subject.factors, ctx.now, ctx.pace) < need.level:
            return Challenge(need.level, plan.risk)
        if need.unproven_per_day is None:
            return Allow(intent.digest, need.allowance)
        amount = Money(plan.outflow, asset)
        if not await unproven_left(ctx, ctx.me, amount, need.unproven_per_day):
            return Challenge(_STEPPED_UP, _MANY)
        return Allow(intent.digest, need.allowance, (unproven(ctx, ctx.me, amount, need.unproven_per_day),))

    async def consent(self, ctx: Context, deed: Deed, mark: bytes, proof: int) -> None:
        """Let a write go at the session's own level where that is enough; else keep it and say what is needed."""
        if ctx.subject is None or ctx.subject.party != deed.subject:
            raise Fault("a deed is its subject's own")
        need = max(proof, _STEPPED_UP) if ctx.proposes else proof
        # Whatever a session was begun with: what needs two factors needs one of them for this very deed.
        if need < _STEPPED_UP and level(ctx.subject.factors, ctx.now, ctx.pace) >= need:
            return
        why = _CHANNEL if ctx.proposes else _DEED
        asked = Asked(deed.verb, deed.key, mark, deed.canonical, deed.shown, why, deed.digest, need, DEED, deed=True)
        raise await keep(ctx, asked)

    async def propose(self, ctx: Context, intent: Intent, challenge: Challenge) -> StepUpNeeded:
        """Keep the intent, once per key, and say what is needed. Asking again finds the same proposal."""
        asked = Asked(
            intent.verb, intent.key, intent.mark, intent.canonical, intent.sealing.shown, challenge.why, intent.digest,
            challenge.level, weight_of(intent), deed=False,
        )  # fmt: skip
        return await keep(ctx, asked)
