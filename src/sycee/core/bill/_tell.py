"""Telling billers of what was paid, until their word is known; and giving back what they did not take. Killed anywhere
and run again, nothing happens twice."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

import structlog
from msgspec import Meta

from sycee.core import ledger
from sycee.core.account import payable
from sycee.core.bill._biller import Billers, NeverHeard, NotTaken, NoWord, Payment, Taken, Word
from sycee.core.bill._rows import CUSTOMER, BillPaid, BillRefunded, BillSettled, Paid, billers_of, payment
from sycee.guard.privacy import Vault
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Nothing, Runner, Subject, at_once, encode, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.ids import RowId, derived_id, new_id
from sycee.kit.jobs import job, later
from sycee.kit.journal import on
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words

_TELL = "bill.tell"
_WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30))
"""How long after a biller was asked in vain it is asked again; after the last, each hour."""
_ANSWERS_IN_S, _LATE = 10, timedelta(hours=2)

# Written before the biller is first told, in a commit of its own: whatever happens then, it may know.
_CALLED = "UPDATE bill_payment SET called_at = $2 WHERE id = $1 AND called_at IS NULL RETURNING id"
_SETTLED = """
UPDATE bill_payment SET state = 'settled', ended_at = $2 WHERE id = $1 AND state = 'paid' RETURNING id
"""
_BEHIND = "SELECT id FROM bill_payment WHERE state = 'paid' AND made_at < $1 ORDER BY made_at LIMIT 1000"

_log = structlog.get_logger("bill")


class TellBiller(Ask, frozen=True):
    """Which payment, and the how manieth time its biller is asked about it."""

    transfer: UUID
    attempt: Annotated[int, Meta(ge=0, le=1_000_000)]


class RefundBill(Ask, frozen=True):
    """Which payment, why, and into which account of its payer."""

    transfer: UUID
    reason: Annotated[str, Meta(max_length=60)]
    account: RowId


class Refunded(Answer, frozen=True):
    """It came back."""

    transfer: UUID


@on(BillPaid)
async def told_soon(ctx: Context, fact: BillPaid) -> None:
    """Have the biller told of a bill that was paid."""
    await _tell_at(ctx, fact.transfer, 0, ctx.now)


@job(_TELL)
async def tell(ctx: Context, ask: TellBiller) -> None:
    """Tell a biller of a payment, or ask what became of it, and do what follows."""
    paid = await payment(write(ctx).connection, ask.transfer)
    if paid is None or paid.state != "paid":
        return
    word = await _word(ctx, paid)
    if isinstance(word, Taken):
        if await write(ctx).connection.fetchval(_SETTLED, paid.id, ctx.now) is not None:
            write(ctx).tell(BillSettled(transfer=paid.id, owner=paid.owner))
    elif isinstance(word, NotTaken):
        await _give_back(ctx, paid, word.reason[:60])
    else:
        wait = _WAITS[ask.attempt] if ask.attempt < len(_WAITS) else timedelta(hours=1)
        await _tell_at(ctx, paid.id, ask.attempt + 1, ctx.now + wait)


@job("bill.behind", every=timedelta(hours=1))
async def behind(ctx: Context, _: Nothing) -> None:
    """Payments whose jobs were given up after too many faults are taken up again."""
    for row in await write(ctx).connection.fetch(_BEHIND, ctx.now - _LATE):
        await later(ctx, _TELL, TellBiller(transfer=row["id"], attempt=len(_WAITS)), ctx.now, new_id(ctx.now))


@CATALOG.money("bill.refund", title=words(zh="缴费退款", en="Give a bill's money back"), channels=())
async def refund(ctx: Context, ask: RefundBill) -> Plan[Refunded]:
    """Give back what a biller did not take, as an entry of its own."""
    paid = await ctx.db.gathered(_fetch)(ask.transfer)
    if paid is None or ctx.me != 0 or ctx.key is None:
        raise Fault("the bank itself gives back what a biller did not take")
    biller = await ctx.db.gathered(billers_of)(paid.biller)
    if biller is None:
        raise Fault(f"a payment to {paid.biller}, which is no biller")
    house = await ledger.house(ctx, "billers", paid.amount.asset)
    row = {"id": str(paid.id), "reason": ask.reason, "at": ctx.now.isoformat(), "step": str(ctx.key)}
    return Plan(
        legs=(Leg(house, -paid.amount, "缴费退款"), Leg(ask.account, paid.amount, biller.name.zh)),
        kind="refund",
        memo=paid.period,
        risk="bill_back",
        counted=False,
        rows=(Own("bill_payment_refund", row),),
        answer=Refunded(transfer=paid.id),
        facts=(BillRefunded(transfer=paid.id, owner=paid.owner, reason=ask.reason, step=ctx.key),),
    )


async def _tell_at(ctx: Context, transfer: UUID, attempt: int, when: datetime) -> None:
    number = derived_id("bill tell", str(transfer), str(attempt))
    await later(ctx, _TELL, TellBiller(transfer=transfer, attempt=attempt), when, number)


async def _word(ctx: Context, paid: Paid) -> Word | None:
    """The biller's word; None while it is not known. It is told anew only when it says that it never heard."""
    port: Billers = ctx.port(Billers)  # type: ignore[type-abstract]
    first = await at_once(ctx, _CALLED, paid.id, ctx.now) is not None
    number = ctx.port(Vault).unseal(paid.customer, CUSTOMER, paid.id)
    told = Payment(paid.id, paid.biller, number, paid.bill, paid.amount)
    try:
        async with asyncio.timeout(_ANSWERS_IN_S):
            known = NeverHeard() if first else await port.enquire(paid.biller, paid.id, ctx.now)
            return await port.settle(told, ctx.now) if isinstance(known, NeverHeard) else known
    except (NoWord, TimeoutError, OSError):
        return None


async def _give_back(ctx: Context, paid: Paid, reason: str) -> None:
    try:
        await _refund(ctx, RefundBill(transfer=paid.id, reason=reason, account=paid.account))
    except (ledger.Closed, ledger.NoAccount):
        other = await payable(replace(ctx, subject=None), party=paid.owner)
        if other is None:  # it stays in the bank's account for billers, and is tried again
            _log.warning("refund_to_nobody", transfer=str(paid.id))
        else:
            await _refund(ctx, RefundBill(transfer=paid.id, reason=reason, account=other.account))


async def _refund(ctx: Context, ask: RefundBill) -> None:
    """Take the step as the bank itself; where something else has ended the payment meanwhile, that stands."""
    key = derived_id("bill.refund", str(ctx.key), encode(ask, canonical=True).decode())
    bank = replace(ctx, subject=Subject(0, uuid4()), channel="bank", key=key, writing=None, proposes=False)
    try:
        await ctx.port(Runner).run(bank, CATALOG["bill.refund"], encode(ask))
    except ledger.NotBooked:
        now = await payment(write(ctx).connection, ask.transfer)
        if now is None or now.state == "paid":
            raise


async def _fetch(connection: Connection, numbers: Sequence[UUID]) -> dict[UUID, Paid]:
    found = [await payment(connection, number) for number in numbers]
    return {paid.id: paid for paid in found if paid is not None}
