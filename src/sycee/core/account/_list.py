"""A customer's accounts, with what is in them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from sycee.core import ledger
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money, asset
from sycee.kit.time import bank_day
from sycee.kit.words import Locale, Words, words

_LIST = """
SELECT id, kind, number, title, grade, asset, opened_at FROM account_account WHERE owner = $1 ORDER BY kind, id
"""
_NUMBERS = "SELECT id FROM account_account WHERE owner = $1"

_TITLES = {
    "current": words(zh="活期账户", en="Current account"),
    "savings": words(zh="储蓄账户", en="Savings account"),
    "shop": words(zh="商户账户", en="Merchant account"),
    "bank": words(zh="银行账户", en="Bank account"),
}


class Account(Answer, frozen=True):
    """One account. `balance` is booked; `available` is what can leave, less what is `held`. `title` is what its holder
    calls it, or its kind. `grade`: class I or II; `day_cap`: most that leaves it in a day to others, if
    there is a most."""

    id: int
    kind: Literal["current", "savings", "shop", "bank"]
    title: str
    number: str
    tail: str
    balance: Money
    available: Money
    held: Money
    state: Literal["open", "frozen", "closed"]
    grade: int
    day_cap: Money | None
    opened_on: date


class Accounts(Answer, frozen=True):
    """The caller's accounts, current ones first."""

    accounts: list[Account]


def title_of(kind: str) -> Words:
    """What a kind of account is called."""
    return _TITLES[kind]


@CATALOG.read(
    "account.list",
    title=words(zh="我的账户", en="My accounts"),
    says=("我有多少钱", "查余额", "my balance", "my accounts"),
)
async def list_accounts(ctx: Context, _: Nothing) -> Accounts:
    """My accounts, with balance and what is available in each."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_LIST, ctx.me)
    sums = await ledger.balances(ctx, [r["id"] for r in rows])
    return Accounts(accounts=[_listed(r, sums[r["id"]], ctx.locale) for r in rows])


async def own_ids(ctx: Context) -> frozenset[int]:
    """The ids of the caller's accounts, where what is in them is not asked."""
    async with read(ctx) as connection:
        return frozenset(r["id"] for r in await connection.fetch(_NUMBERS, ctx.me))


def _listed(row: Any, sums: ledger.Balance, locale: Locale) -> Account:
    return Account(
        id=row["id"],
        kind=row["kind"],
        title=row["title"] or title_of(row["kind"]).say(locale),
        number=row["number"],
        tail=row["number"][-4:],
        balance=sums.balance,
        available=sums.available,
        held=sums.held,
        state=sums.state,  # type: ignore[arg-type]
        grade=row["grade"],
        day_cap=None if sums.day_cap is None else Money(sums.day_cap, asset(row["asset"])),
        opened_on=bank_day(row["opened_at"]),
    )
