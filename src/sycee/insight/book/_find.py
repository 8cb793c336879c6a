"""The entries behind any number: newest first, a page at a time, each with its category and why it has it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from sycee.core import ledger
from sycee.insight.book._filter import Filter, fitting
from sycee.insight.book._lines import Lines
from sycee.insight.book._outside import outside_these
from sycee.insight.book._shelf import lines_of
from sycee.insight.book._summary import Totals, title_of, totals
from sycee.insight.book._texts import Flags, Ints
from sycee.insight.book._view import Entry, EntryRef, from_ledger, from_outside
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.money import Money, NotAnAmount, TooLarge, TooManyDigits, UnknownAsset, asset, asset_by_id
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import Locale, words

Because = Literal["words", "match", "habit", "rule", "choice"]
_WHY: tuple[Because, ...] = ("words", "match", "habit", "rule", "choice")


class FindingEntries(Ask, frozen=True, kw_only=True):
    """The filter of a number finds exactly its entries."""

    filter: Filter = Filter()
    cursor: Cursor | None = None
    limit: Limit = 30


class Portion(Answer, frozen=True):
    """One part of an entry that is split."""

    category: str
    category_title: str
    amount: Money


class Told(Answer, frozen=True):
    """An entry, and what the book says of it.

    `counts`: what it adds to income, or takes as spending where it is less than nothing; less than the amount where
    some came back, 0 where it is neither or left out. `because`: the words in it, its other half, corrections of
    entries like it, a rule of the customer's, or their own choice.
    """

    entry: Entry
    category: str
    category_title: str
    because: Because
    counts: Money
    counterparty: str
    counterparty_title: str
    excluded: bool
    note: str
    tags: list[str]
    parts: list[Portion]


class Found(Answer, frozen=True):
    """A page, newest first, and what all that was found comes to; `next` is None on the last one."""

    entries: list[Told]
    total: Totals
    matched: int
    next: str | None


_Mark = tuple[int, EntryRef]


@CATALOG.read(
    "book.find",
    title=words(zh="明细与分类", en="Entries of a number"),
    says=("查这些明细", "show those entries"),
    refuses=(NotFound, BadCursor, NotAnAmount, TooManyDigits, TooLarge, UnknownAsset),
)
async def find(ctx: Context, ask: FindingEntries) -> Found:
    """The entries that a filter finds, with their categories: what any number of the book is made of."""
    lines = await lines_of(ctx)
    mask = fitting(lines, ask.filter)
    rows = np.unique(lines.entry[mask])[::-1]
    begin = _after(lines, rows, ask.cursor)
    page = rows[begin : begin + ask.limit]
    more = begin + ask.limit < len(rows)
    return Found(
        entries=await told_of(ctx, lines, page),
        total=totals(lines, mask, asset(ask.filter.asset)),
        matched=len(rows),
        next=mark(int(lines.at[page[-1]]), _ref(lines, int(page[-1]))) if more else None,
    )


def _ref(lines: Lines, row: int) -> str:
    account, seq = lines.key(row)
    return f"{account}:{seq}"


def _after(lines: Lines, rows: Ints, cursor: str | None) -> int:
    """Where the page begins: after the entry that the cursor names, which may fit no more."""
    if cursor is None:
        return 0
    at, ref = unmark(cursor, _Mark)
    account, _, seq = ref.rpartition(":")
    row = lines.row_of((account, int(seq)))
    if row is None or int(lines.at[row]) != at:
        raise BadCursor(field="cursor")
    return int(np.count_nonzero(rows >= row))


async def told_of(ctx: Context, lines: Lines, rows: Ints) -> list[Told]:
    """These entries as the book tells them."""
    keys = [lines.key(int(row)) for row in rows]
    own = await ledger.these(ctx, [(int(a[4:]), seq) for a, seq in keys if a.startswith("own:")])
    out = await outside_these(ctx, [(int(a[4:]), seq) for a, seq in keys if a.startswith("out:")])
    shown = [
        from_ledger(own[int(a[4:]), seq], ctx.locale) if a.startswith("own:") else from_outside(out[int(a[4:]), seq])
        for a, seq in keys
    ]
    return [_told(ctx.locale, lines, int(row), entry) for row, entry in zip(rows, shown, strict=True)]


def _told(locale: Locale, lines: Lines, row: int, entry: Entry) -> Told:
    choice = lines.choices.by_entry.get(lines.key(row))
    unit = asset_by_id(int(lines.asset[row]))
    code = lines.codes[int(lines.code[row])]
    mine: Flags = lines.entry == row
    portions = [
        Portion(category=c, category_title=title_of(lines, c, locale), amount=Money(int(lines.amount[n]), unit))
        for n in (np.flatnonzero(mine & lines.live).tolist() if not lines.live[row] else ())
        for c in (lines.codes[int(lines.code[n])],)
    ]
    return Told(
        entry=entry,
        category=code,
        category_title=title_of(lines, code, locale),
        because=_WHY[int(lines.origin[row])],
        counts=Money(int(lines.adds[mine].sum()), unit),
        counterparty=lines.texts.parties[int(lines.party[row])],
        counterparty_title=lines.texts.shown[int(lines.party[row])],
        excluded=bool(lines.excluded[row]),
        note=choice.note if choice else "",
        tags=list(choice.tags) if choice else [],
        parts=portions,
    )
