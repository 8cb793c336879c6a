"""Where a transfer was booked for one of its sides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sycee.core.ledger._history import Entry, entry_of
from sycee.kit.capability import Context, write

# Looked for from the newest backwards: whoever asks has just heard of it. The last few hundred entries are looked at
# whatever the clock says, since a plan may be dated by another clock than its booking.
_BOOKED = """
SELECT e.*, a.asset FROM ledger_account a
CROSS JOIN LATERAL (
    SELECT account_id, seq, booked_at, value_on, amount, balance, transfer_id, kind, party, memo FROM ledger_entry
    WHERE account_id = a.id AND transfer_id = $2 AND sign(amount) = $4
      AND seq > least(ledger_seq_before(a.id, $3), a.seq - 500)
    ORDER BY seq DESC LIMIT 1
) AS e
WHERE a.owner = $1 LIMIT 1
"""
_EARLIER = timedelta(hours=1)


async def booked(ctx: Context, owner: int, transfer: UUID, at: datetime, way: Literal["in", "out"]) -> Entry | None:
    """The entry by which a transfer of about that instant came to an owner, or left. For readers of facts."""
    sign = 1 if way == "in" else -1
    row = await write(ctx).connection.fetchrow(_BOOKED, owner, transfer, at - _EARLIER, sign)
    return entry_of(row) if row else None
