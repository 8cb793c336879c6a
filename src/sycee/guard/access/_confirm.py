"""Confirming a proposal with a proof: the approval it makes lets exactly that intent through the till."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from msgspec import Meta

from sycee.guard.access._proposal import Proposal, ProposalGone, proposal
from sycee.guard.identity import CodeExpired, WrongCode, check_code
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound
from sycee.kit.journal import known_keys
from sycee.kit.till import Sealed
from sycee.kit.words import END, words

_APPROVAL_LIVES = timedelta(minutes=5)

_APPROVED = "UPDATE access_proposal SET state = 'approved' WHERE id = $1"
_APPROVE = """
INSERT INTO access_approval (id, subject, key, digest, ceiling, factor, confirmed, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_BY = "SELECT confirmed = $2 AS same_call, expires_at > $3 AS alive FROM access_approval WHERE id = $1"


class Proof(Ask, frozen=True, kw_only=True):
    proposal: UUID
    factor: Literal["sms"] = "sms"
    code: Annotated[str, Meta(pattern=f"^[0-9]{{6}}{END}", description="the six digits")]


class Confirmed(Answer, frozen=True):
    """What was confirmed, and its own answer."""

    capability: str
    answer: dict[str, Any]


@CATALOG.money(
    "proposal.confirm",
    title=words(zh="确认办理", en="Confirm"),
    proves=True,
    refuses=(NotFound, ProposalGone, WrongCode, CodeExpired),
)
async def confirm(ctx: Context, ask: Proof) -> Sealed[Confirmed]:
    """Confirm a proposal with the code from my phone. What was shown is what happens, once."""
    found = await proposal(ctx, write(ctx).connection, ask.proposal, lock=True)
    if found.state == "approved" and await _repeated(ctx, found):
        return Sealed(found.intent, found.id)
    if not found.open_at(ctx.now):
        raise ProposalGone
    await check_code(ctx, found.intent.digest, ask.code)
    await _approve(ctx, found, ask.factor)
    return Sealed(found.intent, found.id)


async def _repeated(ctx: Context, found: Proposal) -> bool:
    """Whether this is the confirming call again, whose first answer was lost on the way and can still be had."""
    connection = write(ctx).connection
    by = await connection.fetchrow(_BY, found.id, ctx.key, ctx.now)
    return by["same_call"] and (by["alive"] or bool(await known_keys(connection, [found.key])))


async def _approve(ctx: Context, found: Proposal, factor: str) -> None:
    connection = write(ctx).connection
    await connection.execute(_APPROVED, found.id)
    await connection.execute(
        _APPROVE, found.id, found.subject, found.key, found.intent.digest, found.intent.plan.outflow, factor,
        ctx.key, ctx.now, ctx.now + _APPROVAL_LIVES,
    )  # fmt: skip
