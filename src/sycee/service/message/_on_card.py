"""What happens to a credit card: bought with, billed, due, repaid, frozen."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from sycee.core import card, ledger
from sycee.kit.capability import Context, write
from sycee.kit.journal import on
from sycee.kit.money import CNY, Money
from sycee.service.message._make import make
from sycee.service.message._templates import Params


@on(card.CardOpened)
async def card_opened(ctx: Context, fact: card.CardOpened) -> None:
    """Tell a customer of their new card."""
    await _tell(ctx, fact.owner, fact.card, "card.opened", {"limit": Money(fact.limit, CNY)})


@on(card.CardPurchased)
async def card_purchased(ctx: Context, fact: card.CardPurchased) -> None:
    """Tell a customer what was bought by their card, and where."""
    await _booked(ctx, fact.owner, fact.card, fact.transfer, "out", "card.purchased")


@on(card.CardRefunded)
async def card_refunded(ctx: Context, fact: card.CardRefunded) -> None:
    """Tell a customer what a shop gave back to their card."""
    await _booked(ctx, fact.owner, fact.card, fact.transfer, "in", "card.refunded")


@on(card.CardStated)
async def card_stated(ctx: Context, fact: card.CardStated) -> None:
    """Tell a customer that a statement is ready: what is owed, how much of it at least, and by when."""
    params: Params = {
        "amount": Money(fact.balance, CNY), "minimum": Money(fact.minimum, CNY), "day": fact.due_on.isoformat(),
    }  # fmt: skip
    template = "card.stated" if fact.balance > 0 else "card.stated_in_credit"
    await _tell(ctx, fact.owner, fact.card, template, params, about=fact.on.isoformat())


@on(card.CardDueSoon)
async def card_due_soon(ctx: Context, fact: card.CardDueSoon) -> None:
    """Remind a customer three days before a statement is due."""
    params: Params = {
        "amount": Money(fact.left, CNY), "minimum": Money(fact.minimum, CNY), "day": fact.due_on.isoformat(),
    }  # fmt: skip
    await _tell(ctx, fact.owner, fact.card, "card.due_soon", params)


@on(card.CardRepaid)
async def card_repaid(ctx: Context, fact: card.CardRepaid) -> None:
    """Tell a customer what was repaid."""
    await _tell(ctx, fact.owner, fact.card, "card.repaid", {"amount": Money(fact.minor, CNY)})


@on(card.CardNotRepaid)
async def card_not_repaid(ctx: Context, fact: card.CardNotRepaid) -> None:
    """Tell a customer that the card did not repay by itself, and why."""
    await make(ctx, fact.owner, "card.not_repaid", {"reason": fact.reason})


@on(card.CardOverdue)
async def card_overdue(ctx: Context, fact: card.CardOverdue) -> None:
    """Tell a customer that less than the minimum came in."""
    await _tell(ctx, fact.owner, fact.card, "card.overdue", {"minimum": Money(fact.minimum, CNY)})


@on(card.CardFroze)
async def card_froze(ctx: Context, fact: card.CardFroze) -> None:
    """Tell a customer that their card was frozen, or let go again."""
    await _tell(ctx, fact.owner, fact.card, "card.frozen" if fact.frozen else "card.unfrozen", {})


async def _booked(
    ctx: Context, owner: int, number: int, transfer: UUID, way: Literal["in", "out"], template: str
) -> None:
    at: datetime = ctx.now
    entry = await ledger.booked(ctx, owner, transfer, at, way)
    if entry is not None:
        amount = entry.amount if way == "in" else -entry.amount
        about = f"own:{entry.account}:{entry.seq}"
        await _tell(ctx, owner, number, template, {"amount": amount, "name": entry.party}, about=about)


async def _tell(
    ctx: Context, owner: int, number: int, template: str, params: Params, *, about: str | None = None
) -> None:
    kept = (await card.these(write(ctx).connection, [number])).get(number)
    if kept is not None:
        await make(ctx, owner, template, {**params, "tail": kept.tail}, about=about)
