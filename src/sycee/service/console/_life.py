"""A customer's life with the bank on one line of time: what began, what ended, what was large."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from sycee.core import account, ledger, party
from sycee.guard import device
from sycee.guard.privacy import mask_name, tail
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.money import CNY, Money
from sycee.kit.time import bank_day
from sycee.kit.words import words
from sycee.service import message
from sycee.service.console._pace import pace_look
from sycee.service.console._show import WhichCustomer

_MONTHS = 36
_LARGE, _LARGE_MOST = 2_000_000, 40
_PAY_ROWS = 200
_OWN = ("own",)
_WEEK = timedelta(days=7)
_MESSAGES = timedelta(days=90)

Turn = Literal[
    "joined", "account_opened", "account_closed", "pay_began", "pay_ended", "large_in", "large_out", "key_made",
    "key_revoked",
]  # fmt: skip


class LifeTurn(Answer, frozen=True):
    """Something that happened. `about`: the account's title and tail, the kind of key, or the other side, masked."""

    on: date
    what: Turn
    about: str
    amount: Money | None


class LifeMonth(Answer, frozen=True):
    """A month of money in and out, without what went between own accounts. `pay`: the day of wages or pension."""

    month: date
    income: Money
    expense: Money
    pay: date | None


class LifeMessages(Answer, frozen=True):
    """Messages of one kind in ninety days."""

    kind: str
    sent: int
    seen: int


class CustomerLife(Answer, frozen=True):
    """Turns, newest first; the last three years by month, oldest first; and whether messages are read."""

    turns: list[LifeTurn]
    months: list[LifeMonth]
    messages: list[LifeMessages]


@CATALOG.read(
    "customer.life",
    title=words(zh="客户历程", en="A customer's life here"),
    says=("客户{customer}的历程", "life of customer {customer}"),
    access="staff",
    right="entries",
    refuses=(NotFound, TooMany),
)
async def customer_life(ctx: Context, ask: WhichCustomer) -> CustomerLife:
    """A customer's life as the bank sees it: joining, accounts, pay and its days, large payments, keys, messages read.

    The other side is masked, no memo and no device's name is shown; sums are exact, as in the entries.
    """
    await pace_look(ctx)
    who = await party.masked(ctx, ask.customer)
    if who is None:
        raise NotFound(field="customer")
    held = await account.held_by(ctx, ask.customer)
    paid = await _paid(ctx, [a.id for a in held])
    turns = [
        LifeTurn(on=bank_day(who.joined_at), what="joined", about="", amount=None),
        *_of_accounts(ctx, held),
        *_of_pay(paid, bank_day(ctx.now)),
        *await _large(ctx, [a.id for a in held]),
        *_of_keys(await device.dates_of(ctx, ask.customer)),
    ]
    months = await _months(ctx, [a.id for a in held], paid)
    sent = await message.sent_to(ctx, ask.customer, ctx.now - _MESSAGES)
    looked(ctx, "life", ask.customer, len(turns))
    return CustomerLife(
        turns=sorted(turns, key=lambda turn: turn.on, reverse=True), months=months,
        messages=[LifeMessages(kind=each.kind, sent=each.sent, seen=each.seen) for each in sent],
    )  # fmt: skip


def _of_accounts(ctx: Context, held: list[account.Held]) -> Iterator[LifeTurn]:
    for each in held:
        about = f"{account.title_of(each.kind).say(ctx.locale)} {tail(each.number)}"
        yield LifeTurn(on=bank_day(each.opened_at), what="account_opened", about=about, amount=None)
        if each.closed_at is not None:
            yield LifeTurn(on=bank_day(each.closed_at), what="account_closed", about=about, amount=None)


def _of_keys(keys: list[device.KeyDates]) -> Iterator[LifeTurn]:
    for key in keys:
        yield LifeTurn(on=bank_day(key.made_at), what="key_made", about=key.kind, amount=None)
        if key.revoked_at is not None:
            yield LifeTurn(on=bank_day(key.revoked_at), what="key_revoked", about=key.kind, amount=None)


async def _paid(ctx: Context, accounts: list[int]) -> list[ledger.Entry]:
    """Wages and pensions, oldest first."""
    kinds = ("salary", "pension")
    found = [e for kind in kinds for e in await ledger.history(
        ctx, accounts, ledger.Filters(direction="in", text=kind), None, _PAY_ROWS)]  # fmt: skip
    return sorted((e for e in found if e.kind in kinds), key=lambda e: e.booked_at)


def _of_pay(paid: list[ledger.Entry], today: date) -> Iterator[LifeTurn]:
    """Where pay from somebody began, and where it ended: nothing more from them for seventy days."""
    for payer in dict.fromkeys(e.party for e in paid):
        theirs = [e for e in paid if e.party == payer]
        first, last = bank_day(theirs[0].booked_at), bank_day(theirs[-1].booked_at)
        yield LifeTurn(on=first, what="pay_began", about=mask_name(payer), amount=theirs[0].amount)
        if today - last > 10 * _WEEK:
            yield LifeTurn(on=last, what="pay_ended", about=mask_name(payer), amount=theirs[-1].amount)


async def _large(ctx: Context, accounts: list[int]) -> list[LifeTurn]:
    found = await ledger.history(ctx, accounts, ledger.Filters(least=_LARGE), None, _LARGE_MOST)
    return [
        LifeTurn(on=bank_day(e.booked_at), what="large_in" if e.amount.minor > 0 else "large_out",
                 about=mask_name(e.party), amount=e.amount)
        for e in found if e.kind not in _OWN
    ]  # fmt: skip


async def _months(ctx: Context, accounts: list[int], paid: list[ledger.Entry]) -> list[LifeMonth]:
    since = (bank_day(ctx.now).replace(day=1) - timedelta(days=31 * _MONTHS)).replace(day=1)
    sums = await ledger.month_sums(ctx, accounts, ledger.Filters(since=since), _OWN)
    came = {day.replace(day=1): day for day in (bank_day(e.booked_at) for e in reversed(paid))}
    return [
        LifeMonth(month=month, income=income, expense=expense, pay=came.get(month))
        for month, income, expense, _ in reversed(sums)
        if income.asset == CNY
    ]
