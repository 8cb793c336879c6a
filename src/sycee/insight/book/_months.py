"""What came in and went out, by month."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import numpy as np
from msgspec import Meta

from sycee.insight.book._filter import Filter, fitting
from sycee.insight.book._shelf import lines_of
from sycee.insight.book._spans import starts
from sycee.insight.book._view import AccountRef
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.money import CNY, Money
from sycee.kit.words import words


class WhichMonths(Ask, frozen=True, kw_only=True):
    """Of which accounts and days; without any, of all. Both days are included."""

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
    """Money in and money out by month, in yuan, without transfers of my own, repayments, fund purchases and refunds."""
    lines = await lines_of(ctx)
    mask = fitting(lines, Filter(accounts=ask.accounts, since=ask.since, until=ask.until), at="") & (lines.side != 0)
    rows = np.flatnonzero(mask)
    firsts, place = np.unique(starts(lines.day[rows], "month"), return_inverse=True)
    sums = [np.zeros(len(firsts), np.int64) for _ in range(2)]
    for each, side in zip(sums, (1, -1), strict=True):
        of = lines.side[rows] == side
        np.add.at(each, place[of], lines.adds[rows[of]] * side)
    counts = np.bincount(np.unique(np.stack([place, lines.entry[rows]]), axis=1)[0], minlength=len(firsts))
    found = zip(firsts.tolist(), *(each.tolist() for each in sums), counts.tolist(), strict=True)
    return Months(months=[_month(*month) for month in reversed(list(found))])


def _month(first: int, income: int, spending: int, count: int) -> Month:
    month = date.fromordinal(first).strftime("%Y-%m")
    return Month(month=month, income=Money(income, CNY), expense=Money(spending, CNY), count=count)
