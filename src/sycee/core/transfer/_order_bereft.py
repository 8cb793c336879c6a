"""Readers of facts: an order whose payee or whose account has gone ends at once, with its reason."""

from __future__ import annotations

from typing import Any

from sycee.core import account, payee
from sycee.core.transfer._order import end, order
from sycee.kit.capability import Context, write
from sycee.kit.journal import on

_OF_PAYEE = "SELECT id FROM transfer_order WHERE owner = $1 AND payee = $2 AND state <> 'ended'"
_OF_ACCOUNT = """
SELECT id FROM transfer_order WHERE (owner = $1 AND account_id = $2 OR to_account = $2) AND state <> 'ended'
"""


@on(payee.PayeeRemoved)
async def payee_removed(ctx: Context, fact: payee.PayeeRemoved) -> None:
    """End a customer's orders to somebody whom they have taken off their payees."""
    await _end(ctx, await write(ctx).connection.fetch(_OF_PAYEE, fact.owner, fact.payee), "payee_removed")


@on(account.Shut)
async def account_closed(ctx: Context, fact: account.Shut) -> None:
    """End the orders that are paid from an account that was closed, or into it."""
    await _end(ctx, await write(ctx).connection.fetch(_OF_ACCOUNT, fact.subject, fact.account), "account_closed")


async def _end(ctx: Context, rows: list[Any], reason: str) -> None:
    for row in rows:
        kept = await order(write(ctx).connection, row["id"])
        if kept is not None:
            await end(ctx, kept, reason)
