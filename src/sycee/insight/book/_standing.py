"""What was in each account before and after some days, and what came and went between: of every account in the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sycee.insight.book._accounts import accounts
from sycee.insight.book._lines import Lines
from sycee.insight.book._texts import Flags
from sycee.kit.capability import Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money, asset, asset_by_id
from sycee.kit.time import day_ends, day_starts

_TOLD = """
SELECT DISTINCT ON (account_id, asset) account_id, asset, balance FROM book_entry
WHERE owner = $1 AND booked_at < $2 ORDER BY account_id, asset, booked_at DESC, seq DESC
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """One account in one asset; `tail`: its last digits.

    Of the bank's own, always opening + income - outgo = closing. Of one elsewhere, opening and closing are what the
    newest row until then says, None where it says nothing; orders that were closed and what a wallet counts are not in
    income and outgo.
    """

    account: str
    title: str
    tail: str
    opening: Money | None
    income: Money
    outgo: Money
    closing: Money | None
    entries: int

    @property
    def own(self) -> bool:
        """Whether it is an account at this bank."""
        return self.account.startswith("own:")


async def standings(ctx: Context, lines: Lines, since: date, until: date) -> list[Standing]:
    """Every account of the caller's, in the order of the book, in every asset that it has or that moved in it."""
    before, after = await _told(ctx, since, start=True), await _told(ctx, until, start=False)
    return [
        _standing(lines, one.id, one.title, one.tail, unit, since, until, before, after)
        for one in (await accounts(ctx, Nothing())).accounts
        for unit in _assets(lines, one.id, one.asset)
    ]


async def _told(ctx: Context, day: date, *, start: bool) -> dict[tuple[str, int], int | None]:
    """What accounts elsewhere said that was in them when a day began or ended."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_TOLD, ctx.me, day_starts(day) if start else day_ends(day))
    return {(f"out:{r['account_id']}", asset(r["asset"]).id): r["balance"] for r in rows}


def _assets(lines: Lines, ref: str, code: str) -> list[int]:
    if ref not in lines.refs:
        return [asset(code).id]
    moved = np.unique(lines.asset[lines.account == lines.refs.index(ref)]).tolist()
    return moved or [asset(code).id]


def _standing(
    lines: Lines, ref: str, title: str, tail: str, unit: int, since: date, until: date,
    before: dict[tuple[str, int], int | None], after: dict[tuple[str, int], int | None],
) -> Standing:  # fmt: skip
    of = asset_by_id(unit)
    here = _entries_of(lines, ref, unit)
    inside = here & (lines.day >= since.toordinal()) & (lines.day <= until.toordinal())
    amounts = lines.amount[inside]
    income, outgo = int(amounts[amounts > 0].sum()), -int(amounts[amounts < 0].sum())
    opening, closing = before.get((ref, unit)), after.get((ref, unit))
    if ref.startswith("own:"):
        opening = int(lines.amount[here & (lines.day < since.toordinal())].sum())
        closing = opening + income - outgo
    return Standing(
        account=ref, title=title, tail=tail, opening=None if opening is None else Money(opening, of),
        income=Money(income, of), outgo=Money(outgo, of), closing=None if closing is None else Money(closing, of),
        entries=len(amounts),
    )  # fmt: skip


def _entries_of(lines: Lines, ref: str, unit: int) -> Flags:
    """The entries of an account, without the parts of those that are split."""
    number = lines.refs.index(ref) if ref in lines.refs else -1
    whole: Flags = lines.entry == np.arange(len(lines.entry))
    here: Flags = whole & (lines.account == number) & (lines.asset == unit) & ~lines.void
    return here
