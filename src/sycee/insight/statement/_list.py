"""Which months there are statements of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sycee.insight import book
from sycee.insight.statement._month import days_of
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import CNY, Money
from sycee.kit.time import bank_day
from sycee.kit.words import words

_READY = "SELECT month, ready_at FROM statement_ready WHERE owner = $1"
_MOST = 1200


class StatementMonth(Answer, frozen=True):
    """A month that has entries, in yuan. `ready_at`: when it was said that its statement is there; None where it was
    not, as before the bank said such things."""

    month: str
    over: bool
    income: Money
    spending: Money
    ready_at: datetime | None


class StatementMonths(Answer, frozen=True):
    """The months that have entries, the latest first."""

    months: list[StatementMonth]


@CATALOG.read(
    "statement.list",
    title=words(zh="月度账单列表", en="Monthly statements, all"),
    says=("所有月账单", "which statements are there"),
)
async def list_months(ctx: Context, _: Nothing) -> StatementMonths:
    """The months of which there is a statement: every one that has entries, here or elsewhere."""
    lines = await book.lines_of(ctx)
    sums = {one.month: one for one in (await book.months(ctx, book.WhichMonths())).months}
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_READY, ctx.me)
    ready = {r["month"].strftime("%Y-%m"): r["ready_at"] for r in rows}
    today, zero = bank_day(ctx.now), Money(0, CNY)
    return StatementMonths(
        months=[
            StatementMonth(
                month=name, over=days_of(name)[1] < today,
                income=sums[name].income if name in sums else zero,
                spending=sums[name].expense if name in sums else zero, ready_at=ready.get(name),
            )
            for name in _names(book.months_with_entries(lines), today)
        ]
    )  # fmt: skip


def _names(months: list[date], today: date) -> list[str]:
    return [month.strftime("%Y-%m") for month in reversed(months) if month <= today][:_MOST]
