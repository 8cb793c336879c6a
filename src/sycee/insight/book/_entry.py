"""One entry, with all that is known of it."""

from __future__ import annotations

from uuid import UUID

from sycee.core import account, card, ledger
from sycee.core.transfer import receipt_of
from sycee.insight.book._outside import Outside, outside_accounts, outside_one
from sycee.insight.book._photos import EntryPhoto, photos_of
from sycee.insight.book._view import Entry, EntryRef, from_ledger, from_outside, kind_title
from sycee.kit.capability import CATALOG, Ask, Context, Nothing
from sycee.kit.errors import NotFound
from sycee.kit.till import ShownLine
from sycee.kit.words import Words, words

_KIND = words(zh="类型", en="Kind")
_BOOKED = words(zh="入账日期", en="Value date")
_NUMBER = words(zh="交易编号", en="Transfer number")
_STATUS = words(zh="状态", en="Status")
_METHOD = words(zh="收付款方式", en="Paid with")
_SAME = words(zh="同一笔也记在", en="The same payment in")
_ORDER = words(zh="订单号", en="Order number")


class WhichEntry(Ask, frozen=True):
    entry: EntryRef


class Detailed(Entry, frozen=True):
    """The entry, the transfer that a receipt can be had for, its account, further lines to show, and its photos."""

    transfer: UUID | None
    account_title: str
    lines: list[ShownLine]
    photos: list[EntryPhoto]


@CATALOG.read("book.entry", title=words(zh="交易详情", en="One entry"), refuses=(NotFound,))
async def entry(ctx: Context, ask: WhichEntry) -> Detailed:
    """All that is known of one of my entries."""
    source, number, seq = ask.entry.split(":")
    return await (_own if source == "own" else _outside)(ctx, int(number), int(seq))


async def _own(ctx: Context, number: int, seq: int) -> Detailed:
    found = await ledger.one(ctx, number, seq)
    mine = {a.id: f"{a.title} {a.tail}" for a in (await account.list_accounts(ctx, Nothing())).accounts}
    mine |= {c.account: f"{c.title} {c.tail}" for c in await card.as_accounts(ctx)}
    if found is None or number not in mine:
        raise NotFound(field="entry")
    lines = [
        _line(ctx, _KIND, kind_title(found.kind).say(ctx.locale)),
        _line(ctx, _BOOKED, found.value_on.isoformat()),
        _line(ctx, _NUMBER, str(found.transfer)),
    ]
    shown = from_ledger(found, ctx.locale)
    return await _detailed(ctx, shown, await receipt_of(ctx, found.transfer), mine[number], lines)


async def _outside(ctx: Context, number: int, seq: int) -> Detailed:
    found = await outside_one(ctx, number, seq)
    titles = {a.id: a.title(ctx.locale) for a in await outside_accounts(ctx)}
    if found is None:
        raise NotFound(field="entry")
    return await _detailed(ctx, from_outside(found), None, titles[found.account], _told(ctx, found, titles))


def _told(ctx: Context, found: Outside, titles: dict[int, str]) -> list[ShownLine]:
    other = titles.get(int(found.same.split(":")[1]), "") if found.same else ""
    told = [
        (_SAME, other),
        (_KIND, found.kind),
        (_STATUS, found.status),
        (_METHOD, found.method),
        (_ORDER, found.order_number),
    ]
    return [_line(ctx, label, value) for label, value in told if value]


async def _detailed(ctx: Context, shown: Entry, transfer: UUID | None, title: str, lines: list[ShownLine]) -> Detailed:
    fields = {name: getattr(shown, name) for name in Entry.__struct_fields__}
    photos = await photos_of(ctx, shown.id)
    return Detailed(**fields, transfer=transfer, account_title=title, lines=lines, photos=photos)


def _line(ctx: Context, label: Words, value: str) -> ShownLine:
    return ShownLine(label.say(ctx.locale), value)
