"""Ways into an account: a sign-in on a new device, and an assistant that was let in."""

from __future__ import annotations

from sycee.guard import identity
from sycee.kit.capability import Context
from sycee.kit.journal import on
from sycee.kit.time import bank_day
from sycee.service.message._make import make


@on(identity.SignedIn)
async def signed_in(ctx: Context, fact: identity.SignedIn) -> None:
    """Tell a customer that somebody signed in as them on a device that they never used."""
    if fact.new_device:
        about = str(fact.session) if fact.session else None
        await make(ctx, fact.subject, "session.new_device", {"agent": fact.agent[:60] or "?"}, about=about)


@on(identity.FactorChanged)
async def factor_changed(ctx: Context, fact: identity.FactorChanged) -> None:
    """Tell a customer that a way in which they prove themselves was added, taken away or replaced."""
    told = {"what": fact.what, "agent": fact.agent[:60] or "?"}
    await make(ctx, fact.subject, "factor.changed", told)


@on(identity.AssistantAllowed)
async def assistant_allowed(ctx: Context, fact: identity.AssistantAllowed) -> None:
    """Tell a customer that an assistant may read their accounts and propose, and until when."""
    until = bank_day(fact.until).isoformat()
    await make(ctx, fact.subject, "assistant.allowed", {"day": until}, about=str(fact.session))
