"""What waits for me."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sycee.guard.access._keep import reason, title_of
from sycee.guard.access._proposal import shown_lines
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.till import ShownLine
from sycee.kit.words import words

_OPEN = """
SELECT id, capability, shown, why, asked_by, made_at, expires_at FROM access_proposal
WHERE subject = $1 AND state = 'open' AND expires_at > $2 ORDER BY made_at DESC LIMIT 50
"""


class Waiting(Answer, frozen=True):
    """One proposal that may still be confirmed, and what it is called. `asked_by`: the assistant that asked, if one
    did."""

    proposal: UUID
    capability: str
    title: str
    shown: list[ShownLine]
    why: str
    asked_by: str
    made_at: datetime
    expires_at: datetime


class AllWaiting(Answer, frozen=True):
    """Newest first, fifty at most."""

    proposals: list[Waiting]


@CATALOG.read(
    "proposal.list",
    title=words(zh="待确认业务", en="Waiting for me"),
    says=("待确认", "what waits for me"),
)
async def waiting(ctx: Context, _: Nothing) -> AllWaiting:
    """What waits for my proof: asked for here, on another device, or by an assistant that I let in."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_OPEN, ctx.me, ctx.now)
    return AllWaiting(
        proposals=[
            Waiting(
                proposal=r["id"],
                capability=r["capability"],
                title=title_of(r["capability"], ctx.locale),
                shown=shown_lines(r["shown"], ctx.locale),
                why=reason(r["why"]).say(ctx.locale),
                asked_by=r["asked_by"],
                made_at=r["made_at"],
                expires_at=r["expires_at"],
            )
            for r in rows
        ]
    )
