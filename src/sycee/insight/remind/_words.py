"""What reminders say, in both languages: a kind's name, the sentence that tells why, and how often something comes."""

from __future__ import annotations

from sycee.insight.category import CATEGORIES
from sycee.insight.remind._finding import Facts, Kind
from sycee.kit.money import Money
from sycee.kit.words import Locale, Words, words

TITLES: dict[Kind, Words] = {
    "due": words(zh="快到扣款日", en="Due soon"),
    "price_rise": words(zh="涨价了", en="Price rise"),
    "double_charge": words(zh="可能重复扣款", en="Charged twice?"),
    "unusual_amount": words(zh="金额不同往常", en="Unusual amount"),
    "new_place": words(zh="第一次付且金额大", en="Large first payment"),
    "month_end": words(zh="月末小结", en="The month so far"),
}
"""What each kind is called."""
WHY: dict[str, Words] = {
    "due": words(
        zh="{name} 预计 {day} 扣款 {amount}：此前 {times} 次都是{every}扣款，金额相同。",
        en="{name} is likely to take {amount} on {day}: it came {every}, {times} times, and the last were this much.",
    ),
    "due_about": words(
        zh="{name} 预计 {day} 扣款，大约 {amount}：此前 {times} 次都是{every}扣款，金额每次不同。",
        en="{name} is likely to take about {amount} on {day}: it came {every}, {times} times, each time another sum.",
    ),
    "due_order": words(
        zh="您预约的转账：{day} 向 {name} 转出 {amount}，请留足余额。",
        en="You have ordered {amount} to {name} on {day}. Please keep enough in the account.",
    ),
    "due_bill": words(
        zh="{name} {period} 的账单 {amount}，{day} 前要缴，还没有缴。",
        en="{name}: the bill for {period}, {amount}, is to be paid by {day}, and has not been paid.",
    ),
    "price_rise": words(
        zh="{name} 这次扣了 {amount}，此前连续 {times} 次都是 {before}，多了 {more}（{percent}%）。",
        en="{name} took {amount} this time. It was {before} {times} times before: {more} more ({percent}%).",
    ),
    "double_charge": words(
        zh="{day}，{name} 在 {first} 和 {second} 各扣了 {amount}。如果只买了一次，请联系商家退款。",
        en="On {day} {name} took {amount} at {first} and again at {second}. If you bought once, ask them for it back.",
    ),
    "unusual_amount": words(
        zh="这次付给 {name} {amount}，是平时的 {ratio} 倍：此前 {times} 笔的中位数是 {usual}。",
        en="{amount} to {name} is {ratio} times the usual: of {times} payments before, the middle one was {usual}.",
    ),
    "new_place": words(
        zh="您以前没有付过 {name}，这次一笔就是 {amount}；相近的 {times} 笔付款，中位数是 {usual}。",
        en="You had never paid {name} before, and this was {amount}; the middle of {times} like it was {usual}.",
    ),
    "month_more": words(
        zh="{month} 到今天支出 {amount}，比前 {times} 个月同期（中位数 {usual}）多 {more}。",
        en="Spent in {month} so far: {amount}, {more} more than by this day in the {times} months before ({usual}).",
    ),
    "month_less": words(
        zh="{month} 到今天支出 {amount}，比前 {times} 个月同期（中位数 {usual}）少 {more}。",
        en="Spent in {month} so far: {amount}, {more} less than by this day in the {times} months before ({usual}).",
    ),
}
"""The sentence of each reason, whose places its facts fill."""
KIND_OF: dict[str, Kind] = {
    "due": "due", "due_about": "due", "due_order": "due", "due_bill": "due", "price_rise": "price_rise",
    "double_charge": "double_charge", "unusual_amount": "unusual_amount", "new_place": "new_place",
    "month_more": "month_end", "month_less": "month_end",
}  # fmt: skip
"""Of which kind each reason is."""
OFTEN: dict[str, Words] = {
    "once": words(zh="一次", en="once"),
    "week": words(zh="每周", en="every week"),
    "fortnight": words(zh="每两周", en="every two weeks"),
    "month": words(zh="每月", en="every month"),
    "two_months": words(zh="每两个月", en="every two months"),
    "quarter": words(zh="每季度", en="every quarter"),
    "half_year": words(zh="每半年", en="every half year"),
    "year": words(zh="每年", en="every year"),
}
"""How often something comes, by the name of its period."""


def say(why: str, facts: Facts, locale: Locale) -> str:
    """The sentence of a reason, filled."""
    return WHY[why].say(locale, **{name: fact(name, value, locale) for name, value in facts.items()})


def fact(name: str, value: str | Money, locale: Locale) -> str:
    """One fact as it is read: sums with their currency, periods and categories by their names."""
    if isinstance(value, Money):
        whole, point, part = value.major.partition(".")
        figure = f"{int(whole):,}{point}{part}"
        return f"¥{figure}" if value.asset.code == "CNY" else f"{value.asset.code} {figure}"
    if name == "every":
        return OFTEN[value].say(locale)
    return CATEGORIES[value].title.say(locale) if name == "category" and value in CATEGORIES else value
