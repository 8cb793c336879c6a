"""The jobs that bring a reserved transfer to its end: it goes when its time has come, the rail is asked until its word
is known, and what comes back is booked back. Killed anywhere and run again, nothing happens twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import structlog
from msgspec import Meta

from sycee.core import ledger, payee
from sycee.core.account import payable
from sycee.core.clearing import Accepted, Heard, NeverCame, NoAnswer, Order, Rail, Rejected, Returned
from sycee.core.transfer._out import Out, OutHeld, OutSent, WhichOut, kept, the_bank
from sycee.core.transfer._out_end import GiveBack, ReleaseOut
from sycee.kit.capability import CATALOG, Ask, Context, Nothing, Runner, at_once, encode, write
from sycee.kit.ids import derived_id, new_id
from sycee.kit.jobs import job, later
from sycee.kit.journal import on

_DUE, _ASK = "transfer.due", "transfer.ask_rail"
_WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30))
"""How long after the rail was asked in vain it is asked again; after the last, each hour."""
_ANSWERS_IN_S = 10
_RETURNS_FOR = timedelta(days=30)
_LATE = timedelta(hours=2)

# Only from where it is held: what its owner takes back in this very moment does not go.
_GOES = "UPDATE transfer_out SET state = 'sent', sent_at = $2 WHERE id = $1 AND state = 'held' RETURNING id"
# Written before the rail is first given the order, in a commit of its own: whatever happens then, the rail may have it.
_CALLED = "UPDATE transfer_out SET called_at = $2 WHERE id = $1 AND called_at IS NULL RETURNING id"
_BEHIND = """
SELECT id, state FROM transfer_out WHERE state IN ('held', 'sent') AND due_at < $1 ORDER BY due_at LIMIT 1000
"""
# What may pass: money waits as it is. What does not: the transfer is off.
_OFF = {ledger.NoAccount: "account_closed", ledger.Closed: "account_closed", ledger.Frozen: "account_frozen"}

_log = structlog.get_logger("transfer")


class AskRail(Ask, frozen=True):
    """Which transfer, and the how manieth time the rail is asked about it."""

    transfer: UUID
    attempt: Annotated[int, Meta(ge=0, le=1_000_000)]


@on(OutHeld)
async def await_due(ctx: Context, fact: OutHeld) -> None:
    """Have a reserved transfer go when its time has come."""
    ask = WhichOut(transfer=fact.transfer)
    await later(ctx, _DUE, ask, fact.due_at, derived_id("transfer due", str(fact.transfer)))


@job(_DUE)
async def go(ctx: Context, ask: WhichOut) -> None:
    """A transfer whose time has come: it arrives here, or is given to the rail."""
    out = await kept(write(ctx).connection, ask.transfer)
    # No lock is held while the till works: it moves this row in a transaction of its own.
    if out is None or out.state != "held" or ctx.now < out.due_at:
        return
    if out.bank is None:
        await _arrive(ctx, out)
    elif await write(ctx).connection.fetchval(_GOES, out.id, ctx.now) is not None:
        write(ctx).tell(OutSent(transfer=out.id, owner=out.owner))
        await _ask_again(ctx, out.id, 0, ctx.now)


@job(_ASK)
async def ask_rail(ctx: Context, ask: AskRail) -> None:
    """Give a transfer to the rail, or ask what became of it, and do what follows from the answer."""
    out = await kept(write(ctx).connection, ask.transfer)
    if out is None or out.state != "sent":
        return
    heard = await _hear(ctx, out)
    if isinstance(heard, Accepted) and await _settled(ctx, out):
        return
    if isinstance(heard, Rejected):
        await _step(ctx, "transfer.release", ReleaseOut(transfer=out.id, reason=heard.reason[:60]), out)
        return
    wait = _WAITS[ask.attempt] if ask.attempt < len(_WAITS) else timedelta(hours=1)
    await _ask_again(ctx, out.id, ask.attempt + 1, ctx.now + wait)


@job("transfer.returns", every=timedelta(minutes=10))
async def returns(ctx: Context, _: Nothing) -> None:
    """Book back what other banks have returned. What was booked back before is found so."""
    rail: Rail = ctx.port(Rail)  # type: ignore[type-abstract]
    try:
        async with asyncio.timeout(_ANSWERS_IN_S):
            came = await rail.returned(ctx.now - _RETURNS_FOR, ctx.now)
    except (NoAnswer, TimeoutError, OSError):
        return
    for back in came:
        await _came_back(ctx, back)


@job("transfer.behind", every=timedelta(hours=1))
async def behind(ctx: Context, _: Nothing) -> None:
    """Transfers whose jobs were given up after too many faults are taken up again."""
    for row in await write(ctx).connection.fetch(_BEHIND, ctx.now - _LATE):
        if row["state"] == "held":
            await later(ctx, _DUE, WhichOut(transfer=row["id"]), ctx.now, new_id(ctx.now))
        else:
            await later(ctx, _ASK, AskRail(transfer=row["id"], attempt=_hour(ctx.now)), ctx.now, new_id(ctx.now))


def _hour(now: datetime) -> int:
    """A number of an attempt that no job has had: those of an hour ago are given up."""
    return len(_WAITS) + int(now.timestamp()) // 3600 % 900_000


async def _ask_again(ctx: Context, transfer: UUID, attempt: int, when: datetime) -> None:
    number = derived_id("transfer ask rail", str(transfer), str(attempt))
    await later(ctx, _ASK, AskRail(transfer=transfer, attempt=attempt), when, number)


async def _hear(ctx: Context, out: Out) -> Heard | None:
    """What the rail says; None while nothing is known. It is given an order anew only when it says that it has none,
    and then as the same order."""
    rail: Rail = ctx.port(Rail)  # type: ignore[type-abstract]
    first = await at_once(ctx, _CALLED, out.id, ctx.now) is not None
    order = Order(
        message=out.id, amount=out.amount, payer=out.holder, bank=out.bank or "",
        number=await payee.number_of(ctx, out.payee), name=out.to_name, memo=out.memo,
    )  # fmt: skip
    try:
        async with asyncio.timeout(_ANSWERS_IN_S):
            known = NeverCame() if first else await rail.enquire(out.id, ctx.now)
            return await rail.submit(order, ctx.now) if isinstance(known, NeverCame) else known
    except (NoAnswer, TimeoutError, OSError):
        return None


async def _settled(ctx: Context, out: Out) -> bool:
    """Post what the rail has taken; False where the account lets nothing leave just now: it stays held, and is tried
    again, since that money is gone."""
    try:
        await _step(ctx, "transfer.settle", WhichOut(transfer=out.id), out)
    except tuple(_OFF) as no:
        _log.error("taken_but_not_posted", transfer=str(out.id), why=no.code)
        return False
    return True


async def _arrive(ctx: Context, out: Out) -> None:
    """Post a transfer to an account here; what cannot be posted for good is released, and its owner is told."""
    try:
        await _step(ctx, "transfer.settle", WhichOut(transfer=out.id), out)
    except tuple(_OFF) as no:
        await _step(ctx, "transfer.release", ReleaseOut(transfer=out.id, reason=_OFF[type(no)]), out)


async def _came_back(ctx: Context, back: Returned) -> None:
    out = await kept(write(ctx).connection, back.message)
    if out is None:
        _log.error("returned_unknown_transfer", transfer=str(back.message))
        return
    if out.state == "sent":  # that it was taken is not known yet, but what was not taken does not come back
        if not await _settled(ctx, out):
            return
        out = replace(out, state="arrived")
    if out.state != "arrived":
        return
    try:
        await _give_back(ctx, out, back.reason, out.account)
    except (ledger.Closed, ledger.NoAccount):
        other = await payable(replace(ctx, subject=the_bank()), party=out.owner)
        if other is None:  # it stays in the bank's account for clearing, and is tried again
            _log.warning("returned_to_nobody", transfer=str(out.id))
        else:
            await _give_back(ctx, out, back.reason, other.account)


async def _give_back(ctx: Context, out: Out, reason: str, into: int) -> None:
    ask = GiveBack(transfer=out.id, reason=reason[:60], account=into)
    await _step(ctx, "transfer.give_back", ask, out)


async def _step(ctx: Context, verb: str, ask: Ask, out: Out) -> None:
    """Take a step as the bank itself, under a key that follows from this job: run again, it finds its answer. Another
    job tries anew what was refused; what is done is done once, since the step moves the transfer on from its state.
    Where something else has moved it meanwhile, that stands."""
    key = derived_id(verb, str(ctx.key), encode(ask, canonical=True).decode())
    bank = replace(ctx, subject=the_bank(), channel="bank", key=key, writing=None, proposes=False)
    try:
        await ctx.port(Runner).run(bank, CATALOG[verb], encode(ask))
    except (ledger.NotBooked, ledger.HoldGone):
        now = await kept(write(ctx).connection, out.id)
        if now is None or now.state == out.state:
            raise
