"""What an assistant asked for waits for its customer."""

from __future__ import annotations

from sycee.guard import access, identity
from sycee.kit.capability import Context
from sycee.kit.journal import on
from sycee.service.message._make import make


@on(access.ProposalMade)
async def proposal_waits(ctx: Context, fact: access.ProposalMade) -> None:
    """Tell a customer that something waits; what they asked for themselves is on their screen already."""
    if fact.channel == identity.ASSISTANTS:
        await make(ctx, fact.subject, "proposal.waits", {"verb": fact.verb}, about=str(fact.proposal))
