"""My credit card: what is owed, by when, and what can still be bought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from sycee.core import account
from sycee.core.card._apply import offer
from sycee.core.card._network import CardNetwork
from sycee.core.card._rows import Cut, Kept, Part, Standing, find, standing, yuan
from sycee.core.card._rules import next_statement
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.money import Money
from sycee.kit.time import bank_day
from sycee.kit.words import words


class CardDue(Answer, frozen=True):
    """The latest statement, of a day: what was owed then, what of it and of its minimum is left, by which day.
    `overdue`: less than the minimum had come in by then."""

    day: date
    balance: Money
    minimum: Money
    left: Money
    minimum_left: Money
    due_on: date
    overdue: bool


class CardAuto(msgspec.Struct, frozen=True):
    """What is repaid by itself on the due day, and from which account of mine."""

    part: Part
    source: int
    tail: str


class ShownCard(Answer, frozen=True):
    """A card. `account`: as the book has it; `granted`: the limit that the bank gives, `limit` the one that its holder
    has chosen; `owed` is negative where more has come in than was spent. `cycle_from`: the first day of the cycle
    that runs, whose statement is cut at the end of `next_on`."""

    account: int
    tail: str
    state: Literal["open", "frozen"]
    granted: Money
    limit: Money
    owed: Money
    available: Money
    statement_day: int
    cycle_from: date
    next_on: date
    due: CardDue | None
    auto: CardAuto | None


class ShopToTry(Answer, frozen=True):
    """A simulated shop."""

    code: str
    name: str


class MyCard(Answer, frozen=True):
    """My card, if I have one, else the limit that I would be given (`offer`). `simulated`: the card network is a
    simulator, and `notice` says what that means; it can be tried out in `shops`."""

    card: ShownCard | None
    offer: Money | None
    simulated: bool
    notice: str | None
    shops: list[ShopToTry]


@CATALOG.read(
    "card.show",
    title=words(zh="我的信用卡", en="My credit card"),
    says=("信用卡欠多少", "信用卡额度", "what do I owe on my card"),
)
async def show(ctx: Context, _: Nothing) -> MyCard:
    """My credit card: what is owed, what is due by when, the limit and what of it is left, and what is repaid by
    itself."""
    network: CardNetwork = ctx.port(CardNetwork)  # type: ignore[type-abstract]
    kept = await find(ctx)
    held = kept if kept is not None and kept.closed_at is None else None
    offered = None if held else await offer(ctx)
    return MyCard(
        card=None if held is None else await _shown(ctx, held, await standing(ctx, held)),
        offer=None if offered is None else yuan(offered),
        simulated=network.simulated,
        notice=network.notice.say(ctx.locale) if network.notice else None,
        shops=[ShopToTry(code=shop.code, name=shop.name) for shop in network.shops],
    )


@dataclass(frozen=True, slots=True)
class CardBill:
    """What is left to repay of the latest statement, by which day; `auto`: what of it is repaid by itself on that
    day."""

    tail: str
    left: Money
    minimum_left: Money
    due_on: date
    auto: Part | None


async def card_bill(ctx: Context) -> CardBill | None:
    """The bill of the caller's card; None where there is no card, or nothing is left to repay."""
    kept = await find(ctx)
    stands = None if kept is None or kept.closed_at is not None else await standing(ctx, kept)
    if kept is None or stands is None or stands.cut is None or stands.left == 0:
        return None
    return CardBill(kept.tail, yuan(stands.left), yuan(stands.minimum_left), stands.cut.due_on, kept.auto_part)


async def _shown(ctx: Context, kept: Kept, stands: Standing) -> ShownCard:
    today = bank_day(ctx.now)
    # Until a day is closed its statement is not there, and its cycle runs on.
    from_day = next_day(stands.cut.day) if stands.cut else bank_day(kept.opened_at)
    return ShownCard(
        account=kept.account, tail=kept.tail, state="frozen" if stands.state == "frozen" else "open",
        granted=yuan(kept.granted), limit=yuan(stands.limit), owed=yuan(stands.owed),
        available=yuan(stands.available), statement_day=kept.statement_day, cycle_from=from_day,
        next_on=next_statement(max(from_day, today) if stands.cut else today, kept.statement_day),
        due=_due(stands.cut, stands) if stands.cut else None, auto=await _auto(ctx, kept),
    )  # fmt: skip


def next_day(day: date) -> date:
    """The day after."""
    return date.fromordinal(day.toordinal() + 1)


def _due(cut: Cut, stands: Standing) -> CardDue:
    return CardDue(
        day=cut.day, balance=yuan(cut.balance), minimum=yuan(cut.minimum), left=yuan(stands.left),
        minimum_left=yuan(stands.minimum_left), due_on=cut.due_on, overdue=cut.overdue,
    )  # fmt: skip


async def _auto(ctx: Context, kept: Kept) -> CardAuto | None:
    if kept.auto_part is None or kept.auto_account is None:
        return None
    source = await account.mine(ctx, kept.auto_account)
    return CardAuto(part=kept.auto_part, source=source.id, tail=source.tail)
