"""Drawing a month: what one had, what came and went, why it changed, and the biggest entries."""

from __future__ import annotations

from collections.abc import Sequence

from sycee.insight import book
from sycee.insight.book import Standing
from sycee.insight.paper import Face, Sheet, Side, figure, written
from sycee.insight.statement._month import MonthlyStatement, StatementCategory, StatementSum
from sycee.kit.money import Money
from sycee.kit.words import Locale, words

TITLE = words(zh="月度账单 {month}", en="Monthly statement {month}")
_HOLDER, _DAYS, _COUNT = words(zh="户名", en="Name"), words(zh="期间", en="Period"), words(zh="笔数", en="Entries")
_SPAN, _SO_FAR = words(zh="{since} 至 {until}", en="{since} to {until}"), words(zh="（未结束）", en=" (not over)")
_WORTH = words(zh="资产与负债", en="What you have and owe")
_ASSET, _START, _END = words(zh="币种", en="Currency"), words(zh="月初", en="Start"), words(zh="月末", en="End")
_HAVE = words(zh="资产（本行和余额已知的其他账户）", en="Assets, here and where they are known elsewhere")
_OWE = words(zh="负债", en="Debts")
_FLOW, _WHAT = words(zh="收支", en="Income and spending"), words(zh="项目", en="Item")
_NOW, _THEN = words(zh="本月", en="This month"), words(zh="上月", en="Month before")
_AGO, _NET = words(zh="去年同月", en="A year ago"), words(zh="结余", en="Left over")
_IN, _OUT = words(zh="收入", en="Income"), words(zh="支出", en="Spending")
_WHY, _BENEFITS = words(zh="变化与原因", en="What changed, and why"), words(zh="本月所得", en="Besides")
_BIGGEST, _TIMES = words(zh="大额支出", en="Biggest spending"), words(zh="{count} 笔", en="× {count}")
_TIME, _WITH = words(zh="时间", en="Time"), words(zh="对方", en="Counterparty")
_FOR, _AMOUNT = words(zh="分类", en="Category"), words(zh="金额", en="Amount")
_UNKNOWN = "—"
_NOTE = words(
    zh="“{unknown}”：没有可以比较的数，或其他机构的账户没有写余额，不计入合计。本人互转、还款、理财本金和退款不计入收支。",
    en="“{unknown}”: nothing to compare with, or an account elsewhere that does not say; it is in no total. Transfers "
    "of one's own, repayments, principal and refunds are neither income nor spending.",
)


def drawn_month(face: Face, told: MonthlyStatement, stands: Sequence[Standing], holder: str) -> bytes:
    """The document as a PDF."""
    say, sheet = face.locale, Sheet(face)
    days = _SPAN.say(say, since=told.since, until=told.until) + ("" if told.over else _SO_FAR.say(say))
    entries = sum(one.entries for one in stands)
    sheet.facts([(_HOLDER.say(say), holder), (_DAYS.say(say), days), (_COUNT.say(say), f"{entries:,}")])
    sheet.heading(_WORTH.say(say))
    _worth(sheet, told, stands, say)
    sheet.heading(_FLOW.say(say))
    _flow(sheet, told, say)
    sheet.heading(_WHY.say(say))
    for reason in told.reasons:
        sheet.says(reason.text)
    if told.benefits:
        sheet.heading(_BENEFITS.say(say))
        sides = [Side(_WHAT.say(say), 300), Side("", 100), Side(_AMOUNT.say(say), 107, right=True)]
        sheet.table(sides, [[b.title, _TIMES.say(say, count=b.count), figure(b.sum)] for b in told.benefits])
    if told.biggest:
        sheet.heading(_BIGGEST.say(say))
        _biggest(sheet, told, say)
    sheet.says(_NOTE.say(say, unknown=_UNKNOWN), ink3=True)
    return sheet.done()


def _worth(sheet: Sheet, told: MonthlyStatement, stands: Sequence[Standing], say: Locale) -> None:
    book.draw_accounts(sheet, say, stands)
    sides = [
        Side(_WHAT.say(say), 217), Side(_ASSET.say(say), 60), Side(_START.say(say), 115, right=True),
        Side(_END.say(say), 115, right=True),
    ]  # fmt: skip
    rows = []
    for worth in told.worth:
        code = worth.assets_end.asset.code
        rows.append([_HAVE.say(say), code, figure(worth.assets_start), figure(worth.assets_end)])
        if worth.debts_start.minor or worth.debts_end.minor:
            rows.append([_OWE.say(say), code, figure(worth.debts_start), figure(worth.debts_end)])
    sheet.table(sides, rows)


def _flow(sheet: Sheet, told: MonthlyStatement, say: Locale) -> None:
    sides = [
        Side(_WHAT.say(say), 177), Side("", 60),
        *(Side(title.say(say), 90, right=True) for title in (_NOW, _THEN, _AGO)),
    ]  # fmt: skip
    rows = []
    for title, total, side in ((_IN, told.income, "income"), (_OUT, told.spending, "spending")):
        rows.append([title.say(say), *_three(total, say)])
        rows += [[f"  · {one.title}", *_three(one, say)] for one in told.categories if one.side == side]
    rows.append([_NET.say(say), "", figure(told.net), "", ""])
    sheet.table(sides, rows, bold_last=True)


def _three(one: StatementSum | StatementCategory, say: Locale) -> list[str]:
    return [_TIMES.say(say, count=one.count), figure(one.sum), _sum(one.earlier), _sum(one.year_ago)]


def _biggest(sheet: Sheet, told: MonthlyStatement, say: Locale) -> None:
    sides = [
        Side(_TIME.say(say), 107), Side(_WITH.say(say), 200), Side(_FOR.say(say), 95),
        Side(_AMOUNT.say(say), 105, right=True),
    ]  # fmt: skip
    rows = [
        [written(one.entry.at), one.entry.title, one.category_title, figure(one.entry.amount)] for one in told.biggest
    ]
    sheet.table(sides, rows)


def _sum(money: Money | None) -> str:
    return _UNKNOWN if money is None else figure(money)
