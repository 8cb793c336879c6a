"""A customer's orders."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sycee.core.transfer._order import Kept, State, orders_of, reason_of
from sycee.core.transfer._order_dates import Every, in_words
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.money import Money
from sycee.kit.time import bank_day
from sycee.kit.words import Locale, words

_RUNS = """
SELECT r.order_id, r.due_on, r.state, r.reason, r.transfer, r.at
FROM unnest($1::uuid[]) AS o (id)
CROSS JOIN LATERAL (
    SELECT * FROM transfer_order_run x WHERE x.order_id = o.id ORDER BY x.due_on DESC LIMIT 6
) AS r
"""


class OrderRun(Answer, frozen=True):
    """What became of one date; `reason` says why it was not paid, in words."""

    on: date
    state: Literal["done", "failed", "skipped"]
    reason: str | None
    transfer: UUID | None
    at: datetime


class Order(Answer, frozen=True):
    """One order: what it pays, how often in words, when next, why it rests or has ended, and its last dates."""

    order: UUID
    to: str
    to_tail: str
    payee: int
    source: int
    from_tail: str
    amount: Money
    memo: str
    every: Every
    how_often: str
    first_on: date
    until: date | None
    state: State
    reason: str | None
    next_on: date | None
    next_at: datetime | None
    made_at: datetime
    runs: list[OrderRun]


class Orders(Answer, frozen=True):
    """The next to come first, ended ones last; `today` is the bank's day, from which on one may order."""

    today: date
    orders: list[Order]


@CATALOG.read(
    "order.list",
    title=words(zh="我的预约转账", en="My orders"),
    says=("我的定期转账", "my standing orders"),
)
async def list_orders(ctx: Context, _: Nothing) -> Orders:
    """My transfers for later and standing ones: when each is paid next, and what became of its last dates."""
    async with read(ctx) as connection:
        found = await orders_of(connection, ctx.me)
        runs: list[Any] = await connection.fetch(_RUNS, [kept.id for kept in found])
    return Orders(
        today=bank_day(ctx.now),
        orders=[_listed(k, [r for r in runs if r["order_id"] == k.id], ctx.locale) for k in found],
    )


def _listed(kept: Kept, runs: list[Any], locale: Locale) -> Order:
    active = kept.state == "active"
    return Order(
        order=kept.id,
        to=kept.to_name,
        to_tail=kept.to_tail,
        payee=kept.payee,
        source=kept.account,
        from_tail=kept.tail,
        amount=kept.amount,
        memo=kept.memo,
        every=kept.every,
        how_often=in_words(kept.first_on, kept.every, locale),
        first_on=kept.first_on,
        until=kept.until,
        state=kept.state,
        reason=_why(kept.reason, locale),
        next_on=kept.next_on if active else None,
        next_at=kept.next_at if active else None,
        made_at=kept.made_at,
        runs=[
            OrderRun(
                on=r["due_on"], state=r["state"], reason=_why(r["reason"], locale), transfer=r["transfer"], at=r["at"]
            )
            for r in runs
        ],
    )


def _why(code: str | None, locale: Locale) -> str | None:
    said = reason_of(code)
    return None if said is None else said.say(locale)
