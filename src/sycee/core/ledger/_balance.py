"""What is in an account: now, at an instant of booking, and by value date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sycee.core.ledger._open import STATES
from sycee.kit.capability import Context
from sycee.kit.db import read
from sycee.kit.money import Money, asset_by_id

# A hold that has lapsed counts as released here already, though its account has not been touched since.
_BALANCES = """
SELECT a.id, a.asset, a.state, a.floor, a.credits - a.debits AS balance,
       (a.pending_debits - CASE WHEN a.hold_due <= $2 THEN coalesce((
           SELECT -sum(h.amount) FROM ledger_hold h
           WHERE h.account_id = a.id AND h.state = 'open' AND h.until <= $2 AND h.amount < 0
       ), 0) ELSE 0 END)::bigint AS held,
       a.day_cap
FROM ledger_account a WHERE a.id = ANY ($1::bigint[])
"""
_AT = """
SELECT e.balance FROM ledger_entry e WHERE e.account_id = $1 AND e.seq = ledger_seq_before($1, $2)
"""
_VALUE = "SELECT coalesce(sum(e.amount), 0) FROM ledger_entry e WHERE e.account_id = $1 AND e.value_on <= $2"


@dataclass(frozen=True, slots=True)
class Balance:
    """One account's sums. `available` is what can leave it: the balance less holds, above the floor."""

    account: int
    balance: Money
    available: Money
    held: Money
    state: str
    day_cap: int | None


async def balances(ctx: Context, accounts: Sequence[int]) -> dict[int, Balance]:
    """The sums of those of these accounts that the caller may see."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_BALANCES, list(accounts), ctx.now)
    return {r["id"]: _balance(r) for r in rows}


def _balance(row: Any) -> Balance:
    asset = asset_by_id(row["asset"])
    free = row["balance"] - row["held"] - (row["floor"] or 0)
    return Balance(
        row["id"],
        Money(row["balance"], asset),
        Money(free, asset),
        Money(row["held"], asset),
        STATES[row["state"]],
        row["day_cap"],
    )


async def balance_at(ctx: Context, account: int, at: datetime) -> int:
    """The balance just before an instant, by booking time, in minor units: one entry read, however long the history."""
    async with read(ctx) as connection:
        return int(await connection.fetchval(_AT, account, at) or 0)


async def value_balance_on(ctx: Context, account: int, on: date) -> int:
    """The balance by value date at the end of a day, in minor units: what interest is reckoned on."""
    async with read(ctx) as connection:
        return int(await connection.fetchval(_VALUE, account, on))
