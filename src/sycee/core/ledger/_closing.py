"""What many accounts had at the end of a day, and what each of their months came to. For the bank's own writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sycee.kit.capability import Context, write
from sycee.kit.time import day_ends, day_starts

_AT = """
SELECT u.id, coalesce(e.balance, 0) AS balance FROM unnest($1::bigint[]) AS u (id)
LEFT JOIN LATERAL (
    SELECT balance FROM ledger_entry WHERE account_id = u.id AND seq = ledger_seq_before(u.id, $2)
) AS e ON true
"""
# What came and went is summed over the entries; before and after are of the chain of balances: they prove each other.
_MONTHS = """
SELECT u.id, u.month, coalesce(f.balance, 0) AS opening, coalesce(l.balance, 0) AS closing, s.income, s.outgo,
       s.entries, b.low + 1 AS first_seq
FROM unnest($1::bigint[], $2::date[], $3::timestamptz[], $4::timestamptz[]) AS u (id, month, starts, ends)
CROSS JOIN LATERAL (SELECT ledger_seq_before(u.id, u.starts) AS low, ledger_seq_before(u.id, u.ends) AS high) AS b
LEFT JOIN LATERAL (SELECT balance FROM ledger_entry WHERE account_id = u.id AND seq = b.low) AS f ON true
LEFT JOIN LATERAL (SELECT balance FROM ledger_entry WHERE account_id = u.id AND seq = b.high) AS l ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS income,
           coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS outgo, count(*) AS entries
    FROM ledger_entry WHERE account_id = u.id AND seq > b.low AND seq <= b.high
) AS s
"""


@dataclass(frozen=True, slots=True)
class Month:
    """An account's month in minor units; its entries are `first_seq` and those that follow."""

    account: int
    month: date
    opening: int
    closing: int
    income: int
    outgo: int
    entries: int
    first_seq: int


async def balances_at_end(ctx: Context, accounts: Sequence[int], day: date) -> dict[int, int]:
    """What was in each account when a day of the bank was over, in minor units."""
    rows = await write(ctx).connection.fetch(_AT, list(accounts), day_ends(day))
    return {r["id"]: r["balance"] for r in rows}


async def months_of(ctx: Context, wanted: Sequence[tuple[int, date]]) -> list[Month]:
    """What these months of these accounts came to, each month by its first day."""
    accounts, months = [a for a, _ in wanted], [m for _, m in wanted]
    starts, ends = [day_starts(m) for m in months], [day_starts(month_after(m)) for m in months]
    rows: list[Any] = await write(ctx).connection.fetch(_MONTHS, accounts, months, starts, ends)
    return [Month(*r.values()) for r in rows]


def month_after(first: date) -> date:
    """The first day of the next month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
