"""Moving money between one's own accounts."""

from __future__ import annotations

from uuid import UUID

from sycee.core import account
from sycee.core.transfer._rules import Receipt, receipt_for, same_asset, shown
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.errors import Refusal
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.money import Money, NotPositive
from sycee.kit.till import Leg, Plan
from sycee.kit.words import Text, words


class SameAccount(Refusal):
    code, http = "same_account", 422
    say = words(zh="转出和转入是同一个账户", en="That is the same account on both sides")


class Move(Ask, frozen=True):
    """From which of my accounts to which other, and how much."""

    source: RowId
    target: RowId
    amount: Money
    memo: Text = ""


class Moved(Fact, frozen=True):
    """Money moved within one customer's accounts; `minor` units of `asset`."""

    name = "transfer.moved"
    transfer: UUID
    owner: int
    minor: int
    asset: str

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


@CATALOG.money(
    "transfer.own",
    title=words(zh="本人账户互转", en="Move between my accounts"),
    says=("把{amount}转到{target}", "move {amount} to {target}"),
    refuses=(SameAccount, NotPositive),
)
async def move(ctx: Context, ask: Move) -> Plan[Receipt]:
    """Move money from one of my accounts to another of mine. It does not count against my daily limit."""
    if ask.source == ask.target:
        raise SameAccount(field="target")
    source = await account.mine(ctx, ask.source)
    target = await account.mine(ctx, ask.target, field="target")
    amount = ask.amount.positive()
    same_asset(amount, source.asset.code)
    same_asset(amount, target.asset.code)
    receipt = receipt_for(ctx, source, amount, to=target.holder, to_tail=target.tail, memo=ask.memo)
    return Plan(
        legs=(Leg(source.id, -amount, target.holder), Leg(target.id, amount, source.holder)),
        kind="own",
        memo=ask.memo,
        risk="own",
        counted=False,
        shown=shown(receipt),
        answer=receipt,
        facts=(Moved(transfer=receipt.transfer, owner=ctx.me, minor=amount.minor, asset=amount.asset.code),),
    )
