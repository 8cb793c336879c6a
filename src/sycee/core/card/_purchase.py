"""What the network asks for: purchases, and what shops give back. The bank's own steps, each once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sycee.core import ledger
from sycee.core.card._facts import CardPurchased, CardRefunded
from sycee.core.card._network import GivenBack, Presented
from sycee.core.card._rows import AboveLimit, CardClosed, CardFrozen, Kept, NoCard, by_number, these
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Runner, Subject, encode
from sycee.kit.errors import Fault, NotFound, Refusal
from sycee.kit.ids import RowId, derived_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import Name, words

_PURCHASE = "SELECT id, account_id, owner, merchant, minor - refunded AS kept FROM card_purchase WHERE id = $1"
_HOUSE = "card_network"
_MOST = 1_000_000_00
"""What the bank's own policy lets through at a time, in fen: more is above any limit."""


class RefundedMore(Refusal):
    code = "refund_above_purchase"
    say = words(zh="退款超过了这笔消费", en="That is more than was paid there")


class OnCard(Ask, frozen=True):
    """On which card, at which shop, how much."""

    card: RowId
    merchant: Name
    amount: Money


class BackOnCard(Ask, frozen=True):
    """Of which purchase, and how much of it."""

    purchase: UUID
    amount: Money


class Charged(Answer, frozen=True):
    """It is booked."""

    transfer: UUID


@CATALOG.money(
    "card.purchase", title=words(zh="信用卡消费", en="Buy by card"), channels=(), refuses=(NoCard, CardClosed)
)
async def purchase(ctx: Context, ask: OnCard) -> Plan[Charged]:
    """Book what a shop asks for by the network: owed by the card's holder, and to the network."""
    async with ctx.db.gatherers.acquire() as connection:
        kept = (await these(connection, [ask.card])).get(ask.card)
    if kept is None or ctx.me != 0 or ctx.key is None:
        raise Fault("the bank itself books what the network asks for")
    amount = ask.amount.positive()
    if kept.closed_at is not None or amount.asset != CNY:
        raise CardClosed
    row = {"id": str(ctx.key), "account": kept.account, "owner": kept.owner, "merchant": ask.merchant,
           "minor": amount.minor, "at": ctx.now.isoformat()}  # fmt: skip
    return Plan(
        legs=(
            Leg(kept.account, -amount, ask.merchant),
            Leg(await ledger.house(ctx, _HOUSE, CNY), amount, ask.merchant),
        ),
        kind="purchase",
        risk="card",
        counted=False,
        rows=(Own("card_purchase_keep", row),),
        answer=Charged(transfer=ctx.key),
        facts=(CardPurchased(owner=kept.owner, card=kept.account, transfer=ctx.key),),
    )


@CATALOG.money(
    "card.refund", title=words(zh="信用卡退款", en="Give back to a card"), channels=(),
    refuses=(NotFound, RefundedMore),
)  # fmt: skip
async def refund(ctx: Context, ask: BackOnCard) -> Plan[Charged]:
    """Book what a shop gives back of a purchase: less is owed on the card."""
    async with ctx.db.gatherers.acquire() as connection:
        bought: Any = await connection.fetchrow(_PURCHASE, ask.purchase)
    if ctx.me != 0 or ctx.key is None:
        raise Fault("the bank itself books what the network asks for")
    if bought is None:
        raise NotFound(field="purchase")
    amount = ask.amount.positive()
    if amount.asset != CNY or amount.minor > bought["kept"]:
        raise RefundedMore(field="amount")
    return Plan(
        legs=(
            Leg(await ledger.house(ctx, _HOUSE, CNY), -amount, bought["merchant"]),
            Leg(bought["account_id"], amount, bought["merchant"]),
        ),
        kind="refund",
        risk="card",
        counted=False,
        rows=(Own("card_purchase_refund", {"id": str(ask.purchase), "minor": amount.minor}),),
        answer=Charged(transfer=ctx.key),
        facts=(CardRefunded(owner=bought["owner"], card=bought["account_id"], transfer=ctx.key),),
    )


async def decide(ctx: Context, asked: Presented) -> UUID:
    """Answer the network: the transfer by which a purchase is booked, the same however often it is presented. A refusal
    is the bank's no, and its code what the network is told: no_card, card_frozen, card_closed, above_card_limit."""
    kept = await _found(ctx, asked.number)
    if asked.amount.minor > _MOST:
        sums = await ledger.balances(replace(ctx, subject=Subject(kept.owner, uuid4())), [kept.account])
        raise AboveLimit(field="amount", available=sums[kept.account].available.to_wire())
    ask = OnCard(card=kept.account, merchant=asked.merchant, amount=asked.amount)
    key = transfer_of(asked.message)
    try:
        await _as_bank(ctx, "card.purchase", ask, key)
    except ledger.Frozen:
        raise CardFrozen from None
    except ledger.Closed:
        raise CardClosed from None
    except ledger.Short as short:
        raise AboveLimit(field="amount", available=short.facts["available"]) from None
    return key


async def give_back(ctx: Context, asked: GivenBack) -> UUID:
    """Book what a shop gives back; returns the transfer, the same however often it is told. Refuses what was never
    bought (not_found), more than was paid (refund_above_purchase), and what was bought by a card that is closed by now
    (card_closed)."""
    key = derived_id("card refund", str(asked.refund))
    try:
        await _as_bank(ctx, "card.refund", BackOnCard(purchase=transfer_of(asked.message), amount=asked.amount), key)
    except ledger.NotBooked:
        raise RefundedMore(field="amount") from None
    except ledger.Closed:
        raise CardClosed from None
    return key


def transfer_of(message: UUID) -> UUID:
    """The transfer by which what the network names so is booked."""
    return derived_id("card purchase", str(message))


async def _found(ctx: Context, number: str) -> Kept:
    async with ctx.db.gatherers.acquire() as connection:
        kept = await by_number(connection, ctx.port(Vault).blind(number))
    if kept is None:
        raise NoCard
    return kept


async def _as_bank(ctx: Context, verb: str, ask: Ask, key: UUID) -> None:
    bank = replace(
        ctx, subject=Subject(0, uuid4()), channel="bank", device="", agent="", key=key, writing=None, proposes=False
    )
    await ctx.port(Runner).run(bank, CATALOG[verb], encode(ask))
