"""What a month brought besides: interest, cashback, and what came back."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from sycee.insight import book
from sycee.insight.book import Filter, Lines
from sycee.kit.capability import Answer
from sycee.kit.money import Money, asset
from sycee.kit.words import Locale, words

Benefit = Literal["interest", "rewards", "refund"]

_TITLES = {
    "interest": words(zh="利息", en="Interest"),
    "rewards": words(zh="返现和奖励", en="Cashback and prizes"),
    "refund": words(zh="退款", en="Refunds"),
}
_KINDS: tuple[Benefit, ...] = ("interest", "rewards", "refund")


class StatementBenefit(Answer, frozen=True):
    """What came of one kind, and its entries. The bank charges no fees, so there are none to be waived."""

    kind: Benefit
    title: str
    sum: Money
    count: int
    drill: Filter


def benefits_of(lines: Lines, days: Filter, locale: Locale) -> list[StatementBenefit]:
    """Those of which there was any."""
    found = []
    for kind in _KINDS:
        drill = msgspec.structs.replace(days, **_wanted(kind))
        total, count = book.came(lines, drill)
        if count:
            title, money = _TITLES[kind].say(locale), Money(total, asset(days.asset))
            found.append(StatementBenefit(kind=kind, title=title, sum=money, count=count, drill=drill))
    return found


def _wanted(kind: Benefit) -> dict[str, Any]:
    return {"categories": [kind], "direction": "in"}
