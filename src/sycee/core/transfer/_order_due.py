"""The job that pays what is due, and what follows from how that went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sycee.core import ledger, payee
from sycee.core.transfer._order import (
    JOB,
    Kept,
    OrderChanged,
    OrderFailed,
    advance,
    as_owner,
    end,
    move,
    order,
)
from sycee.core.transfer._order_dates import tried_again
from sycee.core.transfer._order_run import RunOrder
from sycee.guard import access
from sycee.guard.limit import OverLimit
from sycee.kit.capability import CATALOG, Context, Nothing, Runner, encode, write
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later

_RUN = "order.run"
# Want of money passes within the day; what else may pass needs its owner; the rest does not pass.
_TRIED_AGAIN = {
    ledger.Short: "insufficient_funds", ledger.DayLimit: "day_limit", ledger.NotBooked: "not_booked",
    payee.PayeeCooling: "payee_cooling",
}  # fmt: skip
_PAUSED = {OverLimit: "over_limit", ledger.Frozen: "account_frozen"}
_ENDED = {
    payee.PayeeNotFound: "payee_removed", ledger.NoAccount: "account_closed", ledger.Closed: "account_closed",
    access.MandateEnded: "mandate_ended",
}  # fmt: skip
_NOT_PAID = """
INSERT INTO transfer_order_run (order_id, due_on, owner, state, reason, at) VALUES ($1, $2, $3, 'failed', $4, $5)
ON CONFLICT (order_id, due_on) DO NOTHING RETURNING order_id
"""
_BEHIND = "SELECT id, next_on, attempt FROM transfer_order WHERE state = 'active' AND next_at < $1 LIMIT 1000"
_LATE = timedelta(hours=1)


@job(JOB)
async def due(ctx: Context, ask: RunOrder) -> None:
    """Pay a date of an order. Killed after the payment and before this is written, it is done again: the payment's key
    is the same, so that it finds its answer, and then writes this."""
    kept = await order(write(ctx).connection, ask.order)
    # No lock is held while the till works: it writes this order's rows in a transaction of its own.
    if kept is None or kept.state != "active" or (kept.next_on, kept.attempt) != (ask.on, ask.attempt):
        return
    try:
        await _pay(ctx, kept, ask)
    except Refusal as no:
        if not await _unpaid(ctx, kept, ask.on, type(no)):
            raise
    else:
        await advance(ctx, kept, ask.on)


async def _pay(ctx: Context, kept: Kept, ask: RunOrder) -> None:
    key = derived_id("order", str(ask.order), ask.on.isoformat(), str(ask.attempt))
    owner = replace(as_owner(ctx, kept.owner), key=key, writing=None)
    await ctx.port(Runner).run(owner, CATALOG[_RUN], encode(ask))


async def _unpaid(ctx: Context, kept: Kept, on: date, why: type[Refusal]) -> bool:
    """Draw what follows; False for a refusal that says nothing of the order, such as that the bank is busy."""
    if why in _TRIED_AGAIN:
        again = tried_again(on, ctx.now)
        if again is not None:
            return await move(ctx, kept, "active", None, on, again, kept.attempt + 1) or True
        await _failed(ctx, kept, on, _TRIED_AGAIN[why])
    elif why in _PAUSED:
        if await move(ctx, kept, "paused", _PAUSED[why], on, None, kept.attempt):
            told = OrderChanged(owner=kept.owner, order=kept.id, state="paused", reason=_PAUSED[why])
            write(ctx).tell(told)
            write(ctx).tell(OrderFailed(owner=kept.owner, order=kept.id, on=on, reason=_PAUSED[why]))
    elif why in _ENDED:
        if await end(ctx, kept, _ENDED[why]):
            write(ctx).tell(OrderFailed(owner=kept.owner, order=kept.id, on=on, reason=_ENDED[why]))
    else:
        return False
    return True


async def _failed(ctx: Context, kept: Kept, on: date, reason: str) -> None:
    """The day is over: say so, and go on to the next date."""
    if await advance(ctx, kept, on):
        await write(ctx).connection.fetchval(_NOT_PAID, kept.id, on, kept.owner, reason, ctx.now)
        write(ctx).tell(OrderFailed(owner=kept.owner, order=kept.id, on=on, reason=reason))


@job("order.behind", every=timedelta(days=1))
async def behind(ctx: Context, _: Nothing) -> None:
    """Once a day, orders whose job was given up after too many faults are tried again."""
    for row in await write(ctx).connection.fetch(_BEHIND, ctx.now - _LATE):
        number = derived_id("order behind", str(row["id"]), str(row["next_on"]), str(row["attempt"]), str(ctx.key))
        again = RunOrder(order=row["id"], on=row["next_on"], attempt=row["attempt"])
        await later(ctx, JOB, again, ctx.now, number)
