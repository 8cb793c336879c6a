"""The detail query: entries, newest first, by time, account, amount and text; a page at a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta

from sycee.core import ledger
from sycee.insight.book._outside import outside_page
from sycee.insight.book._view import AccountRef, Entry, chosen, days, from_ledger, from_outside
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.ids import RowId
from sycee.kit.money import CNY, Money, NotAnAmount, TooLarge, TooManyDigits
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import Text, words

Amount = Annotated[str, Meta(max_length=32, examples=["100.00"], description="size of the amount, without sign")]


class Looking(Ask, frozen=True, kw_only=True):
    """All filters hold together; what is left out does not filter. Both days are included."""

    accounts: Annotated[list[AccountRef], Meta(max_length=50)] | None = None
    since: date | None = None
    until: date | None = None
    least: Amount | None = None
    most: Amount | None = None
    direction: Literal["in", "out"] | None = None
    text: Text | None = None
    cursor: Cursor | None = None
    limit: Limit = 30


class Entries(Answer, frozen=True):
    """A page, newest first; `next` is None on the last one."""

    entries: list[Entry]
    next: str | None


# Where each source's page ended: instant, account, seq; None before the first page.
_Mark = tuple[Annotated[datetime, Meta(tz=True)], RowId, RowId] | None
_Marks = tuple[_Mark, _Mark]


@CATALOG.read(
    "book.entries",
    title=words(zh="明细查询", en="Entries"),
    says=("查明细", "最近的交易", "my latest entries"),
    refuses=(NotFound, BadCursor, NotAnAmount, TooManyDigits, TooLarge),
)
async def entries(ctx: Context, ask: Looking) -> Entries:
    """My entries in all accounts, here and elsewhere, newest first: by time, account, size, direction and text."""
    accounts, filters = await chosen(ctx, ask.accounts), filters_of(ask)
    own_mark, out_mark = _marks(ask.cursor)
    # One row more than the page tells whether there is a next one.
    own = await ledger.history(ctx, accounts.own, filters, _position(own_mark), ask.limit + 1)
    out = await outside_page(ctx, accounts.out, filters, _position(out_mark), ask.limit + 1)
    merged = sorted(
        [(e.booked_at, 0, e.account, e.seq, from_ledger(e, ctx.locale)) for e in own]
        + [(o.booked_at, 1, o.account, o.seq, from_outside(o)) for o in out],
        key=lambda row: row[:4],
        reverse=True,
    )
    page = merged[: ask.limit]
    for at, source, account, seq, _ in page:
        own_mark, out_mark = ((at, account, seq), out_mark) if source == 0 else (own_mark, (at, account, seq))
    more = mark(own_mark, out_mark) if len(merged) > ask.limit else None
    return Entries(entries=[row[4] for row in page], next=more)


def _marks(cursor: str | None) -> _Marks:
    marks: _Marks = unmark(cursor, _Marks) if cursor else (None, None)
    if any(mark is not None and not 1900 <= mark[0].year <= 2999 for mark in marks):
        raise BadCursor(field="cursor")
    return marks


def filters_of(ask: Looking) -> ledger.Filters:
    """The ask's filters in the ledger's terms."""
    since, until = days(ask.since, ask.until)
    return ledger.Filters(since, until, _size(ask.least, "least"), _size(ask.most, "most"), ask.direction, ask.text)


def _size(written: str | None, field: str) -> int | None:
    try:
        return None if written is None else abs(Money.parse(written, CNY).minor)
    except (NotAnAmount, TooManyDigits, TooLarge) as no:
        no.field = field
        raise


def _position(at: _Mark) -> ledger.Position | None:
    return ledger.Position(*at) if at else None
