"""How this one file writes things, decided from its rows together where one row alone cannot tell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sycee.insight.book._statement._amount import amount
from sycee.insight.book._statement._bank import is_card_bill
from sycee.insight.book._statement._columns import Layout
from sycee.insight.book._statement._currency import NAMED, currency
from sycee.insight.book._statement._pointed import NOT_POINTED, Pointed
from sycee.insight.book._statement._shape import Direction, Unclear
from sycee.insight.book._statement._when import Order, Reckoning, day, numeric_parts
from sycee.kit.words import Words

ASSET_DEFAULT = "CNY"
_FLAG_WORDS: dict[Direction, str] = {
    "in": """
        收入 收 贷 贷方 入账 转入 存入 进账 流入 进 已收入 收款
        income in credit cr c deposit incoming received + bij haben h gutschrift abono haber avere entrata
    """,
    "out": """
        支出 支 借 借方 出账 转出 支取 流出 出 已支出 付款 付
        expense out debit dr d withdrawal outgoing sent - af soll s lastschrift cargo debe dare uscita
    """,
    "neutral": "不计收支 中性交易 中性 不计 资金转移 其他 其它 neutral transfer",
}
FLAGS: dict[str, Direction] = {word: flag for flag, words in _FLAG_WORDS.items() for word in words.split()}

_MONEY = ("booked_amount", "booked_income", "booked_expense", "amount", "income", "expense", "balance")
_TWO_COLUMNS = ("booked_income", "booked_expense", "income", "expense")
_COMMA = re.compile(r"[^0-9]*(?:[0-9]{1,3}(?:\.[0-9]{3})*|[0-9]+),[0-9]{1,2}[^0-9]*")
_STATEMENT_MONTH = re.compile(r"(?P<year>20[0-9]{2})\s*(?:年|[-/.])\s*(?P<month>1[0-2]|0?[1-9])(?![0-9])")
_CURRENCY = re.compile(r"(?:币种|币别|货币|currency)\s*[:：]?\s*(?P<name>[^\s,，;；:：]+)", re.IGNORECASE)
_REPAYMENT = re.compile(r"还款|payment|repay", re.IGNORECASE)


class Habits(NamedTuple):
    """`comma`: 1.234,56. `owed`: a card's bill on which + is spent. `out_negative`: money out has a minus.

    `asset`: the currency where no cell names one. `flags`: what the words mean that tell in from out.
    """

    layout: Layout
    comma: bool
    reckoning: Reckoning
    owed: bool
    out_negative: bool
    asset: str
    flags: Mapping[str, Direction]
    ascending: bool


def habits(
    name: str,
    preamble: Sequence[Sequence[str]],
    layout: Layout,
    sample: Sequence[Sequence[str]],
    pointed: Pointed = NOT_POINTED,
) -> Habits:
    """Decide from the preamble and the first rows, unless the person said. Raises Unclear where they must be asked."""
    told = " ".join(cell for cells in preamble for cell in cells)
    layout = _with_flag(layout, sample)
    comma = _writes_comma(_column_values(layout, sample, _MONEY))
    asset = pointed.asset or layout.asset or named_asset(told) or ASSET_DEFAULT
    owed = is_card_bill(name, preamble, layout.headers) and _owed(layout, sample, asset, comma)
    out_negative = _all_negative(_column_values(layout, sample, ("booked_expense", "expense")), asset, comma)
    reckoning = _reckoning(told + " " + name, layout, sample, pointed.first)
    said: dict[str, Direction] = {word.lower(): "in" for word in pointed.in_words}
    flags = FLAGS | said | {word.lower(): "out" for word in pointed.out_words}
    ascending = _ascending(_column_values(layout, sample, ("date", "booked_on")), reckoning)
    return Habits(layout, comma, reckoning, owed, out_negative, asset, flags, ascending)


def _ascending(values: Sequence[str], reckoning: Reckoning) -> bool:
    """Whether the oldest rows come first: rows of one day follow one another as the days do."""
    days = [read for value in (*values[:50], *values[-50:]) if (read := day(value, reckoning))]
    return bool(days) and days[0] < days[-1]


def _column_values(layout: Layout, sample: Iterable[Sequence[str]], meanings: Sequence[str]) -> list[str]:
    at = [index for meaning in meanings for index in layout.places.get(meaning, ())]
    return [cells[index] for cells in sample for index in at if index < len(cells) and cells[index]]


def _with_flag(layout: Layout, sample: Sequence[Sequence[str]]) -> Layout:
    """Some files flag in and out in a column called "type": known by its values, not its header."""
    if "flag" in layout.places or any(meaning in layout.places for meaning in _TWO_COLUMNS):
        return layout
    for index in range(len(layout.headers)):
        values = {cells[index].lower() for cells in sample if index < len(cells) and cells[index]}
        if values and all(FLAGS.get(value) in ("in", "out") for value in values):
            return layout._replace(places=layout.places | {"flag": (index,)})
    return layout


def _writes_comma(values: Sequence[str]) -> bool:
    with_comma = sum(1 for value in values if _COMMA.fullmatch(value))
    return with_comma > 0 and not any(re.search(r"\.[0-9]{1,2}(?![0-9])", value) for value in values)


def _all_negative(values: Sequence[str], asset: str, comma: bool) -> bool:
    read = [found for value in values if not isinstance(found := amount(value, asset, comma=comma), Words)]
    # One alone is as likely a reversal; the files that write money out with a minus do so throughout.
    return all(found.minor <= 0 for found in read) and sum(1 for found in read if found.minor) > 1


def named_asset(told: str) -> str | None:
    """The one currency that a preamble names; None when it names none or several."""
    if (found := _CURRENCY.search(told)) and (code := currency(found["name"])):
        return code
    named = {currency(name) for name in NAMED.findall(told)}
    return named.pop() if len(named) == 1 else None


def _owed(layout: Layout, sample: Sequence[Sequence[str]], asset: str, comma: bool) -> bool:
    """Whether repayments are the negative ones; with none to see, whether most rows are positive."""
    if "flag" in layout.places or any(meaning in layout.places for meaning in _TWO_COLUMNS):
        return False
    minors, repaid = [], []
    for cells in sample:
        read = amount(next(iter(_column_values(layout, [cells], _MONEY[:4])), ""), asset, comma=comma)
        if not isinstance(read, Words) and read.minor:
            minors.append(read.minor > 0)
            repaid += [read.minor > 0] if any(_REPAYMENT.search(cell) for cell in cells) else []
    votes = [not positive for positive in repaid] or minors
    return sum(votes) * 2 > len(votes)


def _reckoning(told: str, layout: Layout, sample: Sequence[Sequence[str]], first: Order | None) -> Reckoning:
    found = _STATEMENT_MONTH.search(told)
    month = (int(found["year"]), int(found["month"])) if found else None
    parts = [p for v in _column_values(layout, sample, ("date", "booked_on", "time")) if (p := numeric_parts(v))]
    return Reckoning(first or (_first_part(parts) if parts else None), month)


def _first_part(parts: Sequence[tuple[int, int, int]]) -> Order:
    """Day or month first: a part over 12 tells; else the order in which the rows follow one another."""
    if any(first > 12 for first, _, _ in parts):
        return "day"
    if any(second > 12 for _, second, _ in parts):
        return "month"
    by_day = _in_order([(year, second, first) for first, second, year in parts])
    by_month = _in_order([(year, first, second) for first, second, year in parts])
    if by_day == by_month and any(first != second for first, second, _ in parts):
        raise Unclear(
            "分不清日期里先写日还是先写月，请换成“年-月-日”的格式",
            "The days could be read day first or month first; export them as year-month-day",
            asks="days",
        )
    return "day" if by_day else "month"


def _in_order(days: Sequence[tuple[int, int, int]]) -> bool:
    ordered = sorted(days)
    return list(days) in (ordered, ordered[::-1])
