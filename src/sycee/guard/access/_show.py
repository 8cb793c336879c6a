"""Looking at a proposal."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from sycee.guard.access._keep import reason, title_of
from sycee.guard.access._proposal import Proposal, factors_of, proposal
from sycee.guard.device import challenge_of, credentials_of, text_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.journal import Known, known_keys
from sycee.kit.till import ShownLine
from sycee.kit.words import words


class WhichProposal(Ask, frozen=True):
    proposal: UUID


class Proposed(Answer, frozen=True):
    """Every element that a proof will consent to, which assistant asked if one did, and how far it has come."""

    proposal: UUID
    capability: str
    title: str
    shown: list[ShownLine]
    factors: list[str]
    digest: Annotated[str, Meta(description="hex: what a key signs, behind `sycee:proposal:v1` and a zero")]
    challenge: Annotated[str, Meta(description="base64url: what a passkey signs, SHA-256 of the same bytes")]
    passkeys: Annotated[list[str], Meta(description="base64url: the customer's passkeys, of which one signs")]
    why: str
    asked_by: str
    state: Literal["open", "done", "dropped", "expired"]
    expires_at: datetime


@CATALOG.read(
    "proposal.show",
    title=words(zh="查看待确认业务", en="See a proposal"),
    refuses=(NotFound,),
)
async def show(ctx: Context, ask: WhichProposal) -> Proposed:
    """What a proposal would do, element by element, and whether it waits, is done, was dropped or has expired."""
    async with read(ctx) as connection:
        found = await proposal(ctx, connection, ask.proposal)
        factors = await factors_of(connection, ctx.me, found.weight)
        passkeys = await credentials_of(connection, ctx.me)
        known = (await known_keys(connection, [found.key])).get(found.key)
    return Proposed(
        proposal=found.id,
        capability=found.capability,
        title=title_of(found.capability, ctx.locale),
        shown=found.lines(ctx.locale),
        factors=factors,
        digest=found.digest.hex(),
        challenge=text_of(challenge_of(found.digest)),
        passkeys=[text_of(credential) for credential in passkeys],
        why=reason(found.why).say(ctx.locale),
        asked_by=found.asked_by,
        state=_state(found, known, ctx.now),
        expires_at=found.expires_at,
    )


def _state(found: Proposal, known: Known | None, now: datetime) -> Literal["open", "done", "dropped", "expired"]:
    if found.state == "dropped" or (known and known.refused):
        return "dropped"
    if known:
        return "done"
    if found.deed and found.state == "approved":  # things had changed: it was not done, and waits no longer
        return "dropped"
    return "open" if now < found.expires_at else "expired"
