"""The SMS gateway: a port, and a simulator that keeps what it was given where the demo can show it.

A real gateway is an object with `send(connection, phone, text)`; wire it in app/wiring under `SmsGateway`. It is called
inside the verb's transaction: it should enqueue (a job, or the provider's own queue) and return at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sycee.guard.privacy import Vault
from sycee.kit.capability import Context
from sycee.kit.db import Connection
from sycee.kit.ids import new_id

_SEND = "INSERT INTO identity_simulated_sms (id, handle, text, sent_at) VALUES ($1, $2, $3, $4)"
_INBOX = """
SELECT sent_at, text FROM identity_simulated_sms WHERE handle = $1 ORDER BY sent_at DESC LIMIT 20
"""


class SmsGateway(Protocol):
    """Brings a text to a phone."""

    simulated: bool

    async def send(self, connection: Connection, phone: str, text: str, at: datetime) -> None:
        """Hand a message over for delivery."""


@dataclass(frozen=True, slots=True)
class SimulatedPhones:
    """No SMS leaves: messages lie in the simulated phones, which the demo shows and names as simulated."""

    vault: Vault
    simulated: bool = True

    async def send(self, connection: Connection, phone: str, text: str, at: datetime) -> None:
        """Put the message into the simulated phone."""
        await connection.execute(_SEND, new_id(at), self.vault.blind(phone), text, at)


async def inbox(ctx: Context, phone: str) -> list[tuple[datetime, str]]:
    """What a simulated phone has received, newest first."""
    handle = ctx.port(Vault).blind(phone)
    async with ctx.db.writers.acquire() as connection:
        rows = await connection.fetch(_INBOX, handle)
    return [(r["sent_at"], r["text"]) for r in rows]
