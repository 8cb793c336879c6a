"""What the till asks of the floors above it: a judge that decides and a book that commits. app/wiring plugs them in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from sycee.kit.capability import Context, Deed
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.journal import Known
from sycee.kit.till._intent import Intent
from sycee.kit.till._plan import Own
from sycee.kit.words import words


class ShownLine(msgspec.Struct, frozen=True):
    """One element of what a proof would consent to."""

    label: str
    value: str


class StepUp(msgspec.Struct, frozen=True):
    """What a caller is told when a proof is needed."""

    proposal: UUID
    shown: list[ShownLine]
    factors: list[str]
    why: str
    expires_at: datetime


class StepUpNeeded(Refusal):
    """Nothing has moved: the plan lies in a proposal until a proof confirms it."""

    code, http, tells, given_by = "step_up_needed", 403, StepUp, "judge"
    say = words(zh="这一笔需要再核验一次，还没有扣款", en="This one needs one more proof. Nothing has moved yet")


class Allow(msgspec.Struct, frozen=True):
    """Go ahead, for this digest alone, within the ceiling of that allowance, which the database checks itself.

    `rows` are the guard's own rows for the same commit, such as a day's sum that this plan adds to.
    """

    digest: bytes
    allowance: int
    rows: tuple[Own, ...] = ()


class Challenge(msgspec.Struct, frozen=True):
    """Not yet: this assurance is needed, for these reasons."""

    level: int
    why: str


class Mandated(msgspec.Struct, frozen=True):
    """Go ahead, for this digest alone, by an approval that the payer's mandate has made.

    `rows` are the guard's own rows for the same commit: the mandate's use is counted there.
    """

    digest: bytes
    approval: UUID
    rows: tuple[Own, ...] = ()


Decision = Allow | Challenge | Mandated


class Judge(Protocol):
    """The guard, as the till sees it. Every failure of it refuses."""

    async def decide(self, ctx: Context, intent: Intent) -> Decision:
        """Allow, challenge, or raise the refusal."""

    async def consent(self, ctx: Context, deed: Deed, mark: bytes, proof: int) -> None:
        """Return where the caller may do this now; else keep the deed as a proposal and raise what is needed."""

    async def propose(self, ctx: Context, intent: Intent, challenge: Challenge) -> StepUpNeeded:
        """Keep the intent as a proposal, once per key, and say what is needed."""


class Ticket(msgspec.Struct):
    """One intent on its way through the till, with what lets it through and who waits for it."""

    intent: Intent
    approval: UUID | None
    allowance: int
    rows: tuple[Own, ...] = ()
    waiting: list[asyncio.Future[Known]] = msgspec.field(default_factory=list)


class Book(Protocol):
    """The ledger, as the till sees it."""

    async def commit(
        self, connection: Connection, slot: int, tickets: Sequence[Ticket], at: datetime | None
    ) -> list[Known | Exception]:
        """Decide and book a batch in order, in one durable commit. What was decided comes as the journal knows it,
        a fault of one ticket as its exception."""

    def refusal(self, known: Known) -> Refusal:
        """The refusal that a stored record stands for."""
