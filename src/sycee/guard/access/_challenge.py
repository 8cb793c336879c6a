"""Asking for the code that confirms a proposal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sycee.guard.access._proposal import Proposal, ProposalGone, proposal
from sycee.guard.identity import send_code
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.words import words


class By(Ask, frozen=True):
    proposal: UUID
    factor: Literal["sms"] = "sms"


class Sent(Answer, frozen=True):
    """Where the code went, masked, and until when it is good."""

    sent_to: str
    expires_at: datetime


@CATALOG.write(
    "proposal.challenge",
    title=words(zh="获取验证码", en="Send me the code"),
    channels=("http", "cli"),
    refuses=(NotFound, ProposalGone, TooMany),
)
async def challenge(ctx: Context, ask: By) -> Sent:
    """Send a code to my phone. Its text says what it confirms; it confirms nothing else."""
    found = await proposal(ctx, write(ctx).connection, ask.proposal, lock=True)
    if not found.open_at(ctx.now):
        raise ProposalGone
    sent_to, expires_at = await send_code(ctx, found.digest, _purpose(ctx, found))
    return Sent(sent_to=sent_to, expires_at=expires_at)


def _purpose(ctx: Context, found: Proposal) -> str:
    separator = "，" if ctx.locale == "zh" else ", "
    return separator.join(f"{line.label} {line.value}" for line in found.lines(ctx.locale))
