"""Splitting an entry: one payment that was for several things."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.insight.book._filter import CategoryCode
from sycee.insight.book._say import say_parts, shown_entry, turn, usable
from sycee.insight.book._view import EntryRef
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.money import Money, NotPositive, asset_by_id
from sycee.kit.words import words

_PARTS_MAX = 20


class PartsDoNotAddUp(Refusal):
    code, http = "parts_do_not_add_up", 422
    say = words(
        zh="各部分加起来是 {sum}，应当正好是 {whole}", en="The parts add up to {sum}; they must be {whole} exactly"
    )


class PartOf(Ask, frozen=True):
    """One part: what it was for, and its size without sign."""

    category: CategoryCode
    amount: Money


class Splitting(Ask, frozen=True):
    """No parts make the entry whole again."""

    entry: EntryRef
    parts: Annotated[list[PartOf], Meta(max_length=_PARTS_MAX)]


class Split(Answer, frozen=True):
    """The entry, and into how many parts it is split."""

    entry: str
    parts: int


async def _shows(ctx: Context, ask: Splitting) -> tuple[Shown, ...]:
    parts = [
        Shown(words(zh=f"部分 {n}", en=f"Part {n}"), f"{p.amount.major} {p.category}")
        for n, p in enumerate(ask.parts, 1)
    ]
    return (await shown_entry(ctx, ask.entry), *parts)


@CATALOG.write(
    "book.split",
    title=words(zh="拆分明细", en="Split an entry"),
    refuses=(NotFound, NotPositive, PartsDoNotAddUp),
    shows=_shows,
)
async def split(ctx: Context, ask: Splitting) -> Split:
    """Split one of my entries into parts with categories of their own. They add up to what the entry counts."""
    lines, key, row = await turn(ctx, ask.entry)
    unit, whole = asset_by_id(int(lines.asset[row])), int(lines.base[row])
    for n, part in enumerate(ask.parts):
        usable(lines, part.category, f"parts[{n}].category")
        if part.amount.minor <= 0 or part.amount.asset != unit:
            raise NotPositive(field=f"parts[{n}].amount")
    total = sum(part.amount.minor for part in ask.parts)
    if ask.parts and total != abs(whole):
        sums = {"sum": Money(total, unit).major, "whole": Money(abs(whole), unit).major}
        raise PartsDoNotAddUp(field="parts", **sums)
    sign = 1 if whole > 0 else -1
    await say_parts(ctx, key, [(part.category, sign * part.amount.minor) for part in ask.parts])
    return Split(entry=ask.entry, parts=len(ask.parts))
