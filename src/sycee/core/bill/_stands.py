"""How a bill that was paid stands, as its receipt says it."""

from __future__ import annotations

from uuid import UUID

from sycee.core.bill._rows import payment, reason_in_words
from sycee.core.transfer import Stands, stood
from sycee.kit.db import Connection


@stood("bill.pay")
async def stands(connection: Connection, transfer: UUID) -> Stands | None:
    """With its biller, settled, or given back."""
    paid = await payment(connection, transfer)
    if paid is None:
        return None
    if paid.state == "refunded":
        return Stands("returned", None, paid.ended_at, reason_in_words(paid.reason))
    return Stands("sent" if paid.state == "paid" else "arrived", paid.ended_at, None, None)
