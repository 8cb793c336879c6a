"""Making a code by which others pay me."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta

from sycee.core import account, ledger
from sycee.core.account import Mine
from sycee.core.transfer._collect import ALPHABET, LENGTH
from sycee.core.transfer._rules import same_asset
from sycee.guard.limit import Quota, take
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, TooMany
from sycee.kit.ids import RowId
from sycee.kit.money import Money, NotPositive
from sycee.kit.words import Text, words

_MADE = Quota("collect codes made", 120, timedelta(hours=1))
_LIVES = 24
_MAKE = """
INSERT INTO transfer_collect (code, owner, account_id, name, tail, asset, minor, memo, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (account_id, memo) WHERE minor IS NULL AND withdrawn_at IS NULL DO NOTHING RETURNING code
"""
_LASTING = """
SELECT code FROM transfer_collect
WHERE account_id = $1 AND memo = $2 AND minor IS NULL AND withdrawn_at IS NULL
"""


class NewCollect(Ask, frozen=True):
    """To which of my accounts. With an amount it is good once, for `lives` hours (a day, a week at most)."""

    account: RowId
    amount: Money | None = None
    memo: Text = ""
    lives: Annotated[int, Meta(ge=1, le=168, description="hours, for a code with an amount")] | None = None


class CollectMade(Answer, frozen=True):
    """The code, and the path on this bank's own site that a QR code of it holds."""

    code: str
    content: str
    expires_at: datetime | None


@CATALOG.write(
    "collect.make",
    title=words(zh="生成收款码", en="Make a code to be paid by"),
    says=("收款码", "收钱", "a code to be paid by"),
    refuses=(ledger.NoAccount, ledger.Closed, NotPositive, TooMany),
)
async def make(ctx: Context, ask: NewCollect) -> CollectMade:
    """Make a code that others pay me by. Without an amount it lasts: asked for again, it is the same one.

    With an amount it is paid once, by exactly that, before it expires.
    """
    mine = await account.usable(ctx, ask.account, field="account")
    if ask.amount is None:
        if ask.lives is not None:
            raise BadInput(field="lives", reason="a code without an amount lasts until it is withdrawn")
    else:
        same_asset(ask.amount.positive(), mine.asset.code)
    await take(ctx, _MADE, str(ctx.me))
    expires_at = None if ask.amount is None else ctx.now + ctx.lasts(timedelta(hours=ask.lives or _LIVES))
    code = await _kept(ctx, ask, mine, expires_at)
    return CollectMade(code=code, content=f"/pay/{code}", expires_at=expires_at)


async def _kept(ctx: Context, ask: NewCollect, mine: Mine, expires_at: datetime | None) -> str:
    """A fresh code; or the lasting one of this account that says the same."""
    connection = write(ctx).connection
    fresh = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    code = await connection.fetchval(
        _MAKE, fresh, ctx.me, mine.id, mine.holder, mine.tail, mine.asset.code,
        ask.amount and ask.amount.minor, ask.memo, ctx.now, expires_at,
    )  # fmt: skip
    return str(code or await connection.fetchval(_LASTING, mine.id, ask.memo))
