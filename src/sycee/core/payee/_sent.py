"""Counting what was sent to a payee."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.kit.capability import Context, write

# The last transfer's id makes a fact that is read twice count once.
_SENT = """
UPDATE payee_payee SET sent_count = sent_count + 1, sent_minor = $3, sent_at = $4, sent_last = $5
WHERE id = $1 AND owner = $2 AND sent_last IS DISTINCT FROM $5 AND (sent_at IS NULL OR sent_at <= $4)
"""


async def note_sent(ctx: Context, owner: int, payee: int, minor: int, at: datetime, transfer: UUID) -> None:
    """Note one transfer to a payee, once. For readers of facts."""
    await write(ctx).connection.execute(_SENT, payee, owner, minor, at, transfer)
