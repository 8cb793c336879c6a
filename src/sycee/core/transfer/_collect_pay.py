"""Paying by a collect code."""

from __future__ import annotations

from sycee.core import account, payee
from sycee.core.account import Mine
from sycee.core.transfer._collect import (
    READS,
    Code,
    Collect,
    CollectExpired,
    CollectPaid,
    CollectPaidTo,
    CollectWithdrawn,
    NoCode,
    collect,
)
from sycee.core.transfer._rules import Receipt, receipt_for, same_asset, shown
from sycee.guard.limit import take
from sycee.guard.privacy import mask_name
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.errors import BadInput, Refusal, TooMany
from sycee.kit.ids import RowId
from sycee.kit.money import Money, NotPositive
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import Text, words


class CollectOwn(Refusal):
    code, http = "collect_is_own", 422
    say = words(zh="这是您自己的收款码，请让对方来扫", en="That is your own code: it is for others to pay")


class WrongAmount(Refusal):
    code, http = "collect_other_amount", 422
    say = words(
        zh="这个收款码的金额由收款人定好，不能改",
        en="The amount of this code was set by its owner and cannot be changed",
    )


class PayCollect(Ask, frozen=True):
    """By which code, from which of my accounts. The amount and words of a code with an amount are its owner's."""

    code: Code
    source: RowId
    amount: Money | None = None
    memo: Text = ""


_REFUSES = (NoCode, CollectPaid, CollectExpired, CollectWithdrawn, CollectOwn, WrongAmount, NotPositive, TooMany)


@CATALOG.money("collect.pay", title=words(zh="扫码付款", en="Pay by code"), refuses=_REFUSES)
async def pay(ctx: Context, ask: PayCollect) -> Plan[Receipt]:
    """Pay the owner of a code. A code with an amount is paid once: whoever comes second is told, and not debited."""
    source = await account.mine(ctx, ask.source)
    found = await collect(ctx, ask.code)
    await take(ctx, READS, str(ctx.me))
    _payable(ctx, found)
    amount = _amount(ask, found, source)
    met = await payee.met(ctx, found.account)
    name = met.name if met else mask_name(found.name)
    memo = found.memo or ask.memo
    receipt = receipt_for(ctx, source, amount, to=name, to_tail=found.tail, memo=memo)
    taken = {"code": found.code, "minor": amount.minor, "at": ctx.now.isoformat(), "payer": source.holder}
    return Plan(
        legs=(Leg(source.id, -amount, name), Leg(found.account, amount, source.holder)),
        kind="transfer",
        memo=memo,
        risk=met.risk if met else "new",
        shown=shown(receipt),
        rows=(Own("transfer_collect_take", taken),),
        answer=receipt,
        facts=(
            CollectPaidTo(transfer=receipt.transfer, payer=ctx.me, owner=found.owner, minor=amount.minor,
                          asset=amount.asset.code, at=ctx.now),
        ),
    )  # fmt: skip


def _payable(ctx: Context, found: Collect) -> None:
    if found.owner == ctx.me:
        raise CollectOwn(field="code")
    state = found.state(ctx.now)
    if state == "withdrawn":
        raise CollectWithdrawn(field="code")
    if state == "paid":
        raise CollectPaid(field="code")
    if state == "expired":
        raise CollectExpired(field="code")


def _amount(ask: PayCollect, found: Collect, source: Mine) -> Money:
    if found.fixed is not None:
        if ask.amount is not None and ask.amount != found.fixed:
            raise WrongAmount(field="amount")
        same_asset(found.fixed, source.asset.code, field="source")
        return found.fixed
    if ask.amount is None:
        raise BadInput(field="amount", reason="the payer says how much")
    amount = ask.amount.positive()
    same_asset(amount, found.asset.code)
    same_asset(amount, source.asset.code)
    return amount
