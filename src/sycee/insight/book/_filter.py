"""One filter for every number and for its entries: what a sum counts is what the list behind it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

import numpy as np
from msgspec import Meta

from sycee.insight.book._choices import Choice
from sycee.insight.book._lines import Lines
from sycee.insight.book._texts import Flags
from sycee.insight.book._view import AccountRef, days
from sycee.insight.book._words import with_all
from sycee.kit.capability import Ask
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.money import ASSETS, CNY, Money, NotAnAmount, TooLarge, TooManyDigits, asset
from sycee.kit.words import END, Text

CategoryCode = Annotated[
    str, Meta(pattern=f"^([a-z_]{{2,20}}|my:[1-9][0-9]{{0,17}}){END}", description="a category", examples=["dining"])
]
Amount = Annotated[str, Meta(max_length=32, examples=["100.00"], description="size of the amount, without sign")]
Counterparty = Annotated[str, Meta(max_length=200, description="a counterparty, as a summary names it")]
Tag = Annotated[str, Meta(min_length=1, max_length=20, pattern="^[^\\s#,]+" + END, description="a tag")]
Side = Literal["income", "spending", "counted", "neither"]
AssetCode = Annotated[str, Meta(max_length=8, examples=["CNY"])]

_SIDES = {"income": (1,), "spending": (-1,), "counted": (1, -1), "neither": (0,)}


class Filter(Ask, frozen=True, kw_only=True, omit_defaults=True):
    """All of it holds together; what is left out does not filter. Both days are included.

    `categories` of the closed list include one's own under them, `exactly` is one alone. `side`: what counts as income,
    as spending, as either (`counted`) or as neither. `weekday`: 0 is Monday.
    `text`: each of its words is found somewhere, in Chinese, in pinyin or by first letters.
    """

    accounts: Annotated[list[AccountRef], Meta(max_length=50)] | None = None
    since: date | None = None
    until: date | None = None
    least: Amount | None = None
    most: Amount | None = None
    direction: Literal["in", "out"] | None = None
    side: Side | None = None
    categories: Annotated[list[CategoryCode], Meta(max_length=60)] | None = None
    exactly: CategoryCode | None = None
    weekday: Annotated[int, Meta(ge=0, le=6)] | None = None
    counterparties: Annotated[list[Counterparty], Meta(max_length=50)] | None = None
    tags: Annotated[list[Tag], Meta(max_length=20)] | None = None
    text: Text | None = None
    asset: AssetCode = "CNY"


def fitting(lines: Lines, wanted: Filter, *, in_time: bool = True, at: str = "filter.") -> Flags:
    """Which lines fit; refuses accounts and categories that the caller does not have. `at`: where the filter stands."""
    since, until = days(wanted.since, wanted.until)
    mask: Flags = lines.live & (lines.asset == asset(wanted.asset).id)
    if in_time and since:
        mask &= lines.day >= since.toordinal()
    if in_time and until:
        mask &= lines.day <= until.toordinal()
    return mask & _of_size(lines, wanted) & _of_kind(lines, wanted, at) & _of_words(lines, wanted)


def _of_size(lines: Lines, wanted: Filter) -> Flags:
    mask = np.ones(len(lines.seq), np.bool_)
    if wanted.least is None and wanted.most is None and wanted.direction is None:
        return mask
    size = np.abs(lines.amount[lines.entry])  # of the entry, whatever the parts
    if (least := _minor(wanted.least, "least", wanted.asset)) is not None:
        mask &= size >= least
    if (most := _minor(wanted.most, "most", wanted.asset)) is not None:
        mask &= size <= most
    if wanted.direction is not None:
        mask &= (lines.amount[lines.entry] > 0) == (wanted.direction == "in")
    return mask


def _of_kind(lines: Lines, wanted: Filter, at: str) -> Flags:
    mask = np.ones(len(lines.seq), np.bool_)
    if wanted.side is not None:
        mask &= np.isin(lines.side, _SIDES[wanted.side])
    if wanted.accounts is not None:
        if any(ref not in lines.refs for ref in wanted.accounts):
            raise NotFound(field=f"{at}accounts")
        mask &= np.isin(lines.account, [lines.refs.index(ref) for ref in wanted.accounts])
    for field, codes in (("categories", wanted.categories or ()), ("exactly", filter(None, [wanted.exactly]))):
        if any(code not in lines.codes for code in codes):
            raise BadInput(field=f"filter.{field}", reason="no such category")
    if wanted.exactly is not None:
        mask &= lines.code == lines.codes.index(wanted.exactly)
    if wanted.weekday is not None:
        mask &= (lines.day + 6) % 7 == wanted.weekday
    if wanted.categories is not None:
        chosen = [n for n, c in enumerate(lines.codes) if {c, lines.choices.under(c)} & set(wanted.categories)]
        mask &= np.isin(lines.code, chosen)
    return mask


def _of_words(lines: Lines, wanted: Filter) -> Flags:
    mask = np.ones(len(lines.seq), np.bool_)
    if wanted.counterparties is not None:
        numbers = [lines.texts.party_number(name) for name in wanted.counterparties]
        mask &= np.isin(lines.party, [n for n in numbers if n is not None])
    if wanted.tags is not None:
        mask &= _said(lines, lambda choice: set(wanted.tags or ()) <= set(choice.tags))
    if wanted.text:
        mask &= with_all(lines, wanted.text)
    return mask


def _said(lines: Lines, fits: Callable[[Choice], bool]) -> Flags:
    """Lines of entries of which something was said that fits."""
    mask = np.zeros(len(lines.seq), np.bool_)
    for key, choice in lines.choices.by_entry.items():
        row = lines.row_of(key) if fits(choice) else None
        if row is not None:
            mask |= lines.entry == row
    return mask


def _minor(written: str | None, field: str, code: str) -> int | None:
    try:
        return None if written is None else abs(Money.parse(written, ASSETS.get(code, CNY)).minor)
    except (NotAnAmount, TooManyDigits, TooLarge) as no:
        no.field = f"filter.{field}"
        raise
