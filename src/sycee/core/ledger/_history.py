"""Entries, newest first, by keyset: a page costs the same anywhere in ten years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.money import Money, asset_by_id
from sycee.kit.time import BANK_ZONE_NAME, day_ends, day_starts

# Bounds in time become bounds of seq, so that a page is one range of the primary key. Where a page ended in this
# account, its seq is known and nothing needs looking for. An account at a time: with its number as the parameter one
# partition of the entries is opened, for a list of numbers all of them.
_PAGE = """
SELECT e.account_id, e.seq, e.booked_at, e.value_on, e.amount, e.balance, e.transfer_id, e.kind, e.party, e.memo,
       (SELECT asset FROM ledger_account WHERE id = $1) AS asset
FROM ledger_entry e WHERE e.account_id = $1
  AND e.seq > (SELECT CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE ledger_seq_before($1, $2) END)
  AND e.seq < (SELECT coalesce(
      $12::bigint, CASE WHEN $3::timestamptz IS NOT NULL THEN ledger_seq_before($1, $3) + 1 END,
      (SELECT seq + 1 FROM ledger_account WHERE id = $1)))
  AND ($3::timestamptz IS NULL OR e.booked_at < $3)
  AND ($4::timestamptz IS NULL OR (e.booked_at, e.account_id, e.seq) < ($4, $5::bigint, $6::bigint))
  AND ($7::bigint IS NULL OR abs(e.amount) >= $7) AND ($8::bigint IS NULL OR abs(e.amount) <= $8)
  AND ($9::text IS NULL OR CASE $9 WHEN 'in' THEN e.amount > 0 ELSE e.amount < 0 END)
  AND ($10::text IS NULL OR strpos(lower(e.party || ' ' || e.memo || ' ' || e.kind), lower($10)) > 0)
ORDER BY e.seq DESC LIMIT $11
"""
_ONE = """
SELECT e.account_id, e.seq, e.booked_at, e.value_on, e.amount, e.balance, e.transfer_id, e.kind, e.party, e.memo,
       a.asset
FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.account_id = $1 AND e.seq = $2
"""


_MONTHS = f"""
SELECT date_trunc('month', e.booked_at AT TIME ZONE '{BANK_ZONE_NAME}')::date AS month, a.asset,
       coalesce(sum(e.amount) FILTER (WHERE e.amount > 0), 0)::bigint AS income,
       coalesce(-sum(e.amount) FILTER (WHERE e.amount < 0), 0)::bigint AS expense, count(*) AS entries
FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
WHERE e.account_id = ANY ($1::bigint[])
  AND e.seq > CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE ledger_seq_before(a.id, $2) END
  AND ($3::timestamptz IS NULL OR e.booked_at < $3) AND e.kind <> ALL ($4::text[])
GROUP BY 1, 2 ORDER BY 1 DESC
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account: signed amount, and the balance that it left."""

    account: int
    seq: int
    booked_at: datetime
    value_on: date
    amount: Money
    balance: Money
    transfer: UUID
    kind: str
    party: str
    memo: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What to look for. Days are whole bank days, both included; `least` and `most` bound the size in minor units."""

    since: date | None = None
    until: date | None = None
    least: int | None = None
    most: int | None = None
    direction: Literal["in", "out"] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: entries before this come next."""

    booked_at: datetime
    account: int
    seq: int


async def history(
    ctx: Context, accounts: Sequence[int], filters: Filters, before: Position | None, limit: int
) -> list[Entry]:
    """The newest entries of these accounts (those the caller may see) that fit, before a position; at most `limit`."""
    since, until = _bounds(filters)
    if before is not None:
        # The position bounds the range as well; a microsecond more keeps the other entries of that instant.
        edge = before.booked_at + timedelta(microseconds=1)
        until = edge if until is None else min(until, edge)
    position = (before.booked_at, before.account, before.seq) if before else (None, None, None)
    wanted = (filters.least, filters.most, filters.direction, filters.text or None, limit)
    found: list[Entry] = []
    async with read(ctx) as connection:
        for account in accounts:
            reached = before.seq if before and before.account == account else None
            rows = await connection.fetch(_PAGE, account, since, until, *position, *wanted, reached)
            found += [entry_of(r) for r in rows]
    found.sort(key=_place, reverse=True)
    return found[:limit]


def _place(e: Entry) -> tuple[datetime, int, int]:
    return e.booked_at, e.account, e.seq


async def one(ctx: Context, account: int, seq: int) -> Entry | None:
    """One entry, if the caller may see it."""
    async with read(ctx) as connection:
        row = await connection.fetchrow(_ONE, account, seq)
    return entry_of(row) if row else None


async def month_sums(
    ctx: Context, accounts: Sequence[int], filters: Filters, without: Sequence[str] = ()
) -> list[tuple[date, Money, Money, int]]:
    """Money in, money out and number of entries per month of the bank, newest first, without entries of some kinds."""
    since, until = _bounds(filters)
    async with read(ctx) as connection:
        rows = await connection.fetch(_MONTHS, list(accounts), since, until, list(without))
    return [
        (r["month"], Money(r["income"], a), Money(r["expense"], a), r["entries"])
        for r in rows
        for a in (asset_by_id(r["asset"]),)
    ]


def _bounds(filters: Filters) -> tuple[datetime | None, datetime | None]:
    return (
        day_starts(filters.since) if filters.since else None,
        day_ends(filters.until) if filters.until else None,
    )


def entry_of(r: Any) -> Entry:
    """An entry from its row."""
    asset = asset_by_id(r["asset"])
    return Entry(
        r["account_id"], r["seq"], r["booked_at"], r["value_on"], Money(r["amount"], asset),
        Money(r["balance"], asset), r["transfer_id"], r["kind"], r["party"], r["memo"],
    )  # fmt: skip
