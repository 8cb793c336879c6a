"""Trying a card out in the simulated network's shops."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from msgspec import Meta

from sycee.core.card._network import CardNetwork, GivenBack, Presented
from sycee.core.card._purchase import RefundedMore, decide, give_back
from sycee.core.card._rows import NUMBER, AboveLimit, CardClosed, CardFrozen, NoCard, mine
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import BadInput, NotFound, Refusal
from sycee.kit.ids import derived_id
from sycee.kit.money import CNY, Money, NotPositive
from sycee.kit.words import END, words

_NUMBER = "SELECT number FROM card_card WHERE account_id = $1"


class NothingToTry(Refusal):
    code = "network_is_real"
    say = words(zh="卡组织不是模拟的，请到商店里刷卡", en="The card network is real: please pay in a shop")


class TryCard(Ask, frozen=True):
    """At which simulated shop, and for how much. With `back` the shop gives back so much of what was bought there by
    an earlier trial, of that number."""

    shop: Annotated[str, Meta(pattern=f"^[a-z]{{1,20}}{END}")]
    amount: Money
    back: UUID | None = None


class Tried(Answer, frozen=True):
    """It is booked. `trial` is the number by which it can be given back."""

    transfer: UUID
    trial: UUID


async def _tried(ctx: Context, ask: TryCard) -> Tried:
    """The simulated network asks the bank, by the card's number, and the bank answers as it would any network."""
    network: CardNetwork = ctx.port(CardNetwork)  # type: ignore[type-abstract]
    if not network.simulated:
        raise NothingToTry
    kept = await mine(ctx)
    shop = next((one for one in network.shops if one.code == ask.shop), None)
    if shop is None:
        raise NotFound(field="shop")
    trial = ctx.key or uuid4()
    message = derived_id("card trial", str(ctx.me), str(trial))
    if ask.amount.asset != CNY:
        raise BadInput(field="amount", reason="a card is in CNY")
    if ask.back is not None:
        # The trial's number holds its owner's: another's is none of mine.
        bought = derived_id("card trial", str(ctx.me), str(ask.back))
        asked = GivenBack(refund=message, message=bought, amount=ask.amount.positive())
        return Tried(transfer=await give_back(ctx, asked), trial=ask.back)
    async with read(ctx) as connection:
        sealed = await connection.fetchval(_NUMBER, kept.account)
    number = ctx.port(Vault).unseal(sealed, NUMBER, kept.account)
    asked_for = Presented(message=message, number=number, merchant=shop.name, amount=ask.amount.positive())
    return Tried(transfer=await decide(ctx, asked_for), trial=trial)


@CATALOG.write(
    "card.try_out",
    title=words(zh="试刷信用卡（模拟）", en="Try the card out (simulated)"),
    channels=("http", "cli"),
    prepare=_tried,
    refuses=(NoCard, CardFrozen, CardClosed, AboveLimit, NotPositive, NotFound, NothingToTry, RefundedMore),
)
async def try_out(ctx: Context, _: TryCard) -> Tried:
    """Buy something by my card in a simulated shop, or have the shop give it back. The shop is not real; what is booked
    is, and is owed."""
    tried: Tried = ctx.prepared
    return tried
