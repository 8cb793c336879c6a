"""A month of a customer's: what they had, what came and went, what changed against before, and what caused it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sycee.insight import book
from sycee.insight.book import AssetCode, Filter, Group, Told
from sycee.insight.statement._benefits import StatementBenefit, benefits_of
from sycee.insight.statement._causes import Compared, StatementReason, causes_of, compared
from sycee.insight.statement._worth import StatementAccount, StatementWorth, accounts_of, worth_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import BadInput
from sycee.kit.money import Money, UnknownAsset
from sycee.kit.time import bank_day
from sycee.kit.words import END, words

_BIGGEST = 5
MonthName = Annotated[
    str, Meta(pattern=f"^(19|20)[0-9]{{2}}-(0[1-9]|1[0-2]){END}", description="a month", examples=["2026-10"])
]


class WhichMonth(Ask, frozen=True, kw_only=True):
    """`asset`: in which income and spending are counted; what one had is told in every asset."""

    month: MonthName
    asset: AssetCode = "CNY"


class StatementSum(Answer, frozen=True):
    """A sum of the month, and those of the month before and the same a year ago, which are None while it is not over.
    `drill`: the filter that finds exactly its entries."""

    sum: Money
    count: int
    earlier: Money | None
    year_ago: Money | None
    drill: Filter


class StatementCategory(Answer, frozen=True):
    """What a category came to. `share_bp`: of its side, in hundredths of a per cent."""

    side: Literal["income", "spending"]
    category: str
    title: str
    sum: Money
    count: int
    share_bp: int
    earlier: Money | None
    year_ago: Money | None
    drill: Filter


class MonthlyStatement(Answer, frozen=True):
    """A month. `over`: until it is, it says what has been so far and compares with nothing."""

    month: str
    since: date
    until: date
    over: bool
    asset: AssetCode
    worth: list[StatementWorth]
    accounts: list[StatementAccount]
    income: StatementSum
    spending: StatementSum
    net: Money
    categories: list[StatementCategory]
    biggest: list[Told]
    reasons: list[StatementReason]
    benefits: list[StatementBenefit]


@CATALOG.read(
    "statement.month",
    title=words(zh="月度账单", en="Monthly statement"),
    says=("上个月的账单", "十月账单", "my monthly statement"),
    refuses=(UnknownAsset,),
)
async def month(ctx: Context, ask: WhichMonth) -> MonthlyStatement:
    """What a month of mine came to: what I had before and after, income and spending by category with the month before
    and a year ago, the biggest entries, and in sentences what changed and what caused it."""
    since, until = days_of(ask.month)
    today = bank_day(ctx.now)
    if since > today:
        raise BadInput(field="month", reason="not begun yet")
    days = Filter(since=since, until=until, asset=ask.asset)
    spending = await compared(ctx, days, "spending", over=until < today)
    income = await compared(ctx, days, "income", over=until < today)
    lines = await book.lines_of(ctx)
    stands = await book.standings(ctx, lines, since, until)
    return MonthlyStatement(
        month=ask.month, since=since, until=until, over=until < today, asset=ask.asset,
        worth=worth_of(stands), accounts=accounts_of(stands),
        income=_sum(income), spending=_sum(spending), net=spending.now.total.net,
        categories=[*_categories(spending), *_categories(income)],
        biggest=await book.biggest(ctx, lines, days, _BIGGEST),
        reasons=causes_of(spending, income, ctx.locale), benefits=benefits_of(lines, days, ctx.locale),
    )  # fmt: skip


def days_of(name: str) -> tuple[date, date]:
    """The first and the last day of a month by its name."""
    year, number = int(name[:4]), int(name[5:])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _sum(side: Compared) -> StatementSum:
    now = side.now
    earlier, ago = (None if then is None else side.of_totals(then) for then in (now.earlier, now.year_ago))
    return StatementSum(
        sum=side.of_totals(now.total), count=sum(group.count for group in now.groups), earlier=earlier, year_ago=ago,
        drill=msgspec.structs.replace(side.days, side=side.of),
    )  # fmt: skip


def _categories(side: Compared) -> list[StatementCategory]:
    """Those of this month, and those that were in the month before and are gone."""
    here = {group.keys[0] for group in side.now.groups}
    gone = [group for group in side.then.groups if group.keys[0] not in here] if side.compares else []
    return [_category(side, group) for group in side.now.groups] + [_gone(side, group) for group in gone]


def _category(side: Compared, group: Group) -> StatementCategory:
    return StatementCategory(
        side=side.of, category=group.keys[0], title=group.titles[0], sum=group.sum, count=group.count,
        share_bp=group.share_bp, earlier=group.earlier, year_ago=group.year_ago, drill=group.drill,
    )  # fmt: skip


def _gone(side: Compared, group: Group) -> StatementCategory:
    ago = side.year_ago(group.keys[0])
    return StatementCategory(
        side=side.of, category=group.keys[0], title=group.titles[0], sum=group.sum.zero(), count=0, share_bp=0,
        earlier=group.sum, year_ago=ago, drill=group.drill,
    )  # fmt: skip
