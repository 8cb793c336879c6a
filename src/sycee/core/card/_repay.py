"""Repaying a card."""

from __future__ import annotations

from typing import Literal

import msgspec

from sycee.core import account
from sycee.core.account import Mine
from sycee.core.card._facts import CardRepaid
from sycee.core.card._rows import Kept, NoCard, Standing, mine, standing, yuan
from sycee.core.transfer import AMOUNT, FEE, FROM_ACCOUNT, Receipt, receipt_for
from sycee.kit.capability import CATALOG, Ask, Context, Shown
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.ids import RowId
from sycee.kit.money import CNY, Money, NotPositive
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words

_CARD = words(zh="还款信用卡", en="Card")
NAMED = words(zh="本行信用卡", en="Credit card")


class NothingOwed(Refusal):
    code = "nothing_owed"
    say = words(zh="没有要还的", en="There is nothing to repay")


class Owes(msgspec.Struct, frozen=True):
    """What is owed."""

    owed: Money


class MoreThanOwed(Refusal):
    code, tells = "more_than_owed", Owes
    say = words(zh="比所欠的多，没有扣款", en="That is more than is owed; nothing was debited")


class Repay(Ask, frozen=True):
    """From which account of mine. `part`: what is left of the minimum, or of the statement; all that is owed; or an
    `amount`."""

    source: RowId
    part: Literal["minimum", "statement", "all", "amount"]
    amount: Money | None = None


@CATALOG.money(
    "card.repay",
    title=words(zh="信用卡还款", en="Repay the card"),
    says=("还信用卡", "信用卡还最低", "repay my card"),
    refuses=(NoCard, NothingOwed, MoreThanOwed, NotPositive),
)
async def repay(ctx: Context, ask: Repay) -> Plan[Receipt]:
    """Repay my credit card from an account of mine: the minimum, the statement, everything or a sum, never more than is
    owed."""
    source = await account.mine(ctx, ask.source)
    kept = await mine(ctx)
    amount = _amount(ask, await standing(ctx, kept))
    if source.asset != CNY:
        raise BadInput(field="source", reason="a card is in CNY")
    return repayment(ctx, kept, source, amount, auto=False)


def repayment(ctx: Context, kept: Kept, source: Mine, amount: Money, *, auto: bool) -> Plan[Receipt]:
    """The plan that repays so much of a card; of two that were reckoned at once, one is booked."""
    name = NAMED.say(ctx.locale)
    receipt = receipt_for(ctx, source, amount, to=name, to_tail=kept.tail)
    return Plan(
        legs=(Leg(source.id, -amount, f"{NAMED.zh} {kept.tail}"), Leg(kept.account, amount, source.holder)),
        kind="repayment",
        risk="own",
        counted=False,
        shown=(
            Shown(_CARD, f"{name} **** {kept.tail}"),
            Shown(AMOUNT, str(amount)),
            Shown(FEE, str(receipt.fee)),
            Shown(FROM_ACCOUNT, f"**** {source.tail}"),
        ),
        rows=(Own("card_repay_take", {"account": kept.account, "seen": kept.repayments}),),
        answer=receipt,
        facts=(
            CardRepaid(
                owner=kept.owner, card=kept.account, transfer=receipt.transfer, minor=amount.minor, auto=auto
            ),
        ),
        mandate=kept.auto_mandate if auto else None,
    )  # fmt: skip


def _amount(ask: Repay, stands: Standing) -> Money:
    if stands.owed <= 0:
        raise NothingOwed
    if ask.part == "amount":
        if ask.amount is None or ask.amount.asset != CNY:
            raise BadInput(field="amount", reason="a sum in CNY")
        if ask.amount.positive().minor > stands.owed:
            raise MoreThanOwed(field="amount", owed=yuan(stands.owed).to_wire())
        return ask.amount
    minor = {"minimum": stands.minimum_left, "statement": stands.left, "all": stands.owed}[ask.part]
    if minor <= 0:
        raise NothingOwed(field="part")
    # What was bought and given back since may leave less owed than the statement has.
    return yuan(min(minor, stands.owed))
