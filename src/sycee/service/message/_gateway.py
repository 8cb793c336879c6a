"""Push and mail: two ports, and simulators that keep what they were given where the demo can show it.

A real port is an object with the same `send`; wire it in app/wiring under `Push` or `Mail` (docs/ports.md). It is
called inside the job's transaction: it should enqueue and return at once, or be quick. What it raises is tried again.
`Notice.id` is the same however often one delivery is tried: hand it on as the provider's own key against doubles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.service.message._rules import Kind

_SEND = """
INSERT INTO message_simulated (id, owner, way, title, text, sent_at) VALUES ($1, $2, $3, $4, $5, $6)
"""
_LYING = "SELECT way, title, text, sent_at FROM message_simulated WHERE owner = $1 ORDER BY sent_at DESC LIMIT 20"


@dataclass(frozen=True, slots=True)
class Notice:
    """What goes out: to which customer, of which kind, in their language, and when it was handed over."""

    id: UUID
    owner: int
    kind: Kind
    title: str
    text: str
    at: datetime


class Push(Protocol):
    """Shows a notice on a customer's devices."""

    simulated: bool

    async def send(self, connection: Connection, notice: Notice) -> None:
        """Hand a notice over for all devices of its owner."""


class Mail(Protocol):
    """Brings a notice to a mailbox."""

    simulated: bool

    async def send(self, connection: Connection, address: str, notice: Notice) -> None:
        """Hand a notice over for delivery."""


@dataclass(frozen=True, slots=True)
class SimulatedPush:
    """No push leaves: notices lie in the simulated phones, which the demo shows and names as simulated."""

    simulated: bool = True

    async def send(self, connection: Connection, notice: Notice) -> None:
        """Put the notice on the simulated phone."""
        await _keep(connection, "push", notice)


@dataclass(frozen=True, slots=True)
class SimulatedMail:
    """No mail leaves: letters lie beside the simulated phones, and the address is not kept a second time."""

    simulated: bool = True

    async def send(self, connection: Connection, address: str, notice: Notice) -> None:  # noqa: ARG002
        """Put the letter into the simulated mailbox of its owner."""
        await _keep(connection, "mail", notice)


@dataclass(frozen=True, slots=True)
class Lying:
    """What a simulator was given."""

    way: Literal["push", "mail"]
    title: str
    text: str
    at: datetime


async def lying(ctx: Context, owner: int) -> list[Lying]:
    """What the simulators hold for a customer, newest first."""
    async with ctx.db.writers.acquire() as connection:
        rows = await connection.fetch(_LYING, owner)
    return [Lying(*row.values()) for row in rows]


async def _keep(connection: Connection, way: str, notice: Notice) -> None:
    await connection.execute(_SEND, notice.id, notice.owner, way, notice.title, notice.text, notice.at)
