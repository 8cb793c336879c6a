"""Bills that are owed, of numbers that were paid here before: billers are asked once a day, and their word is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta

from sycee.core.bill._biller import Billers, Known, NoWord
from sycee.core.bill._rows import COLUMNS, CUSTOMER, Biller, Category, Paid, billers_of, paid_in
from sycee.guard.privacy import Vault
from sycee.kit.capability import Ask, Context, Nothing, write
from sycee.kit.db import read
from sycee.kit.ids import derived_id
from sycee.kit.jobs import job, later
from sycee.kit.money import Money, asset

_PIECE = "bill.watch_piece"
_AT_A_TIME, _NUMBERS_MAX, _ANSWERS_IN_S = 10, 12, 5
_REMEMBERED = timedelta(days=400)
"""For how long after a payment its number is asked for: a year's contribution comes round."""
_FORGOTTEN = timedelta(days=14)
"""After how many days in which a biller has not said so again a bill is taken to be owed no more."""

_OWNERS = "SELECT DISTINCT owner FROM bill_payment WHERE owner > $1 AND made_at > $2 ORDER BY owner LIMIT $3"
_NUMBERS = f"""
SELECT DISTINCT ON (biller, tail) {COLUMNS} FROM bill_payment WHERE owner = $1 AND made_at > $2
ORDER BY biller, tail, made_at DESC LIMIT $3
"""
_OWED = """
INSERT INTO bill_open (owner, biller, bill, paid_as, tail, period, asset, minor, due_on, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (owner, biller, bill) DO UPDATE SET paid_as = excluded.paid_as, tail = excluded.tail,
    period = excluded.period, asset = excluded.asset, minor = excluded.minor, due_on = excluded.due_on,
    asked_at = excluded.asked_at
"""
_NO_MORE = "DELETE FROM bill_open WHERE owner = $1 AND biller = $2 AND tail = $3 AND bill <> ALL ($4::text[])"
_OLD = "DELETE FROM bill_open WHERE asked_at < $1"
_MINE = """
SELECT o.paid_as, b.code, b.category, b.name_zh, b.name_en, o.bill, o.period, o.asset, o.minor, o.due_on
FROM bill_open o JOIN bill_biller b ON b.code = o.biller AND (b.active_to IS NULL OR b.active_to > $2)
WHERE o.owner = $1 AND NOT EXISTS (
    SELECT FROM bill_payment p WHERE p.biller = o.biller AND p.bill = o.bill AND p.state <> 'refunded'
)
ORDER BY o.due_on, o.biller, o.bill
"""


@dataclass(frozen=True, slots=True)
class DueBill:
    """A bill that is owed. `paid_as`: my last payment of the same number, by which `bill.find` finds it (`like`)."""

    paid_as: UUID
    biller: str
    category: Category
    name: str
    bill: str
    period: str
    amount: Money
    due_on: date


class Behind(Ask, frozen=True):
    """Behind which owner to go on."""

    after: Annotated[int, Meta(ge=0)] = 0


async def due_bills(ctx: Context) -> list[DueBill]:
    """What the caller owes by what billers last said, the next first; what was paid here since is left out."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_MINE, ctx.me, ctx.now)
    return [
        DueBill(
            paid_as=r["paid_as"], biller=r["code"], category=r["category"],
            name=r["name_zh"] if ctx.locale == "zh" else r["name_en"], bill=r["bill"], period=r["period"],
            amount=Money(r["minor"], asset(r["asset"])), due_on=r["due_on"],
        ) for r in rows
    ]  # fmt: skip


@job("bill.watch", every=timedelta(days=1), slow=True)
async def watch(ctx: Context, _: Nothing) -> None:
    """Begin with the first who has paid a bill."""
    await write(ctx).connection.execute(_OLD, ctx.now - _FORGOTTEN)
    await later(ctx, _PIECE, Behind(), ctx.now, derived_id(_PIECE, str(ctx.key)))


@job(_PIECE, slow=True)
async def piece(ctx: Context, ask: Behind) -> None:
    """Ask the billers of some customers, and go on behind them. Killed, it asks the same again."""
    since = ctx.now - _REMEMBERED
    connection = write(ctx).connection
    owners = [r["owner"] for r in await connection.fetch(_OWNERS, ask.after, since, _AT_A_TIME)]
    away: set[str] = set()
    for owner in owners:
        numbers = [paid_in(r) for r in await connection.fetch(_NUMBERS, owner, since, _NUMBERS_MAX)]
        billers = await billers_of(connection, [paid.biller for paid in numbers])
        asked = [paid for paid in numbers if _open(ctx, billers[paid.biller]) and paid.biller not in away]
        said = await asyncio.gather(*(_ask(ctx, paid) for paid in asked))
        away.update(paid.biller for paid, known in zip(asked, said, strict=True) if isinstance(known, NoWord))
        for paid, known in zip(asked, said, strict=True):
            if not isinstance(known, NoWord):  # one that does not answer has not taken its word back
                await _keep(ctx, paid, known)
    if len(owners) == _AT_A_TIME:
        await later(ctx, _PIECE, Behind(after=owners[-1]), ctx.now, derived_id(_PIECE, str(ctx.key)))


def _open(ctx: Context, biller: Biller) -> bool:
    return biller.active_to is None or biller.active_to > ctx.now


async def _ask(ctx: Context, paid: Paid) -> Known | NoWord | None:
    port: Billers = ctx.port(Billers)  # type: ignore[type-abstract]
    number = ctx.port(Vault).unseal(paid.customer, CUSTOMER, paid.id)
    try:
        async with asyncio.timeout(_ANSWERS_IN_S):
            return await port.find(paid.biller, number, ctx.now)
    except (NoWord, TimeoutError, OSError):
        return NoWord()


async def _keep(ctx: Context, paid: Paid, known: Known | None) -> None:
    """What is owed by a number now, and nothing besides."""
    owed: Sequence[Any] = known.owed if known else ()
    connection = write(ctx).connection
    await connection.execute(_NO_MORE, paid.owner, paid.biller, paid.tail, [one.bill for one in owed])
    await connection.executemany(
        _OWED,
        [
            (paid.owner, paid.biller, one.bill, paid.id, paid.tail, one.period, one.amount.asset.code,
             one.amount.minor, one.due_on, ctx.now)
            for one in owed
        ],
    )  # fmt: skip
