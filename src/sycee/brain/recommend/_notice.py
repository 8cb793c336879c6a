"""What customers do, noticed: functions of the bank by the facts that they tell. What is liked is learned from it."""

from __future__ import annotations

from datetime import datetime

from sycee.brain.feature import may_learn
from sycee.core.bill import BillPaid
from sycee.core.transfer import Moved, OrderChanged, Sent
from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.journal import on
from sycee.kit.time import bank_day

_DID = """
INSERT INTO recommend_deed (owner, item, day, at) VALUES ($1, $2, $3, $4) ON CONFLICT (owner, item, day) DO NOTHING
"""


async def did(connection: Connection, owner: int, item: str, at: datetime) -> None:
    """Keep that a person opened or used something; once a day, and nothing of who wants no personal recommendations."""
    if await may_learn(connection, owner):
        await connection.execute(_DID, owner, item, bank_day(at), at)


@on(Sent)
async def sent(ctx: Context, fact: Sent) -> None:
    """Who sends money uses transfers."""
    await did(write(ctx).connection, fact.payer, "transfer.send", fact.at)


@on(Moved)
async def moved(ctx: Context, fact: Moved) -> None:
    """Who moves money between their own accounts puts some aside."""
    await did(write(ctx).connection, fact.owner, "transfer.own", ctx.now)


@on(OrderChanged)
async def ordered(ctx: Context, fact: OrderChanged) -> None:
    """Who has an order plans."""
    if fact.state == "active":
        await did(write(ctx).connection, fact.owner, "order.make", ctx.now)


@on(BillPaid)
async def paid(ctx: Context, fact: BillPaid) -> None:
    """Who pays a bill here has bills."""
    await did(write(ctx).connection, fact.owner, "bill.pay", ctx.now)
