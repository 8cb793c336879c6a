"""Booking what all savings together earned in a day: what the bank has spent, and owes from now on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from sycee.core import ledger
from sycee.core.deposit._rules import due
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Runner, Subject, encode, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.ids import derived_id, new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Own, Plan
from sycee.kit.words import words

_DAY = """
SELECT d.day, d.parts, d.booked, coalesce((
    SELECT p.carry FROM deposit_day p WHERE p.asset = d.asset AND p.day < d.day AND p.booked IS NOT NULL
    ORDER BY p.day DESC LIMIT 1
), 0) AS before
FROM deposit_day d WHERE d.day = ANY ($1::date[]) AND d.asset = $2
"""
_NOTHING = "UPDATE deposit_day SET booked = 0, carry = $3 WHERE day = $1 AND asset = $2 AND booked IS NULL"


class InterestOf(Ask, frozen=True):
    """Which day."""

    day: date


class InterestBooked(Answer, frozen=True):
    """What was booked of it."""

    amount: Money


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's interest: whole minor units to book, and what is left over for the next."""

    booked: bool
    minor: int
    carry: int


@CATALOG.money("deposit.book", title=words(zh="计提利息", en="Book a day's interest"), channels=())
async def book(ctx: Context, ask: InterestOf) -> Plan[InterestBooked]:
    """Book what savings earned in a day: spent by the bank, and owed to their holders."""
    found = await ctx.db.gathered(_fetch)(ask.day)
    if found is None or ctx.me != 0:
        raise Fault("the bank itself books what a day's accounts have earned")
    amount = Money(found.minor, CNY)
    row = {"day": ask.day.isoformat(), "asset": CNY.code, "booked": found.minor, "carry": str(found.carry)}
    return Plan(
        legs=(
            Leg(await ledger.house(ctx, "interest_expense", CNY), -amount, "应付利息"),
            Leg(await ledger.house(ctx, "interest_payable", CNY), amount, "利息支出"),
        ),
        kind="interest",
        risk="interest",
        counted=False,
        rows=(Own("deposit_day_book", row),),
        answer=InterestBooked(amount=amount),
    )


async def book_day(ctx: Context, day: date) -> None:
    """Book a day's interest, once however often it is asked for. For the bank's own writes."""
    connection = write(ctx).connection
    found = (await _fetch(connection, [day])).get(day)
    if found is None or found.booked:
        return
    if found.minor == 0:
        await connection.execute(_NOTHING, day, CNY.code, found.carry)
        return
    ask = InterestOf(day=day)
    await ctx.port(Runner).run(as_the_bank(ctx, "deposit.book", ask), CATALOG["deposit.book"], encode(ask))


def as_the_bank(ctx: Context, verb: str, ask: Ask) -> Context:
    """The circumstances of a step of the bank's own, under a key that follows from the piece of work that takes it."""
    piece = ctx.key or new_id(ctx.now)
    key = derived_id(verb, str(piece), encode(ask, canonical=True).decode())
    return replace(ctx, subject=Subject(0, uuid4()), channel="bank", key=key, writing=None, proposes=False)


async def _fetch(connection: Connection, days: Sequence[date]) -> dict[date, _Day]:
    rows = await connection.fetch(_DAY, list(days), CNY.code)
    return {r["day"]: _Day(r["booked"] is not None, *due(int(r["parts"] + r["before"]))) for r in rows}
