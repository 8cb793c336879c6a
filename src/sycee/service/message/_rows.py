"""What several verbs and jobs ask of the tables of preferences."""

from __future__ import annotations

from typing import Any

from sycee.guard.privacy import sealed_column
from sycee.kit.db import Connection
from sycee.service.message._rules import Quiet, Wishes

MAIL = sealed_column("message_setting", "mail", "owner")

_WISHES = """
SELECT s.quiet, s.quiet_since, s.quiet_until, s.language, s.mail, p.kind, p.way, p.wanted
FROM (VALUES ($1::bigint)) AS who (owner)
LEFT JOIN message_setting s ON s.owner = who.owner
LEFT JOIN message_preference p ON p.owner = who.owner
"""


async def wishes_of(connection: Connection, owner: int) -> Wishes:
    """What a customer wants of their messages."""
    rows: list[Any] = await connection.fetch(_WISHES, owner)
    choices = {(r["kind"], r["way"]): r["wanted"] for r in rows if r["kind"]}
    first = rows[0]
    if first["quiet"] is None:
        return Wishes(choices)
    hours = Quiet(first["quiet_since"], first["quiet_until"])
    return Wishes(choices, first["quiet"], hours, first["language"], first["mail"])
