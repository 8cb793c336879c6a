"""What went through an account between two of its entries: for whoever bills by the cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.kit.capability import Context, write
from sycee.kit.db import Connection

# What came and went is summed over the entries; the balance is of the chain: they prove each other.
_SPANS = """
SELECT u.id, u.low, b.high, coalesce(f.balance, 0) AS opening, coalesce(l.balance, 0) AS closing, s.income, s.outgo
FROM unnest($1::bigint[], $2::bigint[]) AS u (id, low)
CROSS JOIN LATERAL (SELECT greatest(ledger_seq_before(u.id, $3), u.low) AS high) AS b
LEFT JOIN LATERAL (SELECT balance FROM ledger_entry WHERE account_id = u.id AND seq = u.low) AS f ON true
LEFT JOIN LATERAL (SELECT balance FROM ledger_entry WHERE account_id = u.id AND seq = b.high) AS l ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS income,
           coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS outgo
    FROM ledger_entry WHERE account_id = u.id AND seq > u.low AND seq <= b.high
) AS s
"""
_CAME = """
SELECT coalesce(sum(amount), 0)::bigint FROM ledger_entry
WHERE account_id = $1 AND seq > $2 AND amount > 0 AND ($3::timestamptz IS NULL OR booked_at < $3)
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The entries of an account after `low`, up to and with `high`; sums in minor units."""

    account: int
    low: int
    high: int
    opening: int
    closing: int
    income: int
    outgo: int


async def spans(ctx: Context, after: Sequence[tuple[int, int]], until: datetime) -> list[Span]:
    """Of each account what was booked after one of its entries and before an instant. For the bank's own writes."""
    accounts, lows = [a for a, _ in after], [seq for _, seq in after]
    rows: list[Any] = await write(ctx).connection.fetch(_SPANS, accounts, lows, until)
    return [Span(*r.values()) for r in rows]


async def came_after(connection: Connection, account: int, seq: int, until: datetime | None = None) -> int:
    """What came into an account after one of its entries (and before an instant), in minor units: of those entries
    that the connection may see."""
    return int(await connection.fetchval(_CAME, account, seq, until))
