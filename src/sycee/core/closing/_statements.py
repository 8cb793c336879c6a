"""A customer's monthly statements."""

from __future__ import annotations

from datetime import date
from typing import Any

from sycee.core import account, ledger
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.ids import RowId
from sycee.kit.money import Money, asset
from sycee.kit.words import words

_OF = """
SELECT month, asset, opening, income, outgo, closing, entries FROM closing_statement
WHERE account_id = $1 AND owner = $2 ORDER BY month DESC LIMIT 240
"""


class WhoseStatements(Ask, frozen=True):
    """Of which account of mine."""

    account: RowId


class MonthStatement(Answer, frozen=True):
    """A month that is over, by its first day: what was in the account, what came, what went, what was left."""

    month: date
    opening: Money
    income: Money
    outgo: Money
    closing: Money
    entries: int


class Statements(Answer, frozen=True):
    """An account's statements, the latest first."""

    account: int
    tail: str
    statements: list[MonthStatement]


@CATALOG.read(
    "account.statements",
    title=words(zh="月结单", en="Monthly statements"),
    says=("上个月的对账单", "monthly statements"),
    refuses=(ledger.NoAccount,),
)
async def statements(ctx: Context, ask: WhoseStatements) -> Statements:
    """The monthly statements of an account of mine, as the bank made them when each month was over."""
    mine = await account.mine(ctx, ask.account, field="account")
    async with read(ctx) as connection:
        rows = await connection.fetch(_OF, mine.id, ctx.me)
    return Statements(account=mine.id, tail=mine.tail, statements=[_month(r) for r in rows])


def _month(row: Any) -> MonthStatement:
    of = asset(row["asset"])
    return MonthStatement(
        month=row["month"],
        opening=Money(row["opening"], of),
        income=Money(row["income"], of),
        outgo=Money(row["outgo"], of),
        closing=Money(row["closing"], of),
        entries=row["entries"],
    )
