"""Counting what was sent to a payee."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.kit.capability import Context, write

# A fact that is read twice counts once, and one that is read late does not become the latest.
_SENT = """
WITH counted AS (
    INSERT INTO payee_sent (transfer, payee) VALUES ($5, $1) ON CONFLICT (transfer, payee) DO NOTHING RETURNING payee
)
UPDATE payee_payee p SET sent_count = p.sent_count + 1,
    sent_minor = CASE WHEN p.sent_at > $4 THEN p.sent_minor ELSE $3 END, sent_at = greatest(p.sent_at, $4)
FROM counted c WHERE p.id = c.payee AND p.owner = $2
"""


async def note_sent(ctx: Context, owner: int, payee: int, minor: int, at: datetime, transfer: UUID) -> None:
    """Note one transfer to a payee, once. For readers of facts."""
    await write(ctx).connection.execute(_SENT, payee, owner, minor, at, transfer)
