"""Opening an account, and the terms it runs under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sycee.kit.capability import Context, write
from sycee.kit.money import Asset

_OPEN = "INSERT INTO ledger_account (owner, asset, floor, day_cap) VALUES ($1, $2, $3, $4) RETURNING id"
_TERMS = """
UPDATE ledger_account SET state = coalesce($2, state), day_cap = CASE WHEN $3 THEN $4 ELSE day_cap END WHERE id = $1
"""
_CLOSE = """
UPDATE ledger_account SET state = 2
WHERE id = $1 AND state = 0 AND credits = debits AND pending_credits = 0 AND pending_debits = 0 RETURNING id
"""
# In one statement, so that no purchase comes between looking and lowering.
_FLOOR = """
UPDATE ledger_account SET floor = $2 WHERE id = $1 AND credits - debits - pending_debits >= $2 RETURNING id
"""
STATES = ("open", "frozen", "closed")


@dataclass(frozen=True, slots=True)
class Terms:
    """How an account may run: lowest available sum and most per day, in minor units. None: no bound."""

    floor: int | None = 0
    day_cap: int | None = None


async def open_account(ctx: Context, owner: int, asset: Asset, terms: Terms) -> int:
    """Open an empty account for a customer (0: the bank itself); returns its id. For write verbs."""
    connection = write(ctx).connection
    return int(await connection.fetchval(_OPEN, owner, asset.id, terms.floor, terms.day_cap))


async def set_terms(
    ctx: Context,
    account: int,
    *,
    state: Literal["open", "frozen", "closed"] | None = None,
    day_cap: int | None = None,
) -> None:
    """Change an account's state or day limit; what is None stays. For write verbs."""
    connection = write(ctx).connection
    number = None if state is None else STATES.index(state)
    await connection.execute(_TERMS, account, number, day_cap is not None, day_cap)


async def close_empty(ctx: Context, account: int) -> bool:
    """Close an open account in which there is nothing, booked or held, as it is in this very moment; False where there
    is something. For write verbs."""
    return await write(ctx).connection.fetchval(_CLOSE, account) is not None


async def set_floor(ctx: Context, account: int, floor: int) -> bool:
    """Set the lowest available sum of an account, in minor units; False where there is less in it already. For write
    verbs."""
    return await write(ctx).connection.fetchval(_FLOOR, account, floor) is not None
