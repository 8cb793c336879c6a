"""A statement on paper: whose, of when, what was in the accounts before and after, and every entry between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sycee.insight.book._rows import Line
from sycee.insight.book._standing import Standing
from sycee.insight.paper import Face, Paper, PaperKind, PaperTotals, Sheet, Side, figure, written
from sycee.kit.money import Money
from sycee.kit.words import Locale, words

_STATEMENT, _LIST = words(zh="账户对账单", en="Statement of account"), words(zh="收支明细", en="List of entries")
_HOLDER, _DAYS, _COUNT = words(zh="户名", en="Name"), words(zh="期间", en="Period"), words(zh="笔数", en="Entries")
_SPAN = words(zh="{since} 至 {until}", en="{since} to {until}")
_ACCOUNTS, _ENTRIES = words(zh="账户与合计", en="Accounts and totals"), words(zh="明细", en="Entries")
_ACCOUNT, _ASSET = words(zh="账户", en="Account"), words(zh="币种", en="Asset")
_OPENING, _CLOSING = words(zh="期初余额", en="Opening"), words(zh="期末余额", en="Closing")
_IN, _OUT = words(zh="入账", en="In"), words(zh="出账", en="Out")
_TOTAL = words(zh="本行合计", en="Total here")
_ALL = words(zh="合计", en="Total")
_TIME, _WITH = words(zh="时间", en="Time"), words(zh="对方 · 附言", en="Counterparty · memo")
_FOR, _AMOUNT, _BALANCE = words(zh="分类", en="Category"), words(zh="金额", en="Amount"), words(zh="余额", en="Balance")
_UNKNOWN = "—"
_ELSEWHERE = words(
    zh="“{unknown}”：其他机构的账户，导入的账单里没有写余额。合计只含本行账户。",
    en="“{unknown}”: an account elsewhere whose statements do not say. Totals are of accounts at this bank.",
)


@dataclass(frozen=True, slots=True)
class Standings:
    """What a statement is of. `whole`: every entry of the accounts is in it."""

    holder: str
    since: date
    until: date
    accounts: tuple[Standing, ...]
    whole: bool

    def title(self, locale: Locale) -> str:
        """What the document is called."""
        return (_STATEMENT if self.whole else _LIST).say(locale)

    def paper(self, masked: str, lines: Sequence[Line]) -> Paper:
        """What stands on it, for those who check it."""
        tails = tuple(one.tail for one in self.accounts)
        totals = tuple(totals_of(self.accounts) if self.whole else sums_of(lines))
        kind: PaperKind = "account" if self.whole else "entries"
        return Paper(kind, self.since, self.until, masked, tuple(dict.fromkeys(tails)), totals, len(lines))


def totals_of(accounts: Sequence[Standing]) -> list[PaperTotals]:
    """Per asset, what the accounts at this bank had, got, paid and have."""
    found: dict[str, PaperTotals] = {}
    for one in accounts:
        if one.own and one.opening is not None and one.closing is not None:
            zero = one.income.zero()
            was = found.get(zero.asset.code, PaperTotals(zero, zero, zero, zero))
            found[zero.asset.code] = PaperTotals(
                (was.opening or zero) + one.opening, was.income + one.income, was.outgo + one.outgo,
                (was.closing or zero) + one.closing,
            )  # fmt: skip
    return list(found.values())


def sums_of(lines: Sequence[Line]) -> list[PaperTotals]:
    """Per asset, what came and went in a list."""
    found: dict[str, list[Money]] = {}
    for one in lines:
        sums = found.setdefault(one.amount.asset.code, [one.amount.zero(), one.amount.zero()])
        at = int(one.amount.minor < 0)
        sums[at] = sums[at] + (-one.amount if at else one.amount)
    return [PaperTotals(None, income, outgo, None) for income, outgo in found.values()]


def statement_of(face: Face, of: Standings, lines: Sequence[Line]) -> bytes:
    """The document as a PDF."""
    say, sheet = face.locale, Sheet(face)
    days = _SPAN.say(say, since=of.since, until=of.until)
    sheet.facts([(_HOLDER.say(say), of.holder), (_DAYS.say(say), days), (_COUNT.say(say), f"{len(lines):,}")])
    sheet.heading(_ACCOUNTS.say(say))
    if of.whole:
        draw_accounts(sheet, say, of.accounts)
    else:
        _sums(sheet, say, lines)
    if lines:
        sheet.heading(_ENTRIES.say(say))
        sheet.table(_sides(say), [_row(one) for one in lines])
    return sheet.done()


def draw_accounts(sheet: Sheet, say: Locale, accounts: Sequence[Standing]) -> None:
    """What was in each account before and after, what came and went, and the totals of those at this bank."""
    sides = [
        Side(_ACCOUNT.say(say), 137), Side(_ASSET.say(say), 38),
        *(Side(title.say(say), 83, right=True) for title in (_OPENING, _IN, _OUT, _CLOSING)),
    ]  # fmt: skip
    rows = [
        [f"{one.title} {one.tail}", one.income.asset.code, _sum(one.opening), figure(one.income), figure(one.outgo),
         _sum(one.closing)]
        for one in accounts
    ]  # fmt: skip
    sheet.table(sides, rows)
    totals = [
        [_TOTAL.say(say), one.income.asset.code, _sum(one.opening), figure(one.income), figure(one.outgo),
         _sum(one.closing)]
        for one in totals_of(accounts)
    ]  # fmt: skip
    sheet.table(sides, totals, bold_last=True)
    if any(one.closing is None or one.opening is None for one in accounts):
        sheet.says(_ELSEWHERE.say(say, unknown=_UNKNOWN), ink3=True)


def _sums(sheet: Sheet, say: Locale, lines: Sequence[Line]) -> None:
    sides = [Side(_ALL.say(say), 137), Side(_ASSET.say(say), 38)]
    sides += [Side(title.say(say), 166, right=True) for title in (_IN, _OUT)]
    sheet.table(sides, [["", one.income.asset.code, figure(one.income), figure(one.outgo)] for one in sums_of(lines)])


def _sum(money: Money | None) -> str:
    return _UNKNOWN if money is None else figure(money)


def _sides(say: Locale) -> list[Side]:
    return [
        Side(_TIME.say(say), 86), Side(_ACCOUNT.say(say), 74), Side(_WITH.say(say), 130), Side(_FOR.say(say), 57),
        Side(_AMOUNT.say(say), 78, right=True), Side(_BALANCE.say(say), 82, right=True),
    ]  # fmt: skip


def _row(one: Line) -> list[str]:
    with_whom = " · ".join(part for part in (one.counterparty or one.kind, one.memo) if part)
    amount = figure(one.amount) + ("" if one.amount.asset.code == "CNY" else f" {one.amount.asset.code}")
    balance = "" if one.balance is None else figure(one.balance)
    return [written(one.at), one.account, with_whom, one.category, amount, balance]
