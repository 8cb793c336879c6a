"""The book as a file: a table for spreadsheets, or a statement with a code that anybody can check."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import msgspec
import numpy as np

from sycee.core import party
from sycee.guard.device import Site
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import mask_name
from sycee.insight.book._filter import Filter, fitting
from sycee.insight.book._lines import Lines
from sycee.insight.book._paper import Standings, statement_of
from sycee.insight.book._rows import Line, lines_told
from sycee.insight.book._shelf import lines_of
from sycee.insight.book._standing import Standing, standings
from sycee.insight.book._texts import Flags
from sycee.insight.paper import DRAWING, Drawn, Face, PaperFile, Table, as_csv, as_xlsx, drawn, issue, new_code
from sycee.kit.capability import CATALOG, Ask, Context, Nothing
from sycee.kit.db import snapshot
from sycee.kit.errors import BadInput, NotFound, Refusal, TooMany
from sycee.kit.money import ASSETS, NotAnAmount, TooLarge, TooManyDigits, UnknownAsset, asset_by_id
from sycee.kit.time import bank_day
from sycee.kit.words import Locale, words

FORMATS = Literal["csv", "xlsx", "pdf"]
MOST = {"csv": 50_000, "xlsx": 20_000, "pdf": 10_000}
"""How many entries one file has at most."""
_PACE = Quota("book_export", 40, timedelta(hours=1))
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_COLUMNS = [
    words(zh="时间", en="Time"), words(zh="账户", en="Account"), words(zh="金额", en="Amount"),
    words(zh="币种", en="Currency"), words(zh="余额", en="Balance"), words(zh="对方", en="Counterparty"),
    words(zh="附言", en="Memo"), words(zh="类型", en="Kind"), words(zh="分类", en="Category"),
    words(zh="计入收支", en="Counts as"), words(zh="备注", en="Note"), words(zh="标签", en="Tags"),
]  # fmt: skip
_ENTRIES = words(zh="明细", en="Entries")


class TooManyEntries(Refusal):
    code, http = "too_many_entries", 422
    say = words(
        zh="一共 {found} 笔，一份文件最多 {most} 笔，请缩短时间范围",
        en="That is {found} entries, and one file has at most {most}: choose fewer days",
    )


class Exporting(Ask, frozen=True, kw_only=True):
    """What a number's filter finds, as a file. `every_asset`: whatever they are in, not only the filter's asset.

    A PDF of whole accounts (no more than accounts and days in the filter) is a statement with what was in them before
    and after; any other is a list.
    """

    filter: Filter = Filter()
    format: FORMATS = "csv"
    every_asset: bool = True


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes into a file: entries, the days that it is about, and whether whole accounts are in it."""

    lines: list[Line]
    since: date
    until: date
    whole: bool
    standings: list[Standing]


async def _made(ctx: Context, ask: Exporting) -> Drawn:
    await take(ctx, _PACE, str(ctx.me))
    async with DRAWING:
        return await _file(ctx, ask)


async def _file(ctx: Context, ask: Exporting) -> Drawn:
    async with snapshot(ctx) as seen:
        ctx = replace(ctx, snapshot=seen)
        taken = await _taken(ctx, ask)
        me = await party.me(ctx, Nothing())
    name = f"sycee-{taken.since}-{taken.until}.{ask.format}"
    if ask.format == "pdf":
        return await _statement(ctx, taken, me.name, name)
    table = await asyncio.to_thread(_table, taken.lines, ctx.locale)
    content = await (
        asyncio.to_thread(as_csv, table) if ask.format == "csv" else asyncio.to_thread(as_xlsx, table, ctx.now)
    )
    return drawn(name, _MEDIA[ask.format], content, len(taken.lines))


@CATALOG.write(
    "book.export",
    title=words(zh="导出账本", en="Export the book"),
    says=("导出账单", "导出明细", "export my entries"),
    secret=True,  # the file is kept nowhere: the same call makes it anew
    prepare=_made,
    refuses=(NotFound, TooManyEntries, TooMany, NotAnAmount, TooManyDigits, TooLarge, UnknownAsset),
)
async def export(ctx: Context, _: Exporting) -> PaperFile:
    """My entries as CSV, XLSX or PDF: those that a filter finds, in one snapshot. A PDF has a code by which anybody can
    check that this bank made it."""
    made: Drawn = ctx.prepared
    return await issue(ctx, made)


async def _taken(ctx: Context, ask: Exporting) -> Taken:
    lines = await lines_of(ctx)
    mask = _fitting(lines, ask)
    rows = np.unique(lines.entry[mask])
    if len(rows) > MOST[ask.format]:
        raise TooManyEntries(field="filter.since", found=len(rows), most=MOST[ask.format])
    today = bank_day(ctx.now)
    # What nobody can know yet is on no document: it ends today, or with what a file says of a day to come.
    last = date.fromordinal(int(lines.day[rows].max())) if len(rows) else today
    until = min(ask.filter.until or today, max(today, last))
    if ask.filter.since and ask.filter.since > until:
        raise BadInput(field="filter.since", reason="not begun yet")
    first = date.fromordinal(int(lines.day[rows].min())) if len(rows) else min(today, until)
    since = ask.filter.since or first
    bare = Filter(accounts=ask.filter.accounts, since=ask.filter.since, until=ask.filter.until, asset=ask.filter.asset)
    whole = bare == ask.filter
    stands = [
        one
        for one in await standings(ctx, lines, since, until)
        if (ask.filter.accounts is None or one.account in ask.filter.accounts)
        and (ask.every_asset or one.income.asset.code == ask.filter.asset)
    ]
    titles = {one.account: f"{one.title} {one.tail}".strip() for one in stands}
    return Taken(await lines_told(ctx, lines, rows, mask, titles), since, until, whole, stands)


def _fitting(lines: Lines, ask: Exporting) -> Flags:
    mask = fitting(lines, ask.filter)
    if not ask.every_asset:
        return mask
    for number in np.unique(lines.asset).tolist():
        code = asset_by_id(number).code
        if code in ASSETS and code != ask.filter.asset:
            mask = mask | fitting(lines, msgspec.structs.replace(ask.filter, asset=code))
    return mask


def _table(lines: list[Line], locale: Locale) -> Table:
    rows = [
        (
            one.at, one.account, one.amount, one.amount.asset.code, one.balance, one.counterparty, one.memo, one.kind,
            one.category, one.counts, one.note, one.tags,
        )
        for one in lines
    ]  # fmt: skip
    return Table(_ENTRIES.say(locale), [title.say(locale) for title in _COLUMNS], rows)


async def _statement(ctx: Context, taken: Taken, holder: str, name: str) -> Drawn:
    code = new_code()
    of = Standings(holder, taken.since, taken.until, tuple(taken.standings), whole=taken.whole)
    face = Face(of.title(ctx.locale), ctx.now, code, where_checked(ctx), ctx.locale)
    content = await asyncio.to_thread(statement_of, face, of, taken.lines)
    return drawn(name, _MEDIA["pdf"], content, of.paper(mask_name(holder), taken.lines), code)


def where_checked(ctx: Context) -> str:
    """The address at which anybody can check a document."""
    origins = sorted(ctx.port(Site).origins, reverse=True)  # one with TLS before one without
    return f"{origins[0]}/verify" if origins else "/verify"
