"""What a call knows: who asks, when, under which key, through which channel, and where the bank's data is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from uuid import UUID

from sycee.kit.db import Connection, Database, Snapshot
from sycee.kit.errors import Fault, NotSignedIn
from sycee.kit.journal import Fact
from sycee.kit.words import Locale

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Factor:
    """One proof that was given, and when. Assurance is computed from these and their age, never stored."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Subject:
    """Who asks: a customer's number (0 is the bank itself), the session, and the factors proven in it."""

    party: int
    session: UUID
    factors: tuple[Factor, ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff who asks: their number, their session, and what they may do."""

    member: int
    session: UUID
    rights: frozenset[str] = frozenset()
    since: datetime | None = None


@dataclass(slots=True)
class Writing:
    """A write verb's transaction: its connection, and the facts it tells."""

    connection: Connection
    facts: list[Fact] = field(default_factory=list)

    def tell(self, fact: Fact) -> None:
        """Put a fact in the journal, in this transaction."""
        self.facts.append(fact)


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of one call. Nothing below the app knows any of this in another way.

    `device`: what the caller's device names itself by, a secret of its own; `agent`: what kind of device that is, in
    words. `proposes`: the channel may not act by itself: whatever changes something becomes a proposal. `agreed`: the
    proposal by which the caller has consented to this very ask. `pace`: how much faster than people the bank's clock
    goes, in a simulated city.
    """

    db: Database
    now: datetime
    subject: Subject | None = None
    staff: Staff | None = None
    key: UUID | None = None
    locale: Locale = "zh"
    channel: str = "http"
    source: str = ""
    device: str = ""
    agent: str = ""
    proposes: bool = False
    agreed: UUID | None = None
    pace: float = 1
    ports: Mapping[type, Any] = field(default_factory=dict)
    writing: Writing | None = None
    snapshot: Snapshot | None = None
    prepared: Any = None

    @property
    def party(self) -> int | None:
        """The customer who asks, or None for a caller without a session."""
        return self.subject.party if self.subject else None

    @property
    def member(self) -> int | None:
        """The number of the member of staff who asks, or None for everybody else."""
        return self.staff.member if self.staff else None

    @property
    def me(self) -> int:
        """The customer who asks; refuses callers without a session."""
        if self.subject is None:
            raise NotSignedIn
        return self.subject.party

    @property
    def clerk(self) -> Staff:
        """The member of staff who asks; refuses everybody else."""
        if self.staff is None:
            raise NotSignedIn
        return self.staff

    def lasts(self, life: timedelta) -> timedelta:
        """How long something lives that people have to keep up with: `life` of theirs, on the bank's clock."""
        return life * self.pace

    def port(self, kind: type[P]) -> P:
        """The third party, or its simulator, that was wired for this kind."""
        try:
            return cast(P, self.ports[kind])
        except KeyError:
            raise Fault(f"no {kind.__name__} is wired") from None


async def at_once(ctx: Context, sql: str, *args: Any) -> Any:
    """Run one counting statement that stands whatever becomes of the verb; returns its first row, or None.

    It commits on a connection of its own before the verb goes on: in the verb's transaction, callers at the same moment
    would each try once more before any of them was counted.
    """
    async with ctx.db.gatherers.acquire() as connection:
        return await connection.fetchrow(sql, *args)


def write(ctx: Context) -> Writing:
    """The runner's transaction. Only a verb declared as a write has one."""
    if ctx.writing is None:
        raise Fault("this verb is not declared as a write")
    return ctx.writing
