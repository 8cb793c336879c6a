"""A month's statement on paper, with a code by which anybody can check it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from sycee.core import party
from sycee.guard.limit import Quota, take
from sycee.guard.privacy import mask_name
from sycee.insight import book
from sycee.insight.paper import DRAWING, Drawn, Face, Paper, PaperFile, drawn, issue, new_code
from sycee.insight.statement._draw import TITLE, drawn_month
from sycee.insight.statement._month import MonthlyStatement, WhichMonth, days_of, month
from sycee.kit.capability import CATALOG, Context, Nothing
from sycee.kit.db import snapshot
from sycee.kit.errors import TooMany
from sycee.kit.money import UnknownAsset
from sycee.kit.words import words

_PACE = Quota("statement_export", 40, timedelta(hours=1))


class MonthExporting(WhichMonth, frozen=True, kw_only=True):
    """Of which month."""


async def _made(ctx: Context, ask: MonthExporting) -> Drawn:
    await take(ctx, _PACE, str(ctx.me))
    async with DRAWING:
        return await _file(ctx, ask)


async def _file(ctx: Context, ask: MonthExporting) -> Drawn:
    async with snapshot(ctx) as seen:
        ctx = replace(ctx, snapshot=seen)
        told = await month(ctx, ask)
        stands = await book.standings(ctx, await book.lines_of(ctx), *days_of(ask.month))
        me = await party.me(ctx, Nothing())
    code = new_code()
    face = Face(TITLE.say(ctx.locale, month=told.month), ctx.now, code, book.where_checked(ctx), ctx.locale)
    content = await asyncio.to_thread(drawn_month, face, told, stands, me.name)
    paper = _paper(told, mask_name(me.name), stands)
    return drawn(f"sycee-{told.month}.pdf", "application/pdf", content, paper, code)


@CATALOG.write(
    "statement.export",
    title=words(zh="导出月度账单", en="Export a monthly statement"),
    says=("下载月账单", "export the monthly statement"),
    secret=True,  # the file is kept nowhere: the same call makes it anew
    prepare=_made,
    refuses=(TooMany, UnknownAsset),
)
async def export(ctx: Context, _: MonthExporting) -> PaperFile:
    """The statement of a month of mine as a PDF, with a code by which anybody can check that this bank made it."""
    made: Drawn = ctx.prepared
    return await issue(ctx, made)


def _paper(told: MonthlyStatement, masked: str, stands: list[book.Standing]) -> Paper:
    tails = tuple(dict.fromkeys(one.tail for one in stands if one.own))
    entries = sum(one.entries for one in stands)
    return Paper("month", told.since, told.until, masked, tails, tuple(book.totals_of(stands)), entries)
