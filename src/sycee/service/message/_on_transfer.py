"""Money that came, or left without its owner just then at a screen. Who pays themselves holds the receipt already."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from sycee.core import account, bill, ledger, transfer
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


@on(transfer.CollectPaidTo)
async def code_paid(ctx: Context, fact: transfer.CollectPaidTo) -> None:
    """Tell who showed a code that somebody has paid it."""
    await tell_of_money(ctx, fact.owner, fact.transfer, Money(fact.minor, asset(fact.asset)), fact.at)


@on(transfer.PaycodeCharged)
async def code_charged(ctx: Context, fact: transfer.PaycodeCharged) -> None:
    """Tell who showed a pay code what was taken by it; who took it did so at their own screen."""
    await _tell(ctx, fact.payer, fact.transfer, fact.at, "out", "money.out")


@on(transfer.OutArrived)
async def reserved_arrived(ctx: Context, fact: transfer.OutArrived) -> None:
    """Tell a customer that a transfer which had to wait has arrived."""
    await _tell(ctx, fact.owner, fact.step, fact.at, "out", "transfer.arrived", about=str(fact.transfer))


@on(transfer.OutReleased)
async def reserved_released(ctx: Context, fact: transfer.OutReleased) -> None:
    """Tell a customer that a transfer did not go, and why. What they took back themselves they know."""
    if fact.reason != "by_owner":
        await make(ctx, fact.owner, "transfer.rejected", {"reason": fact.reason}, about=str(fact.transfer))


@on(transfer.OutReturned)
async def reserved_returned(ctx: Context, fact: transfer.OutReturned) -> None:
    """Tell a customer that money came back from another bank, and why."""
    await make(ctx, fact.owner, "transfer.returned", {"reason": fact.reason}, about=str(fact.transfer))


@on(bill.BillRefunded)
async def bill_refunded(ctx: Context, fact: bill.BillRefunded) -> None:
    """Tell a customer that a bill's money came back, and why."""
    await make(ctx, fact.owner, "bill.refunded", {"reason": fact.reason}, about=str(fact.transfer))


@on(transfer.OrderDone)
async def order_paid(ctx: Context, fact: transfer.OrderDone) -> None:
    """Tell a customer of what left by an order, while they were not looking."""
    await _tell(ctx, fact.owner, fact.transfer, ctx.now, "out", "order.done")


@on(transfer.OrderFailed)
async def order_failed(ctx: Context, fact: transfer.OrderFailed) -> None:
    """Tell a customer of a date that was not paid, and why."""
    params = {"day": fact.on.isoformat(), "reason": fact.reason}
    await make(ctx, fact.owner, "order.failed", params, about=str(fact.order))


@on(transfer.OrderChanged)
async def order_completed(ctx: Context, fact: transfer.OrderChanged) -> None:
    """Tell a customer that an order is through. What they did to it they know, and what failed is told by itself."""
    if fact.reason == "completed":
        await make(ctx, fact.owner, "order.completed", {}, about=str(fact.order))


async def tell_of_money(ctx: Context, owner: int, number: UUID, amount: Money, at: datetime) -> None:
    """Tell somebody that money came, from whom (masked) and into which account. The bank itself has no inbox."""
    if owner > 0 and not await _tell(ctx, owner, number, at, "in", "money.in"):
        await make(ctx, owner, "money.in_somewhere", {"amount": amount}, of=at)


async def _tell(
    ctx: Context,
    owner: int,
    number: UUID,
    at: datetime,
    way: Literal["in", "out"],
    template: str,
    *,
    about: str | None = None,
) -> bool:
    """Tell of a transfer, its entry in the customer's own account to open unless it is `about` something else; False
    where no entry is found."""
    entry = await ledger.booked(ctx, owner, number, at, way)
    if entry is None:
        return False
    # Whose entry it is they may know: the account is asked for as its owner would.
    mine = await account.mine(replace(ctx, subject=Subject(owner, number)), entry.account)
    amount = entry.amount if way == "in" else -entry.amount
    params: Params = {"amount": amount, "name": mask_name(entry.party), "tail": mine.tail}
    await make(ctx, owner, template, params, about=about or f"own:{entry.account}:{entry.seq}", of=at)
    return True
