"""The end of a day, piece by piece: each is a transaction of its own, and the run's row says where it has come to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sycee.core import account, card, deposit
from sycee.core.closing._make import make_some
from sycee.kit.capability import Context, write
from sycee.kit.time import bank_day, day_ends

_OVER = timedelta(minutes=30)
"""How long after midnight a day is closed: what was under way then has been booked."""
_ACCRUE, _CREDIT, _STATEMENTS, _CARDS = 500, 100, 50, 50
"""How many accounts (or cards) a piece deals with, at most."""

# One piece at a time, whoever works.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('closing', 0))"
_LAST = "SELECT day, step, place, done_at IS NOT NULL AS done FROM closing_run ORDER BY day DESC LIMIT 1"
_BEGIN = "INSERT INTO closing_run (day, began_at) VALUES ($1, $2)"
_ON = """
UPDATE closing_run SET step = $2, place = $3, accounts = accounts + $4, credited = credited + $5,
    statements = statements + $6, pieces = pieces + 1, done_at = CASE WHEN $2 = 'done' THEN $7::timestamptz END
WHERE day = $1
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A day that is being closed: the step at hand, and the last account that it has dealt with."""

    day: date
    step: str
    place: int


@dataclass(frozen=True, slots=True)
class Went:
    """Where a piece has brought the run, and how many of what it did."""

    step: str
    place: int = 0
    accounts: int = 0
    credited: int = 0
    statements: int = 0


def closable(now: datetime) -> date:
    """The last day that is over for certain."""
    return bank_day(now - _OVER) - timedelta(days=1)


def due_at(day: date) -> datetime:
    """When a day can be closed."""
    return day_ends(day) + _OVER


async def close_some(ctx: Context, until: date) -> date | None:
    """Do the next piece of closing every day up to `until`; returns the day it was for, None when all are closed. For
    the bank's own writes."""
    connection = write(ctx).connection
    await connection.execute(_ALONE)
    run = await _at_hand(ctx, until)
    if run is None:
        return None
    went = await _STEPS[run.step](ctx, run)
    await connection.execute(
        _ON, run.day, went.step, went.place, went.accounts, went.credited, went.statements, ctx.now
    )
    return run.day


async def _at_hand(ctx: Context, until: date) -> Run | None:
    """The run that is under way, or that of the next day; a bank's first one is for the first day that earns."""
    connection = write(ctx).connection
    last: Any = await connection.fetchrow(_LAST)
    if last is not None and not last["done"]:
        return Run(last["day"], last["step"], last["place"])
    day = await _first(ctx, until) if last is None else last["day"] + timedelta(days=1)
    if day is None or day > until:
        return None
    await connection.execute(_BEGIN, day, ctx.now)
    return Run(day, "accrue", 0)


async def _first(ctx: Context, until: date) -> date | None:
    """Since interest was last due, or since the first account was opened: what a history earned before is in it."""
    opened = await account.first_opened(ctx, ("current", "savings", "shop"))
    if opened is None:
        return None
    return max(bank_day(opened), min(deposit.last_credit_day(until) + timedelta(days=1), until))


async def _accrue(ctx: Context, run: Run) -> Went:
    kinds = await deposit.earning(write(ctx).connection)
    accounts = await account.walk(ctx, run.place, kinds, day_ends(run.day), _ACCRUE)
    if not accounts:
        return Went("book")
    return Went("accrue", accounts[-1].id, accounts=await deposit.accrue(ctx, run.day, accounts))


async def _book(ctx: Context, run: Run) -> Went:
    await deposit.book_day(ctx, run.day)
    return Went("credit" if deposit.is_credit_day(run.day) else "statements")


async def _credit(ctx: Context, run: Run) -> Went:
    paid = await deposit.credit_some(ctx, run.day, run.place, _CREDIT)
    if paid is None:
        await deposit.credit_residue(ctx, run.day)
        return Went("statements")
    return Went("credit", paid[0], credited=paid[1])


async def _statements(ctx: Context, run: Run) -> Went:
    made = await make_some(ctx, run.day, run.place, _STATEMENTS)
    return Went("cards") if made is None else Went("statements", made[0], statements=made[1])


async def _cards(ctx: Context, run: Run) -> Went:
    made = await card.close_cards(ctx, run.day, run.place, _CARDS)
    return Went("done") if made is None else Went("cards", made[0], statements=made[1])


_STEPS: dict[str, Callable[[Context, Run], Awaitable[Went]]] = {
    "accrue": _accrue,
    "book": _book,
    "credit": _credit,
    "statements": _statements,
    "cards": _cards,
}
