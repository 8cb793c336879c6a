"""Money that came: the receiver is told. The payer has the receipt in their hands and is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sycee.core import account, ledger, transfer
from sycee.guard.privacy import mask_name
from sycee.kit.capability import Context, Subject
from sycee.kit.journal import on
from sycee.kit.money import Money, asset
from sycee.service.message._make import make
from sycee.service.message._templates import Params


@on(transfer.Sent)
async def money_came(ctx: Context, fact: transfer.Sent) -> None:
    """Tell the receiver of a transfer, with the entry in their own account to open."""
    if fact.party != fact.payer:
        await tell_of_money(ctx, fact.party, fact.transfer, Money(fact.minor, asset(fact.asset)), fact.at)


async def tell_of_money(ctx: Context, owner: int, number: UUID, amount: Money, at: datetime) -> None:
    """Tell somebody that money came, from whom (masked) and into which account. The bank itself has no inbox."""
    if owner <= 0:
        return
    entry = await ledger.booked_in(ctx, owner, number, at)
    if entry is None:
        await make(ctx, owner, "money.in_somewhere", {"amount": amount}, of=at)
        return
    # Whose entry it is they may know: the account is asked for as its owner would.
    mine = await account.mine(replace(ctx, subject=Subject(owner, number)), entry.account)
    params: Params = {"amount": entry.amount, "name": mask_name(entry.party), "tail": mine.tail}
    await make(ctx, owner, "money.in", params, about=f"own:{entry.account}:{entry.seq}", of=at)
