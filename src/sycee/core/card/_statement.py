"""One statement of my card, with what is in it."""

from __future__ import annotations

from datetime import date, datetime

from sycee.core import ledger
from sycee.core.card._rows import NoCard, cuts, find, left_of, yuan
from sycee.core.card._statements import StatementOfCard, stated
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.money import Money
from sycee.kit.words import words

_LINES = 500


class WhichStatement(Ask, frozen=True):
    """The day on which it was cut."""

    day: date


class StatementLine(Answer, frozen=True):
    """An entry: bought (negative), or come back or repaid (positive). `id`: as the book has it."""

    id: str
    at: datetime
    kind: str
    kind_title: str
    party: str
    amount: Money


class StatementWhole(Answer, frozen=True):
    """The statement, what of it and of its minimum is left where it is the latest, and its entries, the latest first,
    500 at most."""

    tail: str
    statement: StatementOfCard
    left: Money | None
    minimum_left: Money | None
    lines: list[StatementLine]


@CATALOG.read(
    "card.statement",
    title=words(zh="一期信用卡账单", en="A card statement"),
    says=("这期信用卡账单", "my card statement"),
    refuses=(NoCard, NotFound),
)
async def statement(ctx: Context, ask: WhichStatement) -> StatementWhole:
    """One statement of my credit card, with every entry that is in it."""
    kept = await find(ctx)
    if kept is None:
        raise NoCard
    async with read(ctx) as connection:
        found = await cuts(connection, kept.account)
        at = next((n for n, cut in enumerate(found) if cut.day == ask.day), None)
        if at is None:
            raise NotFound(field="day")
        left = await left_of(connection, found[at]) if at == 0 else None
    cut, before = found[at], found[at + 1] if at + 1 < len(found) else None
    since = date.fromordinal(before.day.toordinal() + 1) if before else None
    entries = await ledger.history(ctx, [kept.account], ledger.Filters(since, cut.day), None, _LINES)
    return StatementWhole(
        tail=kept.tail, statement=stated(cut, before), left=yuan(left[0]) if left else None,
        minimum_left=yuan(left[1]) if left else None,
        lines=[
            StatementLine(
                id=f"own:{e.account}:{e.seq}", at=e.booked_at, kind=e.kind,
                kind_title=ledger.KINDS[e.kind].say(ctx.locale), party=e.party, amount=e.amount,
            ) for e in entries
        ],
    )  # fmt: skip
