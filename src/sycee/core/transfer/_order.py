"""An order: a transfer for a later day, or one that comes again; its row, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from sycee.core.transfer._order_dates import FIRST_AT, Every, at, next_after
from sycee.guard import access
from sycee.kit.capability import Ask, Context, Subject, write
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.jobs import later
from sycee.kit.journal import Fact
from sycee.kit.money import Money, asset
from sycee.kit.words import Words, words

State = Literal["active", "paused", "ended"]
JOB = "order.due"

_COLUMNS = """
id, owner, account_id, tail, payee, to_account, to_name, to_tail, asset, minor, memo, first_on, every, until, mandate,
state, reason, next_on, next_at, attempt, made_at
"""
_ROW = f"SELECT {_COLUMNS} FROM transfer_order WHERE id = $1"
_OF = (
    f"SELECT {_COLUMNS} FROM transfer_order WHERE owner = $1 ORDER BY state = 'ended', next_at, made_at DESC LIMIT 200"
)
# Only from where this step saw it: of two that move an order on, one does.
_MOVE = """
UPDATE transfer_order SET state = $4, reason = $5, next_on = $6, next_at = $7, attempt = $8, changed_at = $9
WHERE id = $1 AND state <> 'ended' AND next_on = $2 AND attempt = $3 RETURNING id
"""

REASONS = {
    "insufficient_funds": words(zh="当天四次都因余额不足没有转出", en="There was not enough money on that day"),
    "day_limit": words(zh="超过当天的转账限额", en="That was more than may leave the account in a day"),
    "not_booked": words(zh="当天没有办成", en="It could not be done on that day"),
    "payee_cooling": words(
        zh="收款人是新添加的，超过新收款人每天的限额", en="That is more than may go to a new payee in a day"
    ),
    "over_limit": words(zh="超过您的单笔转账限额", en="It is more than one transfer of yours may be"),
    "account_frozen": words(zh="付款账户已冻结", en="The account it is paid from is frozen"),
    "account_closed": words(zh="付款或收款账户已销户", en="One of the two accounts is closed"),
    "payee_removed": words(zh="收款人已删除", en="The payee was removed"),
    "mandate_ended": words(zh="授权已到期或取消", en="What you had agreed to has ended"),
    "ended_by_owner": words(zh="您已取消", en="You ended it"),
    "completed": words(zh="已全部完成", en="All of it is done"),
}
"""Why an order did not pay, rests or has ended, as its owner reads it."""


class NoOrder(Refusal):
    code, http = "no_such_order", 404
    say = words(zh="没有这个预约", en="There is no such order")


class OrderOver(Refusal):
    code = "order_over"
    say = words(
        zh="这个预约的情况已经变了，请刷新后再看", en="That order is no longer as you saw it; please look again"
    )


class OrderChanged(Fact, frozen=True):
    """An order was made, skipped, resumed, paused or ended."""

    name = "order.changed"
    owner: int
    order: UUID
    state: State
    reason: str | None = None

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class OrderDone(Fact, frozen=True):
    """A date of an order was paid."""

    name = "order.done"
    owner: int
    order: UUID
    on: date
    transfer: UUID

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class OrderFailed(Fact, frozen=True):
    """A date of an order was not paid; `reason` is a key of REASONS."""

    name = "order.failed"
    owner: int
    order: UUID
    on: date
    reason: str

    def heard_by(self) -> tuple[int, ...]:
        return (self.owner,)


class WhichOrder(Ask, frozen=True):
    order: UUID


@dataclass(frozen=True, slots=True)
class Kept:
    """An order as kept."""

    id: UUID
    owner: int
    account: int
    tail: str
    payee: int
    to_account: int
    to_name: str
    to_tail: str
    amount: Money
    memo: str
    first_on: date
    every: Every
    until: date | None
    mandate: UUID
    state: State
    reason: str | None
    next_on: date | None
    next_at: datetime | None
    attempt: int
    made_at: datetime

    def after(self, day: date) -> date | None:
        """Its first date later than a day."""
        return next_after(self.first_on, self.every, self.until, day)


async def order(connection: Connection, number: UUID) -> Kept | None:
    """The order of this id, whoever's it is."""
    row: Any = await connection.fetchrow(_ROW, number)
    return None if row is None else _kept(row)


async def mine(ctx: Context, number: UUID) -> Kept:
    """The caller's order; anybody else's is refused exactly as one that never was. For write verbs."""
    found = await order(write(ctx).connection, number)
    if found is None or found.owner != ctx.me:
        raise NoOrder(field="order")
    return found


async def orders_of(connection: Connection, owner: int) -> list[Kept]:
    """A customer's orders: the next to come first, ended ones last."""
    return [_kept(row) for row in await connection.fetch(_OF, owner)]


def _kept(row: Any) -> Kept:
    values = list(row.values())
    return Kept(*(*values[:8], Money(row["minor"], asset(row["asset"])), *values[10:]))


async def await_date(ctx: Context, number: UUID, on: date, when: datetime, attempt: int) -> None:
    """Have a date tried at an instant. For writes; asking twice is asking once."""
    ask = {"order": str(number), "on": on.isoformat(), "attempt": attempt}
    await later(ctx, JOB, ask, when, derived_id("order due", str(number), on.isoformat(), str(attempt)))


async def move(
    ctx: Context, kept: Kept, state: State, reason: str | None, on: date | None, when: datetime | None, attempt: int
) -> bool:
    """Move an order on from where `kept` saw it; False when something else has meanwhile. For writes."""
    moved = await write(ctx).connection.fetchval(
        _MOVE, kept.id, kept.next_on, kept.attempt, state, reason, on, when, attempt, ctx.now
    )
    if moved and state == "active" and on and when:
        await await_date(ctx, kept.id, on, when, attempt)
    return bool(moved)


async def advance(ctx: Context, kept: Kept, done: date) -> bool:
    """Go on to the date after one that is dealt with, or end where there is none."""
    following = kept.after(done)
    if following is None:
        return await end(ctx, kept, "completed")
    return await move(ctx, kept, "active", None, following, at(following, FIRST_AT), 0)


async def end(ctx: Context, kept: Kept, reason: str) -> bool:
    """End an order, and with it what its owner has agreed to."""
    ended = await move(ctx, kept, "ended", reason, kept.next_on, None, kept.attempt)
    if ended:
        await access.end_mandate(as_owner(ctx, kept.owner), kept.mandate)
        write(ctx).tell(OrderChanged(owner=kept.owner, order=kept.id, state="ended", reason=reason))
    return ended


def as_owner(ctx: Context, owner: int) -> Context:
    """The circumstances in which the bank does what an owner has agreed to: no session, no proof of its own."""
    return replace(ctx, subject=Subject(owner, uuid4()), channel="bank", device="", agent="", proposes=False)


def reason_of(code: str | None) -> Words | None:
    """Why, in words."""
    return None if code is None else REASONS[code]
