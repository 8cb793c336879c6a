"""Letting a system actor move money by itself, when a bank is set up."""

from __future__ import annotations

from datetime import datetime

import msgspec

from sycee.guard.limit import unasked
from sycee.kit.db import Connection
from sycee.kit.money import Money

_LET = """
INSERT INTO access_allowance (id, what, actor, ceiling, active_from) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who may do what: plans of class `risk` up to a ceiling each, as `subject`, under the allowance of this number."""

    number: int
    subject: int
    what: str
    risk: str
    ceiling: Money


async def let_act(connection: Connection, actor: Actor, since: datetime) -> None:
    """Let a system actor's plans through without a proof. Once is enough. On the owner's connection."""
    await connection.execute(_LET, actor.number, actor.what, actor.subject, actor.ceiling.minor, since)
    await unasked(connection, actor.risk, actor.ceiling.asset.code, actor.number)
