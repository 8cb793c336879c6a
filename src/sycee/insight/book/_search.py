"""Searching the book as one types: amounts, days, categories and words, in any order."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from sycee.insight.book._filter import Filter
from sycee.insight.book._find import FindingEntries, Found, find
from sycee.insight.book._lines import Lines
from sycee.insight.book._query import Query, read_query
from sycee.insight.book._shelf import lines_of
from sycee.insight.book._summary import title_of
from sycee.insight.category import CATEGORIES
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.page import BadCursor, Cursor, Limit
from sycee.kit.time import bank_day
from sycee.kit.words import VISIBLE, Words, words

_DAYS, _AMOUNT = words(zh="{since} 至 {until}", en="{since} to {until}"), words(zh="{range} 元", en="{range} CNY")
_SIDES: dict[str, Words] = {"income": words(zh="收入", en="Income"), "spending": words(zh="支出", en="Spending")}
_WORDS_MAX = 60


class Searching(Ask, frozen=True, kw_only=True):
    query: Annotated[
        str, Meta(max_length=100, pattern=VISIBLE, description="as typed", examples=["星巴克 去年十月 >30", "300左右"])
    ]
    cursor: Cursor | None = None
    limit: Limit = 30


class Searched(Answer, frozen=True):
    """What was found; `filter` is how the words were read, for sums of the same, and `read` says so in words."""

    filter: Filter
    read: list[str]
    found: Found


@CATALOG.read(
    "book.search",
    title=words(zh="搜索账本", en="Search the book"),
    says=("搜{query}", "找{query}", "search {query}"),
    refuses=(BadCursor,),
)
async def search(ctx: Context, ask: Searching) -> Searched:
    """Find entries by what one remembers of them: 星巴克 去年十月, 300左右, >1000, 上周末, rxkf, a category, a note."""
    lines = await lines_of(ctx)
    read = read_query(ask.query, bank_day(ctx.now), _named(lines))
    chosen = msgspec.convert(read.fields | {"text": read.words[:_WORDS_MAX] or None}, Filter)
    found = await find(ctx, FindingEntries(filter=chosen, cursor=ask.cursor, limit=ask.limit))
    return Searched(filter=chosen, read=_told(ctx, lines, read), found=found)


def _named(lines: Lines) -> dict[str, str]:
    """Every category by its names, in small letters."""
    named = {name.casefold(): c.code for c in CATEGORIES.values() for name in (c.title.zh, c.title.en)}
    return named | {own.title.casefold(): own.code for own in lines.choices.categories if not own.gone}


def _told(ctx: Context, lines: Lines, read: Query) -> list[str]:
    told = []
    fields = read.fields
    if "since" in fields:
        told.append(_DAYS.say(ctx.locale, since=fields["since"], until=fields["until"]))
    if "least" in fields or "most" in fields:
        told.append(_AMOUNT.say(ctx.locale, range=_range(fields.get("least"), fields.get("most"))))
    if "side" in fields:
        told.append(_SIDES[fields["side"]].say(ctx.locale))
    told += [title_of(lines, code, ctx.locale) for code in fields.get("categories", ())]
    return told + read.words.split()


def _range(least: str | None, most: str | None) -> str:
    if least == most:
        return str(least)
    return f"≥ {least}" if most is None else f"≤ {most}" if least is None else f"{least}–{most}"
