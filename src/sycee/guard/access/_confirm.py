"""Confirming a proposal with a proof: the approval it makes lets exactly that intent through the till."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from sycee.guard.access._proposal import Proposal, ProposalEnded, ProposalGone, proposal, too_weak
from sycee.guard.certificate import keep_evidence
from sycee.guard.device import (
    Assertion,
    Signed,
    TotpClosed,
    WrongSignature,
    WrongTotp,
    check_asserted,
    check_signed,
    check_totp,
)
from sycee.guard.identity import CodeExpired, CodesClosed, WrongCode, check_code, level
from sycee.guard.limit import count_proven, within_limit
from sycee.kit.capability import CATALOG, Agreed, Answer, Ask, Context, Factor, Overtaken, write
from sycee.kit.errors import BadInput, Fault, NotFound, Refusal, TooMany
from sycee.kit.journal import known_keys
from sycee.kit.money import Money
from sycee.kit.till import Sealed
from sycee.kit.words import END, words

_APPROVAL_LIVES = timedelta(minutes=5)

_APPROVED = "UPDATE access_proposal SET state = 'approved' WHERE id = $1"
_APPROVE = """
INSERT INTO access_approval (id, subject, key, digest, ceiling, factor, confirmed, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_BY = "SELECT confirmed = $2 AS same_call, expires_at > $3 AS alive FROM access_approval WHERE id = $1"


class ProofTooWeak(Refusal):
    code, http = "proof_too_weak", 403
    say = words(zh="这一笔需要更强的核验方式", en="This one needs a stronger proof than that")


class Proof(Ask, frozen=True, kw_only=True):
    """By "sms" or "totp" with the code, by "passkey" with its signature of the challenge in `proposal.show`, or by
    "key" with a device's key and its signature of the digest there."""

    proposal: UUID
    factor: Literal["passkey", "key", "totp", "sms"] = "sms"
    assertion: Assertion | None = None
    code: Annotated[str, Meta(pattern=f"^[0-9]{{6}}{END}", description="the six digits")] | None = None
    key: UUID | None = None
    signature: Annotated[str, Meta(max_length=1024, description="base64")] | None = None


class Confirmed(Answer, frozen=True):
    """What was confirmed, and its own answer."""

    capability: str
    answer: dict[str, Any]


@CATALOG.money(
    "proposal.confirm",
    title=words(zh="确认办理", en="Confirm"),
    proves=True,
    refuses=(
        NotFound,
        ProposalGone,
        ProofTooWeak,
        WrongCode,
        CodeExpired,
        CodesClosed,
        WrongSignature,
        WrongTotp,
        TotpClosed,
        TooMany,
        Overtaken,
    ),
)
async def confirm(ctx: Context, ask: Proof) -> Sealed[Confirmed] | Agreed:
    """Confirm a proposal with a passkey, a key in my device or a code from my phone. What was shown happens, once."""
    found = await proposal(ctx, write(ctx).connection, ask.proposal, lock=True)
    if ctx.key == found.key:
        raise BadInput(field="Idempotency-Key", reason="that key is the proposal's own")
    if found.state == "approved" and await _unfinished(ctx, found):
        return _let_through(found)
    if not found.open_at(ctx.now):
        raise ProposalGone
    if not await _strong_enough(ctx, found, ask.factor):
        raise ProofTooWeak
    plan = found.intent and found.intent.plan
    if plan and plan.counted and plan.asset is not None:
        await within_limit(ctx, ctx.me, Money(plan.outflow, plan.asset))
        await count_proven(ctx, Money(plan.outflow, plan.asset))
    await _check(ctx, found, ask)
    await _approve(ctx, found, ask.factor)
    await _keep(ctx, found, ask)
    return _let_through(found)


async def _strong_enough(ctx: Context, found: Proposal, factor: str) -> bool:
    """Whether this factor is enough for this, and with what the session was begun with reaches the level."""
    if level((*_proven(ctx), Factor(factor, ctx.now)), ctx.now, ctx.pace) < found.level:
        return False
    # What a customer does not have is enough for nothing: its own check says so, as it does to anybody else.
    return factor not in await too_weak(write(ctx).connection, found.subject, found.weight)


async def _check(ctx: Context, found: Proposal, ask: Proof) -> None:
    if ask.factor == "passkey":
        if ask.assertion is None:
            raise BadInput(field="assertion", reason="a proof by passkey is what the browser gave")
        await check_asserted(ctx, found.digest, ask.assertion)
    elif ask.factor == "key":
        if ask.key is None or ask.signature is None:
            raise BadInput(field="signature", reason="a proof by key is a key and a signature")
        await check_signed(ctx, found.digest, Signed(ask.key, ask.signature))
    elif ask.code is None:
        raise BadInput(field="code", reason=f"a proof by {ask.factor} is a code")
    elif ask.factor == "totp":
        await check_totp(ctx, ask.code)
    else:
        await check_code(ctx, found.digest, ask.code)


async def _keep(ctx: Context, found: Proposal, ask: Proof) -> None:
    """What a device has signed of a payment stays with its approval."""
    if found.intent is None:
        return
    if ask.assertion is not None and ask.factor == "passkey":
        await keep_evidence(ctx, found.id, found.intent, ask.assertion)
    elif ask.key is not None and ask.signature is not None and ask.factor == "key":
        await keep_evidence(ctx, found.id, found.intent, Signed(ask.key, ask.signature))


def _let_through(found: Proposal) -> Sealed[Confirmed] | Agreed:
    """What the runner brings to its end: a payment with its approval, or a write with its consent."""
    if found.deed is not None:
        return Agreed(found.deed, found.mark, found.id)
    if found.intent is None:
        raise Fault("a proposal is a payment or a write")
    return Sealed(found.intent, found.id)


def _proven(ctx: Context) -> tuple[Factor, ...]:
    return ctx.subject.factors if ctx.subject else ()


async def _unfinished(ctx: Context, found: Proposal) -> bool:
    """Whether what was approved may be brought to its end by this call.

    That is the confirming call again, whose answer was lost on the way; or any, where the bank died between a payment's
    approval and its commit: nothing is in the journal yet, and the approval still lives. A write that was approved is
    that call's alone: where things had changed it was not done, and nobody does it later without a proof.
    """
    connection = write(ctx).connection
    by = await connection.fetchrow(_BY, found.id, ctx.key, ctx.now)
    done = bool(await known_keys(connection, [found.key]))
    return bool(by["same_call"] if done or found.deed else by["alive"])


async def _approve(ctx: Context, found: Proposal, factor: str) -> None:
    connection = write(ctx).connection
    await connection.execute(_APPROVED, found.id)
    await connection.execute(
        _APPROVE, found.id, found.subject, found.key, found.digest, found.intent.plan.outflow if found.intent else 0,
        factor, ctx.key, ctx.now, ctx.now + ctx.lasts(_APPROVAL_LIVES),
    )  # fmt: skip
    write(ctx).tell(ProposalEnded(subject=found.subject, proposal=found.id))
