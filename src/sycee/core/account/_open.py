"""Opening an account for a customer."""

from __future__ import annotations

from typing import Literal

from sycee.core import ledger
from sycee.core.account._number import number_for
from sycee.kit.capability import Context, write
from sycee.kit.money import CNY, Asset

DAY_CAP = 200_000_00
"""Most that leaves a customer's account by counted plans in a day, until they choose less or the bank allows more."""

_OPEN = """
INSERT INTO account_account (id, owner, kind, number, holder, asset, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


async def open_for(
    ctx: Context, owner: int, holder: str, kind: Literal["current", "savings"] = "current", asset: Asset = CNY
) -> int:
    """Open an account in the ledger and give it a number; returns its id. For write verbs."""
    connection = write(ctx).connection
    account = await ledger.open_account(ctx, owner, asset, ledger.Terms(floor=0, day_cap=DAY_CAP))
    number = number_for(await connection.fetchval("SELECT nextval('account_serial')"))
    await connection.execute(_OPEN, account, owner, kind, number, holder, asset.code, ctx.now)
    return account
