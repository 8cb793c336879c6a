"""What changed in a month and what caused it, in sentences true to the cent, each with its entries behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from sycee.insight import book
from sycee.insight.book import Filter, Group, Summary, Summing, Totals
from sycee.insight.paper import figure
from sycee.kit.capability import Answer, Context
from sycee.kit.money import Money
from sycee.kit.words import Locale, Words, words

Of = Literal["spending", "income"]

_TOLD = {"spending": 4, "income": 2}
"""How many categories are explained of each side."""
_LEAST_MAJOR, _LEAST_SHARE = 50, 20
"""A change is explained from fifty major units on, or from a twentieth of what there was where that is more."""
_GROUPS_MAX = 500

_TOTALS = {
    "spending": words(zh="支出 {now}，比上月{more}{by}。", en="You spent {now}, {by} {more} than the month before."),
    "income": words(zh="收入 {now}，比上月{more}{by}。", en="You got {now}, {by} {more} than the month before."),
}
_SAME = {
    "spending": words(zh="支出 {now}，和上月一样。", en="You spent {now}, as in the month before."),
    "income": words(zh="收入 {now}，和上月一样。", en="You got {now}, as in the month before."),
}
_FIRST = words(
    zh="上月没有收支记录，下个月起可以比较。", en="Nothing was recorded the month before: comparisons begin next month."
)
_SO_FAR = words(
    zh="本月还没有结束，到目前为止支出 {out}，收入 {income}。", en="So far this month you spent {out} and got {income}."
)
_MORE, _LESS = words(zh="多 ", en="more"), words(zh="少 ", en="less")
_CATEGORY = words(zh="{title}比上月{more}{by}，{cause}。", en="{title}: {by} {more} than the month before, {cause}.")
_MAINLY, _MOST = words(zh="主要是", en="mainly "), words(zh="其中变化最大的是", en="where the largest change is ")
_GREW = words(zh="{party} {count} 笔共 {sum}（上月 {was}）", en="{party}, {count} for {sum} (before: {was})")
_CAME = words(zh="{party} {count} 笔共 {sum}（上月没有）", en="{party}, {count} for {sum} (before: none)")
_FELL = words(
    zh="{party}：上月 {times} 笔共 {was}，本月 {count} 笔共 {sum}",
    en="{party}: {times} for {was} before, {count} for {sum} now",
)
_WENT = words(zh="{party}：上月 {times} 笔共 {was}，本月没有", en="{party}: {times} for {was} before, none now")
_NOBODY = words(zh="没有写明对方的", en="entries that name nobody")


class StatementReason(Answer, frozen=True):
    """One sentence. `by`: how much more (or, less than nothing, how much less) than the month before, where it is about
    a change. `drill`: the filter that finds the entries it speaks of; of what is gone, those of the month before."""

    about: Literal["so_far", "first", "total", "category"]
    text: str
    by: Money | None
    drill: Filter


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a month beside the month before: by category, and by category and counterparty.

    `over`: whether the month is; until then nothing is compared.
    """

    of: Of
    days: Filter
    over: bool
    now: Summary
    then: Summary
    parties: Summary
    parties_then: Summary
    ago: Summary

    @property
    def compares(self) -> bool:
        """Whether there is a month before to compare with."""
        return self.over and self.then.total.count > 0

    def of_totals(self, of: Totals) -> Money:
        """This side of both."""
        return of.spending if self.of == "spending" else of.income

    def year_ago(self, category: str) -> Money:
        """What a category came to in the same month a year ago."""
        return next((group.sum for group in self.ago.groups if group.keys[0] == category), self.ago.total.net.zero())


async def compared(ctx: Context, days: Filter, of: Of, *, over: bool) -> Compared:
    """One side of a month, in the snapshot of the call."""
    earlier, ago = book.earlier_of(days), book.year_ago_of(days)
    alone, crossed = ["category"], ["category", "counterparty"]

    async def summed(filter_: Filter, by: list[str], *, compare: bool = False) -> Summary:
        ask = msgspec.convert({"by": by, "of": of, "compare": compare, "limit": _GROUPS_MAX}, Summing)
        return await book.summary(ctx, msgspec.structs.replace(ask, filter=filter_))

    return Compared(
        of, days, over, await summed(days, alone, compare=over), await summed(earlier, alone),
        await summed(days, crossed), await summed(earlier, crossed), await summed(ago, alone),
    )  # fmt: skip


def causes_of(spending: Compared, income: Compared, locale: Locale) -> list[StatementReason]:
    """The month in sentences: what it came to, then what changed most and why."""
    if not spending.over:
        out, income_ = spending.now.total.spending, income.now.total.income
        text = _SO_FAR.say(locale, out=_sum(out, locale), income=_sum(income_, locale))
        drill = msgspec.structs.replace(spending.days, side="counted")
        return [StatementReason(about="so_far", text=text, by=None, drill=drill)]
    if not spending.compares:
        return [StatementReason(about="first", text=_FIRST.say(locale), by=None, drill=spending.days)]
    return [
        _total(spending, locale), *_categories(spending, locale), _total(income, locale), *_categories(income, locale),
    ]  # fmt: skip


def _total(side: Compared, locale: Locale) -> StatementReason:
    now, then = side.of_totals(side.now.total), side.of_totals(side.then.total)
    by, say = now - then, _TOTALS if now != then else _SAME
    text = say[side.of].say(locale, now=_sum(now, locale), by=_size(by, locale), more=_more(by).say(locale))
    drill = msgspec.structs.replace(side.days, side=side.of)
    return StatementReason(about="total", text=text, by=by, drill=drill)


def _categories(side: Compared, locale: Locale) -> Iterator[StatementReason]:
    now, then = _by_key(side.now), _by_key(side.then)
    zero = side.now.total.net.zero()
    moved = []
    for key in now.keys() | then.keys():
        was, is_ = (found[key].sum if key in found else zero for found in (then, now))
        if abs((is_ - was).minor) >= max(_LEAST_MAJOR * 10**zero.asset.digits, abs(was.minor) // _LEAST_SHARE):
            moved.append((is_ - was, key))
    for by, key in sorted(moved, key=lambda one: (-abs(one[0].minor), one[1]))[: _TOLD[side.of]]:
        yield _category(side, key[0], (now.get(key) or then[key]).titles[0], by, locale)


def _category(side: Compared, code: str, title: str, by: Money, locale: Locale) -> StatementReason:
    key, moved = _cause(side, code, by)
    now, then = _by_key(side.parties).get(key), _by_key(side.parties_then).get(key)
    # Half of it or more is "mainly"; what is less is only the largest of several.
    mainly = _MAINLY if 2 * abs(moved.minor) >= abs(by.minor) else _MOST
    text = _CATEGORY.say(
        locale, title=title, more=_more(by).say(locale), by=_size(by, locale),
        cause=mainly.say(locale) + _said(now, then, by, locale),
    )  # fmt: skip
    shown = now or then
    return StatementReason(about="category", text=text, by=by, drill=shown.drill if shown else side.days)


def _cause(side: Compared, code: str, by: Money) -> tuple[tuple[str, ...], Money]:
    """Within a category, the counterparty whose sum moved most in the direction in which the category moved."""
    now, then, zero = _by_key(side.parties), _by_key(side.parties_then), by.zero()
    moved = {
        key: (now[key].sum if key in now else zero) - (then[key].sum if key in then else zero)
        for key in now.keys() | then.keys()
        if key[0] == code
    }
    sign = 1 if by.minor > 0 else -1
    key = max(moved, key=lambda one: (moved[one].minor * sign, one))
    return key, moved[key]


def _said(now: Group | None, then: Group | None, by: Money, locale: Locale) -> str:
    shown = now or then
    party = shown.titles[1] if shown and shown.keys[1] else _NOBODY.say(locale)
    grew = by.minor > 0
    say = (_GREW if then else _CAME) if grew else (_FELL if now else _WENT)
    return say.say(
        locale, party=party, count=now.count if now else 0, sum=_sum(now.sum, locale) if now else "",
        times=then.count if then else 0, was=_sum(then.sum, locale) if then else "",
    )  # fmt: skip


def _by_key(of: Summary) -> dict[tuple[str, ...], Group]:
    return {tuple(group.keys): group for group in of.groups}


def _more(by: Money) -> Words:
    return _MORE if by.minor > 0 else _LESS


def _size(by: Money, locale: Locale) -> str:
    return _sum(by if by.minor >= 0 else -by, locale)


def _sum(money: Money, locale: Locale) -> str:
    if money.asset.code != "CNY":
        return f"{money.asset.code} {figure(money)}"
    return f"{figure(money)} 元" if locale == "zh" else f"¥{figure(money)}"
