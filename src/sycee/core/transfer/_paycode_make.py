"""Making a code by which I pay at a counter."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sycee.core import account, ledger
from sycee.guard import access
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, TooMany
from sycee.kit.ids import RowId, new_id
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

EACH = Money(200_00, CNY)
"""Most that one code pays: it needs no other proof than being shown."""

_LIVES = timedelta(seconds=60)
_MADE = Quota("pay codes made", 240, timedelta(hours=1))
_DIGITS, _FIRST = 18, "28"
_MAKE = """
INSERT INTO transfer_paycode (id, code, owner, account_id, name, tail, asset, mandate, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
_TIDY = "DELETE FROM transfer_paycode WHERE owner = $1 AND expires_at < $2"
_KEPT = timedelta(days=1)


class NewPaycode(Ask, frozen=True):
    """From which of my accounts it pays."""

    source: RowId


class Paycode(Answer, frozen=True):
    """Eighteen digits to be shown, until when they are good, and the most that they pay."""

    code: str
    expires_at: datetime
    most: Money


@CATALOG.write(
    "paycode.make",
    title=words(zh="生成付款码", en="Make a code to pay by"),
    secret=True,
    refuses=(ledger.NoAccount, ledger.Closed, TooMany),
)
async def make(ctx: Context, ask: NewPaycode) -> Paycode:
    """Make a code that pays once from one of my accounts, for a minute, to whoever reads it from my screen."""
    source = await account.usable(ctx, ask.source)
    if source.asset != CNY:
        raise BadInput(field="source", reason=f"a pay code pays in {CNY.code}")
    await take(ctx, _MADE, str(ctx.me))
    expires_at = ctx.now + ctx.lasts(_LIVES)
    mandate = await access.give_mandate(
        ctx,
        access.Terms(what="paycode", account=source.id, to=None, asset=CNY, each=EACH, uses=1, until=expires_at),
    )
    digits = _FIRST + f"{secrets.randbelow(10 ** (_DIGITS - len(_FIRST))):0{_DIGITS - len(_FIRST)}}"
    connection = write(ctx).connection
    await connection.execute(_TIDY, ctx.me, ctx.now - _KEPT)
    await connection.execute(
        _MAKE, new_id(ctx.now), ctx.port(Vault).blind(f"paycode {digits}"), ctx.me, source.id, source.holder,
        source.tail, CNY.code, mandate, ctx.now, expires_at,
    )  # fmt: skip
    return Paycode(code=digits, expires_at=expires_at, most=EACH)
