"""Closing an account: an empty one, with its holder's proof, for good."""

from __future__ import annotations

from typing import Any

import msgspec

from sycee.core import ledger
from sycee.core.account._list import title_of
from sycee.core.account._mine import mine
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.db import read
from sycee.kit.errors import Refusal
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import Money
from sycee.kit.words import words

_STANDS = """
SELECT a.title, a.kind, right(a.number, 4) AS tail, a.closed_at IS NOT NULL AS closed, (
    SELECT count(*) FROM account_account o WHERE o.owner = $2 AND o.closed_at IS NULL AND o.id <> a.id
) AS others FROM account_account a WHERE a.id = $1 AND a.owner = $2
"""
# Two last ones at once are closed one after the other, and then one of them is the last.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('account', $1::bigint))"
_CLOSE = "UPDATE account_account SET closed_at = $2 WHERE id = $1"
_ACCOUNT = words(zh="销户账户", en="Account to close")
_AFTER = words(zh="销户之后", en="Afterwards")
_FOR_GOOD = "账号停用，不能恢复 · the number is retired for good"


class MoneyLeft(msgspec.Struct, frozen=True):
    """What is in the account, and how much of it is held."""

    balance: Money
    held: Money


class NotEmpty(Refusal):
    code, tells = "account_not_empty", MoneyLeft
    say = words(
        zh="账户里还有钱或未完成的交易，请先转走再销户",
        en="There is money in that account, or something under way: please move it first",
    )


class LastAccount(Refusal):
    code = "last_account"
    say = words(zh="这是您最后一个账户，不能在这里销户", en="That is your last account: it cannot be closed here")


class Shut(Fact, frozen=True):
    """An account was closed by its holder: what hangs on it ends."""

    name = "account.closed"
    subject: int
    account: int

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class WhichAccount(Ask, frozen=True):
    account: RowId


class AccountShut(Answer, frozen=True):
    """It is closed."""


async def _shows(ctx: Context, ask: WhichAccount) -> tuple[Shown, ...]:
    """What is signed; refuses here what could not be closed."""
    row = await _closable(ctx, ask.account)
    name = row["title"] or f"{title_of(row['kind']).zh} · {title_of(row['kind']).en}"
    return Shown(_ACCOUNT, f"{name} {row['tail']}"), Shown(_AFTER, _FOR_GOOD)


@CATALOG.write(
    "account.close",
    title=words(zh="销户", en="Close an account"),
    says=("销掉{account}", "close {account}"),
    proof=2,
    shows=_shows,
    refuses=(ledger.NoAccount, ledger.Closed, ledger.Frozen, NotEmpty, LastAccount),
)
async def close(ctx: Context, ask: WhichAccount) -> AccountShut:
    """Close an empty account of mine for good. It must not be my last, and nothing may be under way in it."""
    connection = write(ctx).connection
    await connection.execute(_ALONE, ctx.me)
    await _closable(ctx, ask.account)
    if not await ledger.close_empty(ctx, ask.account):
        raise await _not_empty(ctx, ask.account)
    await connection.execute(_CLOSE, ask.account, ctx.now)
    write(ctx).tell(Shut(subject=ctx.me, account=ask.account))
    return AccountShut()


async def _closable(ctx: Context, account: int) -> Any:
    await mine(ctx, account, field="account")
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_STANDS, account, ctx.me)
    sums = (await ledger.balances(ctx, [account]))[account]
    if row["closed"] or sums.state == "closed":
        raise ledger.Closed(field="account")
    if sums.state == "frozen":
        raise ledger.Frozen(field="account")
    if row["others"] == 0:
        raise LastAccount(field="account")
    if sums.balance.minor or sums.held.minor:
        raise _left(sums)
    return row


async def _not_empty(ctx: Context, account: int) -> NotEmpty:
    return _left((await ledger.balances(ctx, [account]))[account])


def _left(sums: ledger.Balance) -> NotEmpty:
    return NotEmpty(field="account", balance=sums.balance.to_wire(), held=sums.held.to_wire())
