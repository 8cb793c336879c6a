"""Choosing a lower limit for oneself."""

from __future__ import annotations

import msgspec

from sycee.core import ledger
from sycee.core.card._facts import CardLimited
from sycee.core.card._rows import NoCard, mine, standing, yuan
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import Refusal
from sycee.kit.money import CNY, Money, NotPositive
from sycee.kit.words import words

_NEW = words(zh="新的信用额度", en="New credit limit")
_CARD = words(zh="信用卡", en="Card")


class Between(msgspec.Struct, frozen=True):
    """Between what is owed and what the bank gives."""

    least: Money
    most: Money


class LimitOutside(Refusal):
    code, tells = "limit_outside", Between
    say = words(
        zh="额度要在已用的和银行给的之间", en="A limit lies between what is owed and what the bank gives"
    )  # fmt: skip


class NewLimit(Ask, frozen=True):
    """The limit from now on."""

    limit: Money


class LimitSet(Answer, frozen=True):
    """The limit now."""

    limit: Money


async def _shows(ctx: Context, ask: NewLimit) -> tuple[Shown, ...]:
    kept = await mine(ctx)
    await _fits(ctx, ask)
    return Shown(_CARD, f"**** {kept.tail}"), Shown(_NEW, str(ask.limit))


async def _fits(ctx: Context, ask: NewLimit) -> None:
    kept = await mine(ctx)
    ask.limit.positive("limit")
    owed = max((await standing(ctx, kept)).owed, 0)
    if ask.limit.asset != CNY or not owed <= ask.limit.minor <= kept.granted:
        raise LimitOutside(field="limit", least=yuan(owed).to_wire(), most=yuan(kept.granted).to_wire())


@CATALOG.write(
    "card.limit",
    title=words(zh="调整信用卡额度", en="Set the card's limit"),
    says=("把信用卡额度降到{limit}", "set my card's limit to {limit}"),
    refuses=(NoCard, LimitOutside, NotPositive),
    proof=2,
    shows=_shows,
)
async def limit(ctx: Context, ask: NewLimit) -> LimitSet:
    """Choose my card's limit: anything from what is owed up to what the bank gives. This needs my proof."""
    kept = await mine(ctx)
    await _fits(ctx, ask)
    if not await ledger.set_floor(ctx, kept.account, -ask.limit.minor):
        raise LimitOutside(field="limit", least=ask.limit.to_wire(), most=yuan(kept.granted).to_wire())
    write(ctx).tell(CardLimited(owner=ctx.me, card=kept.account, limit=ask.limit.minor))
    return LimitSet(limit=ask.limit)
