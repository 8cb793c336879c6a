"""Dropping a proposal."""

from __future__ import annotations

from uuid import UUID

from sycee.guard.access._proposal import ProposalEnded, ProposalGone, proposal
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound
from sycee.kit.words import words

_DROP = "UPDATE access_proposal SET state = 'dropped' WHERE id = $1"


class DropProposal(Ask, frozen=True):
    proposal: UUID


class Dropped(Answer, frozen=True):
    """Nothing of it will happen."""


@CATALOG.write(
    "proposal.drop",
    title=words(zh="取消办理", en="Drop it"),
    channels=("http", "cli"),  # what waits is the customer's to answer, either way
    refuses=(NotFound, ProposalGone),
)
async def drop(ctx: Context, ask: DropProposal) -> Dropped:
    """Drop a proposal that waits for me: nothing of it will happen."""
    connection = write(ctx).connection
    found = await proposal(ctx, connection, ask.proposal, lock=True)
    if found.state != "open":
        raise ProposalGone
    await connection.execute(_DROP, found.id)
    write(ctx).tell(ProposalEnded(subject=found.subject, proposal=found.id))
    return Dropped()
