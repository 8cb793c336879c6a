"""Where a transfer was booked for one of its sides."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sycee.core.ledger._history import Entry, entry_of
from sycee.kit.capability import Context, write

# Looked for from the newest backwards: whoever asks has just heard of it. The last few hundred entries are looked at
# whatever the clock says, since a plan may be dated by another clock than its booking.
_BOOKED = """
SELECT e.*, a.asset FROM ledger_account a
CROSS JOIN LATERAL (
    SELECT account_id, seq, booked_at, value_on, amount, balance, transfer_id, kind, party, memo FROM ledger_entry
    WHERE account_id = a.id AND transfer_id = $2 AND amount > 0
      AND seq > least(ledger_seq_before(a.id, $3), a.seq - 500)
    ORDER BY seq DESC LIMIT 1
) AS e
WHERE a.owner = $1 LIMIT 1
"""
_EARLIER = timedelta(hours=1)


async def booked_in(ctx: Context, owner: int, transfer: UUID, at: datetime) -> Entry | None:
    """The entry by which a transfer of about that instant came to an owner. For readers of facts."""
    row = await write(ctx).connection.fetchrow(_BOOKED, owner, transfer, at - _EARLIER)
    return entry_of(row) if row else None
