"""What came in and went out, by month."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Annotated

from msgspec import Meta

from sycee.core import ledger
from sycee.insight.book._outside import outside_months
from sycee.insight.book._view import AccountRef, chosen, days
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.money import CNY, Money
from sycee.kit.words import words


class WhichMonths(Ask, frozen=True, kw_only=True):
    accounts: Annotated[list[AccountRef], Meta(max_length=50)] | None = None
    since: date | None = None
    until: date | None = None


class Month(Answer, frozen=True):
    """One calendar month of the bank: both sums are positive."""

    month: str
    income: Money
    expense: Money
    count: int


class Months(Answer, frozen=True):
    """Months with entries, latest first."""

    months: list[Month]


@CATALOG.read(
    "book.months",
    title=words(zh="月度收支", en="By month"),
    says=("这个月花了多少", "what did I spend this month"),
    refuses=(NotFound,),
)
async def months(ctx: Context, ask: WhichMonths) -> Months:
    """Money in and money out by month, in yuan. What moved between my own accounts counts as neither."""
    filters = ledger.Filters(*days(ask.since, ask.until))
    accounts = await chosen(ctx, ask.accounts)
    own = await ledger.month_sums(ctx, accounts.own, filters, without=("own",))
    out = await outside_months(ctx, accounts.out, filters)
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for month, income, expense, count in own + out:
        if income.asset == CNY:
            for place, more in enumerate((income.minor, expense.minor, count)):
                sums[month][place] += more
    return Months(months=[_month(month, *sums[month]) for month in sorted(sums, reverse=True)])


def _month(month: date, income: int, expense: int, count: int) -> Month:
    return Month(month=month.strftime("%Y-%m"), income=Money(income, CNY), expense=Money(expense, CNY), count=count)
