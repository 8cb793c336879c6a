"""Sending money to someone I know."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sycee.core import account, payee
from sycee.core.payee import Elsewhere
from sycee.core.transfer._out import Arrives
from sycee.core.transfer._out_plan import reserve
from sycee.core.transfer._rules import Receipt, receipt_for, same_asset, shown
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import Money, NotPositive
from sycee.kit.till import Leg, Plan
from sycee.kit.words import Text, words


class Send(Ask, frozen=True):
    """From which of my accounts, to which of my payees, how much. `memo` is read by both sides. `arrives`: at once, in
    two hours, or at nine the next day; until then it can be taken back."""

    source: RowId
    payee: RowId
    amount: Money
    memo: Text = ""
    arrives: Arrives = "now"


class Sent(Fact, frozen=True):
    """Money went from `payer` to `party`; `minor` units of `asset`."""

    name = "transfer.sent"
    transfer: UUID
    payer: int
    party: int
    payee: int
    minor: int
    asset: str
    at: datetime

    def heard_by(self) -> tuple[int, ...]:
        return (self.payer, self.party)


@CATALOG.money(
    "transfer.send",
    title=words(zh="转账", en="Transfer"),
    says=("给{payee}转{amount}", "转{amount}给{payee}", "send {amount} to {payee}"),
    refuses=(payee.PayeeNotFound, payee.PayeeCooling, NotPositive),
)
async def send(ctx: Context, ask: Send) -> Plan[Receipt]:
    """Send money from one of my accounts to someone among my payees. Here it arrives at once; to another bank, or
    to arrive later, it is held in my account until it goes."""
    source = await account.mine(ctx, ask.source)
    target = await payee.reached(ctx, ask.payee)
    amount = ask.amount.positive()
    same_asset(amount, source.asset.code)
    if isinstance(target, Elsewhere) or ask.arrives != "now":
        return await reserve(ctx, source, target, amount, ask.memo, ask.arrives)
    receipt = receipt_for(ctx, source, amount, to=target.name, to_tail=target.tail, memo=ask.memo)
    return Plan(
        legs=(Leg(source.id, -amount, target.name), Leg(target.account, amount, source.holder)),
        kind="transfer",
        memo=ask.memo,
        risk=target.risk,
        shown=shown(receipt),
        rows=(payee.stands(target), *await payee.cool(ctx, target, amount)),
        answer=receipt,
        facts=(
            Sent(transfer=receipt.transfer, payer=ctx.me, party=target.party, payee=target.id,
                 minor=amount.minor, asset=amount.asset.code, at=ctx.now),
        ),
    )  # fmt: skip
