"""My card's statements, and one of them with its entries."""

from __future__ import annotations

from datetime import date

from sycee.core.card._rows import Cut, NoCard, cuts, find, left_of, yuan
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money
from sycee.kit.words import words


class StatementOfCard(Answer, frozen=True):
    """A cycle that is over at the end of `day`: what was owed before, spent, came back or was repaid, was owed then
    (negative: in credit), the minimum and by the end of which day. `since`: the cycle's first day, if it is known."""

    day: date
    since: date | None
    opening: Money
    spent: Money
    came: Money
    balance: Money
    minimum: Money
    due_on: date
    entries: int
    overdue: bool


class StatementsOfCard(Answer, frozen=True):
    """All of them, the latest first. `left`: what of the latest is not repaid."""

    tail: str
    account: int
    left: Money
    statements: list[StatementOfCard]


@CATALOG.read(
    "card.statements",
    title=words(zh="信用卡账单", en="Card statements"),
    says=("信用卡账单", "card statements"),
    refuses=(NoCard,),
)
async def statements(ctx: Context, _: Nothing) -> StatementsOfCard:
    """My credit card's statements, as they were cut at the end of each statement day."""
    kept = await find(ctx)
    if kept is None:
        raise NoCard
    async with read(ctx) as connection:
        found = await cuts(connection, kept.account)
        left = (await left_of(connection, found[0]))[0] if found else 0
    shown = [stated(cut, found[n + 1] if n + 1 < len(found) else None) for n, cut in enumerate(found)]
    return StatementsOfCard(tail=kept.tail, account=kept.account, left=yuan(left), statements=shown)


def stated(cut: Cut, before: Cut | None) -> StatementOfCard:
    """A statement as its holder reads it."""
    return StatementOfCard(
        day=cut.day, since=None if before is None else date.fromordinal(before.day.toordinal() + 1),
        opening=yuan(cut.opening), spent=yuan(cut.spent), came=yuan(cut.came), balance=yuan(cut.balance),
        minimum=yuan(cut.minimum), due_on=cut.due_on, entries=cut.entries, overdue=cut.overdue,
    )  # fmt: skip
