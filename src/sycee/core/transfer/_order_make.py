"""Making an order: a transfer for a later day, or one that comes again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sycee.core import account, ledger, payee
from sycee.core.account import Mine
from sycee.core.payee import Known
from sycee.core.transfer._order import OrderChanged, await_date
from sycee.core.transfer._order_dates import FIRST_AT, Every, at, in_words
from sycee.core.transfer._rules import AMOUNT, FEE, FROM_ACCOUNT, MEMO, TO, TO_ACCOUNT, same_asset
from sycee.guard import access
from sycee.guard.limit import OverLimit, cautions, count_proven, within_limit
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.ids import RowId, new_id
from sycee.kit.money import Money, NotPositive
from sycee.kit.time import bank_day, day_ends
from sycee.kit.words import Text, words

_MOST = 50
_AHEAD, _LONGEST, _GRACE = timedelta(days=732), timedelta(days=3660), timedelta(days=7)
"""How far ahead an order may begin, how long it may go on, and how late the bank may be with its last date."""

_HOW_MANY = "SELECT count(*) FROM transfer_order WHERE owner = $1 AND state <> 'ended'"
_MAKE = """
INSERT INTO transfer_order (id, owner, account_id, tail, payee, to_account, to_name, to_tail, asset, minor, memo,
                            first_on, every, until, mandate, next_on, next_at, made_at, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $12, $16, $17, $17)
"""
_FIRST_ON = words(zh="首次付款日", en="First on")
_HOW_OFTEN = words(zh="付款频率", en="How often")
_UNTIL = words(zh="截止日期", en="Until")
_OPEN_END = words(zh="直到您取消，最长十年", en="until you end it, ten years at most")


class OrdersFull(Refusal):
    code = "orders_full"
    say = words(zh="预约太多了，请先取消不用的", en="That is too many orders; end those you do not need")


class NewOrder(Ask, frozen=True):
    """From which of my accounts, to which of my payees, how much, from which day on and how often. `until`: the last
    day that may be paid."""

    source: RowId
    payee: RowId
    amount: Money
    first_on: date
    every: Every
    until: date | None = None
    memo: Text = ""


class OrderMade(Answer, frozen=True):
    """The order, and its first date."""

    order: UUID
    next_on: date


async def _checked(ctx: Context, ask: NewOrder) -> tuple[Mine, Known]:
    """The account and the payee; refuses what could never be paid."""
    source = await account.usable(ctx, ask.source)
    target = await payee.known(ctx, ask.payee)
    same_asset(ask.amount.positive(), source.asset.code)
    await within_limit(ctx, ctx.me, ask.amount)
    today = bank_day(ctx.now)
    # A proof may take until after midnight, and over many where the clock runs faster: what was agreed to before is
    # then paid at once.
    earliest = today if ctx.agreed is None else bank_day(ctx.now - ctx.lasts(access.PROPOSAL_LIVES))
    if not earliest <= ask.first_on <= today + _AHEAD:
        raise BadInput(field="first_on", reason="from today to two years from now")
    if ask.until is not None and (ask.every == "once" or not ask.first_on <= ask.until <= ask.first_on + _LONGEST):
        raise BadInput(field="until", reason="for an order that comes again: its first day or later, ten years at most")
    return source, target


async def _shows(ctx: Context, ask: NewOrder) -> tuple[Shown, ...]:
    """Every element of what is agreed to."""
    source, target = await _checked(ctx, ask)
    lines = [
        Shown(TO, target.name),
        Shown(TO_ACCOUNT, f"**** {target.tail}"),
        Shown(AMOUNT, str(ask.amount)),
        Shown(FEE, str(ask.amount.zero())),
        Shown(FROM_ACCOUNT, f"**** {source.tail}"),
        Shown(_FIRST_ON, f"{ask.first_on.isoformat()} 09:00"),
        Shown(_HOW_OFTEN, in_words(ask.first_on, ask.every, ctx.locale)),
    ]
    if ask.every != "once":
        lines.append(Shown(_UNTIL, ask.until.isoformat() if ask.until else _OPEN_END.say(ctx.locale)))
    return (*lines, Shown(MEMO, ask.memo)) if ask.memo else tuple(lines)


@CATALOG.write(
    "order.make",
    title=words(zh="预约转账", en="Transfer later, or again and again"),
    says=("每月给{payee}转{amount}", "send {amount} to {payee} every month"),
    refuses=(
        ledger.NoAccount,
        ledger.Closed,
        payee.PayeeNotFound,
        payee.PayeeElsewhere,
        NotPositive,
        OverLimit,
        OrdersFull,
    ),
    proof=2,
    shows=_shows,
)
async def make(ctx: Context, ask: NewOrder) -> OrderMade:
    """Have money sent to one of my payees on a later day, or again and again. My proof agrees to just these terms.

    Each date is paid at nine in the morning; where money lacks it is tried again at noon, three and six.
    """
    source, target = await _checked(ctx, ask)
    connection, number = write(ctx).connection, new_id(ctx.now)
    if await connection.fetchval(_HOW_MANY, ctx.me) >= _MOST:
        raise OrdersFull
    when = at(ask.first_on, FIRST_AT)
    await _count(ctx, ask.amount, when)
    mandate = await access.give_mandate(ctx, _terms(ctx, ask, source, target))
    await connection.execute(
        _MAKE, number, ctx.me, source.id, source.tail, target.id, target.account, target.name, target.tail,
        source.asset.code, ask.amount.minor, ask.memo, ask.first_on, ask.every, ask.until, mandate, when, ctx.now,
    )  # fmt: skip
    await await_date(ctx, number, ask.first_on, when, 0)
    write(ctx).tell(OrderChanged(owner=ctx.me, order=number, state="active"))
    return OrderMade(order=number, next_on=ask.first_on)


async def _count(ctx: Context, amount: Money, first: datetime) -> None:
    """What is paid while the bank is cautious counts when it is agreed to: an order is no way round."""
    held = await cautions(ctx, write(ctx).connection, amount.asset.code)
    if any(first < one.until for one in held):
        await count_proven(ctx, amount)


def _terms(ctx: Context, ask: NewOrder, source: Mine, target: Known) -> access.Terms:
    once = ask.every == "once"
    last = ask.first_on if once else ask.until or ask.first_on + _LONGEST
    return access.Terms(
        what="order",
        account=source.id,
        to=target.account,
        asset=source.asset,
        each=ask.amount,
        uses=1 if once else None,
        until=day_ends(last + _GRACE + ctx.lasts(access.PROPOSAL_LIVES)),
    )
