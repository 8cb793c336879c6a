"""Sweeping what is not needed into another account of one's own."""

from __future__ import annotations

from sycee.core import account, ledger
from sycee.core.transfer._own import SameAccount
from sycee.core.transfer._rules import Receipt, receipt_for, same_asset, shown
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.errors import Refusal
from sycee.kit.ids import RowId
from sycee.kit.money import Money
from sycee.kit.till import Leg, Plan
from sycee.kit.words import words


class NothingToSweep(Refusal):
    code = "nothing_to_sweep"
    say = words(zh="没有多余的钱可以归集", en="There is nothing above that amount to sweep")


class Sweep(Ask, frozen=True):
    """From which account to which; `keep` stays in the first."""

    source: RowId
    target: RowId
    keep: Money


@CATALOG.money(
    "transfer.sweep",
    title=words(zh="零钱归集", en="Sweep"),
    says=("把多余的钱转到{target}", "sweep all but {keep} to {target}"),
    refuses=(SameAccount, NothingToSweep),
)
async def sweep(ctx: Context, ask: Sweep) -> Plan[Receipt]:
    """Move what is above an amount from one of my accounts to another of mine."""
    if ask.source == ask.target:
        raise SameAccount(field="target")
    source = await account.mine(ctx, ask.source)
    target = await account.mine(ctx, ask.target, field="target")
    for asset in (source.asset, target.asset):
        same_asset(ask.keep, asset.code, field="keep")
    available = (await ledger.balances(ctx, [source.id]))[source.id].available
    spare = available - max(ask.keep, ask.keep.zero())
    if spare.minor <= 0:
        raise NothingToSweep(field="keep")
    receipt = receipt_for(ctx, source, spare, to=target.holder, to_tail=target.tail)
    return Plan(
        legs=(Leg(source.id, -spare, target.holder), Leg(target.id, spare, source.holder)),
        kind="own",
        risk="own",
        counted=False,
        shown=shown(receipt),
        answer=receipt,
    )
