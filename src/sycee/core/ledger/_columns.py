"""Entries for readers that keep them: how far each account has come, what is new in it, and single ones by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sycee.core.ledger._history import Entry, entry_of
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.money import asset_by_id

_REACHED = "SELECT id, seq, asset FROM ledger_account WHERE owner = $1 ORDER BY id"
_NEW = """
SELECT e.seq, e.booked_at, e.amount, e.kind, e.party, e.memo FROM ledger_entry e
WHERE e.account_id = $1 AND e.seq > $2 AND e.seq <= $3 ORDER BY e.seq
"""
_THESE = """
SELECT e.account_id, e.seq, e.booked_at, e.value_on, e.amount, e.balance, e.transfer_id, e.kind, e.party, e.memo,
       a.asset
FROM unnest($1::bigint[], $2::bigint[]) AS u (account_id, seq)
JOIN ledger_entry e ON e.account_id = u.account_id AND e.seq = u.seq JOIN ledger_account a ON a.id = e.account_id
"""


async def reached(ctx: Context) -> dict[int, tuple[int, str]]:
    """The newest seq and the asset of each account of the caller's."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_REACHED, ctx.me)
    return {r["id"]: (r["seq"], asset_by_id(r["asset"]).code) for r in rows}


async def entries_between(ctx: Context, account: int, after: int, until: int) -> list[Any]:
    """The rows after one seq up to another: seq, instant, amount in minor units, kind, party, memo."""
    async with read(ctx) as connection:
        return list(await connection.fetch(_NEW, account, after, until))


async def these(ctx: Context, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Entry]:
    """Entries by account and seq, as far as the caller may see them."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_THESE, [account for account, _ in keys], [seq for _, seq in keys])
    return {(r["account_id"], r["seq"]): entry_of(r) for r in rows}
