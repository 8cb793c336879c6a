"""Entries as rows of a table that leaves the bank: what the book shows of each, and how it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from sycee.core import ledger
from sycee.insight.book._lines import Lines
from sycee.insight.book._outside import outside_these
from sycee.insight.book._summary import title_of
from sycee.insight.book._texts import Flags, Ints
from sycee.insight.book._view import Entry, from_ledger, from_outside
from sycee.kit.capability import Context
from sycee.kit.money import Money, asset_by_id
from sycee.kit.words import Locale

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `counts`: what it adds to income, or takes as spending where it is less than nothing."""

    at: datetime
    account: str
    amount: Money
    balance: Money | None
    counterparty: str
    memo: str
    kind: str
    category: str
    counts: Money
    note: str
    tags: str


async def lines_told(ctx: Context, lines: Lines, rows: Ints, mask: Flags, titles: dict[str, str]) -> list[Line]:
    """These entries, oldest first. Of one that is split counts what fits."""
    counts = np.zeros(len(lines.entry), np.int64)
    np.add.at(counts, lines.entry[mask], lines.adds[mask])
    categories = _categories(lines, mask, ctx.locale)
    told: list[Line] = []
    for begin in range(0, len(rows), _AT_ONCE):
        some = rows[begin : begin + _AT_ONCE].tolist()
        shown = await _shown(ctx, lines, some)
        told += [_line(lines, row, shown, categories[row], int(counts[row]), titles) for row in some]
    return told


async def _shown(ctx: Context, lines: Lines, rows: Sequence[int]) -> dict[tuple[str, int], Entry]:
    keys = [lines.key(row) for row in rows]
    own, out = (
        [(int(ref.split(":")[1]), seq) for ref, seq in keys if ref.startswith(source)] for source in ("own:", "out:")
    )
    entries = [from_ledger(e, ctx.locale) for e in (await ledger.these(ctx, own)).values()]
    entries += [from_outside(e) for e in (await outside_these(ctx, out)).values()]
    return {(e.account, int(e.id.rsplit(":", 1)[1])): e for e in entries}


def _categories(lines: Lines, mask: Flags, locale: Locale) -> dict[int, str]:
    """Per entry, what it was for; of one that is split, what each part that fits was for."""
    titles = [title_of(lines, code, locale) for code in lines.codes]
    found: dict[int, list[str]] = {}
    for at in np.flatnonzero(mask).tolist():
        title, held = titles[int(lines.code[at])], found.setdefault(int(lines.entry[at]), [])
        if title not in held:
            held.append(title)
    return {row: " · ".join(held) for row, held in found.items()}


def _line(
    lines: Lines, row: int, shown: dict[tuple[str, int], Entry], category: str, counts: int, titles: dict[str, str]
) -> Line:
    key = lines.key(row)
    entry, choice = shown[key], lines.choices.by_entry.get(key)
    return Line(
        at=entry.at, account=titles.get(entry.account, entry.account), amount=entry.amount, balance=entry.balance,
        counterparty=entry.counterparty, memo=entry.memo, kind=entry.kind_title, category=category,
        counts=Money(counts, asset_by_id(int(lines.asset[row]))), note=choice.note if choice else "",
        tags=" ".join(f"#{tag}" for tag in choice.tags) if choice else "",
    )  # fmt: skip
