"""Rows that customers brought in: reading and adding them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sycee.core import ledger
from sycee.insight.book._same import same_as
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.money import Money, asset
from sycee.kit.time import day_ends, day_starts
from sycee.kit.words import Locale

_ACCOUNTS = "SELECT id, institution, title_zh, title_en, number, name FROM book_account WHERE owner = $1 ORDER BY id"
_BALANCES = """
SELECT DISTINCT ON (account_id) account_id, asset, balance FROM book_entry
WHERE owner = $1 ORDER BY account_id, booked_at DESC, seq DESC
"""
# Bounds in time are bounds of the index whichever of them are asked for: a plan is kept for all of them, and what hides
# behind an OR is looked through from the newest row on.
_PAGE = f"""
SELECT account_id, seq, booked_at, asset, amount, balance, direction, kind, counterparty, memo, status, method,
       order_number, {same_as("e")} AS same
FROM book_entry e WHERE owner = $1 AND account_id = ANY ($2::bigint[])
  AND booked_at >= coalesce($3::timestamptz, '-infinity') AND booked_at < coalesce($4::timestamptz, 'infinity')
  AND booked_at <= coalesce($5::timestamptz, 'infinity')
  AND ($5::timestamptz IS NULL OR (booked_at, account_id, seq) < ($5, $6, $7))
  AND ($8::bigint IS NULL OR abs(amount) >= $8) AND ($9::bigint IS NULL OR abs(amount) <= $9)
  AND ($10::text IS NULL OR direction = $10)
  AND ($11::text IS NULL OR strpos(lower(counterparty || ' ' || memo || ' ' || kind), lower($11)) > 0)
ORDER BY booked_at DESC, account_id DESC, seq DESC LIMIT $12
"""
_ONE = f"""
SELECT account_id, seq, booked_at, asset, amount, balance, direction, kind, counterparty, memo, status, method,
       order_number, {same_as("e")} AS same
FROM book_entry e WHERE owner = $1 AND account_id = $2 AND seq = $3
"""
_THESE = f"""
SELECT e.account_id, e.seq, e.booked_at, e.asset, e.amount, e.balance, e.direction, e.kind, e.counterparty, e.memo,
       e.status, e.method, e.order_number, {same_as("e")} AS same
FROM unnest($2::bigint[], $3::bigint[]) AS u (account_id, seq)
JOIN book_entry e ON e.account_id = u.account_id AND e.seq = u.seq WHERE e.owner = $1
"""


@dataclass(frozen=True, slots=True)
class OutsideAccount:
    """An account elsewhere, as its statement files name it."""

    id: int
    institution: str
    title_zh: str
    title_en: str
    number: str
    name: str

    def title(self, locale: Locale) -> str:
        """What its owner calls it, else its institution."""
        return self.name or (self.title_zh if locale == "zh" else self.title_en)


@dataclass(frozen=True, slots=True)
class Outside:
    """One row of a statement file, as it was brought in."""

    account: int
    seq: int
    booked_at: datetime
    amount: Money
    balance: Money | None
    direction: str
    kind: str
    counterparty: str
    memo: str
    status: str
    method: str
    order_number: str
    same: str | None


async def outside_accounts(ctx: Context) -> list[OutsideAccount]:
    """The caller's accounts elsewhere."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_ACCOUNTS, ctx.me)
    return [OutsideAccount(*r.values()) for r in rows]


async def outside_account(ctx: Context, ref: str) -> OutsideAccount:
    """The caller's account elsewhere of this reference; one that is not theirs is as one that is not there."""
    number = int(ref.split(":")[1])
    for account in await outside_accounts(ctx):
        if account.id == number:
            return account
    raise NotFound(field="account")


async def last_balances(ctx: Context) -> dict[int, Money | None]:
    """What the newest row of each outside account says is in it, where it says so."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_BALANCES, ctx.me)
    return {r["account_id"]: _money(r["balance"], r["asset"]) for r in rows}


async def outside_page(
    ctx: Context, accounts: Sequence[int], filters: ledger.Filters, before: ledger.Position | None, limit: int
) -> list[Outside]:
    """The newest rows that fit, before a position; at most `limit`."""
    if not accounts:
        return []
    position = (before.booked_at, before.account, before.seq) if before else (None, None, None)
    async with read(ctx) as connection:
        rows = await connection.fetch(
            _PAGE, ctx.me, list(accounts), *_bounds(filters), *position,
            filters.least, filters.most, filters.direction, filters.text or None, limit,
        )  # fmt: skip
    return [_outside(r) for r in rows]


async def outside_one(ctx: Context, account: int, seq: int) -> Outside | None:
    """One row, if it is the caller's."""
    async with read(ctx) as connection:
        row = await connection.fetchrow(_ONE, ctx.me, account, seq)
    return _outside(row) if row else None


async def outside_these(ctx: Context, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Outside]:
    """Rows by account and seq, as far as they are the caller's."""
    if not keys:
        return {}
    async with read(ctx) as connection:
        rows = await connection.fetch(_THESE, ctx.me, [account for account, _ in keys], [seq for _, seq in keys])
    return {(r["account_id"], r["seq"]): _outside(r) for r in rows}


def _bounds(filters: ledger.Filters) -> tuple[datetime | None, datetime | None]:
    since = day_starts(filters.since) if filters.since else None
    return since, day_ends(filters.until) if filters.until else None


def _money(minor: int | None, code: str) -> Money | None:
    return None if minor is None else Money(minor, asset(code))


def _outside(r: Any) -> Outside:
    amount = Money(r["amount"], asset(r["asset"]))
    return Outside(
        r["account_id"], r["seq"], r["booked_at"], amount, _money(r["balance"], r["asset"]), r["direction"],
        r["kind"], r["counterparty"], r["memo"], r["status"], r["method"], r["order_number"], r["same"],
    )  # fmt: skip
