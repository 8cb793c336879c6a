"""A reader of facts: codes that pay into an account which was closed are withdrawn."""

from __future__ import annotations

from sycee.core import account
from sycee.kit.capability import Context, write
from sycee.kit.journal import on

_WITHDRAW = """
UPDATE transfer_collect SET withdrawn_at = $3
WHERE owner = $1 AND account_id = $2 AND withdrawn_at IS NULL AND (minor IS NULL OR paid_count = 0)
"""


@on(account.Shut)
async def withdraw_codes(ctx: Context, fact: account.Shut) -> None:
    """Withdraw the codes of an account that was closed."""
    await write(ctx).connection.execute(_WITHDRAW, fact.subject, fact.account, ctx.now)
