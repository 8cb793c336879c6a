"""Looking at every customer once a day, some at a time: what is new is told once, and what is silenced is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog

from sycee.core import account, bill
from sycee.insight.book import Shelf, mark_of
from sycee.insight.remind._finding import Finding, Kind
from sycee.insight.remind._look import AHEAD, Look, look
from sycee.insight.remind._rows import keep, seen, silences, silent
from sycee.kit.capability import Ask, Context, Nothing, Subject, write
from sycee.kit.ids import RowId, derived_id, new_id
from sycee.kit.jobs import job, later
from sycee.kit.journal import Fact
from sycee.kit.time import bank_day

_PIECE = "remind.piece"
_AT_A_TIME = 20
_FRESH = timedelta(days=7)
"""What is older when it is found is shown, but no message is made of it: whoever is new here is not flooded."""
_MOST_A_DAY = 5
_FIRST: tuple[Kind, ...] = ("double_charge", "new_place", "unusual_amount", "price_rise", "due", "month_end")
_KINDS = ("current", "savings")

_LOOKED = "SELECT mark, next_on, looked_on FROM remind_look WHERE owner = $1"
_LOOK = """
INSERT INTO remind_look (owner, mark, next_on, looked_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (owner) DO UPDATE SET mark = excluded.mark, next_on = excluded.next_on, looked_on = excluded.looked_on
"""
_LOG = structlog.get_logger()


class Behind(Ask, frozen=True):
    """Behind which account to go on."""

    after: RowId | None = None


class Noticed(Fact, frozen=True):
    """Something was found that a customer was not told of yet."""

    name = "remind.noticed"
    owner: int
    finding: UUID


@job("remind.daily", every=timedelta(days=1))
async def daily(ctx: Context, _: Nothing) -> None:
    """Begin with the first account."""
    await later(ctx, _PIECE, Behind(), ctx.now, derived_id(_PIECE, str(ctx.key)))


@job(_PIECE)
async def piece(ctx: Context, ask: Behind) -> None:
    """Look at the owners of some accounts, and ask for the next ones. Killed, it does these again and no others."""
    accounts = await account.walk(ctx, ask.after or 0, _KINDS, ctx.now, _AT_A_TIME)
    for owner in dict.fromkeys(one.owner for one in accounts if one.owner > 0):
        try:
            news = await _look_at(ctx, owner)
        except Exception:
            # One book that cannot be read keeps nobody else from being told. It was only read so far.
            _LOG.exception("remind.look_failed", owner=owner)
        else:
            await _write_down(ctx, owner, news)
    if len(accounts) == _AT_A_TIME:
        go_on = Behind(after=accounts[-1].id)
        await later(ctx, _PIECE, go_on, ctx.now, derived_id(_PIECE, str(ctx.key)))


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one customer's book, by id, how far the book is, and when to look at it next, moved or not."""

    found: dict[UUID, Finding]
    mark: str
    next_on: date | None


async def _look_at(ctx: Context, owner: int) -> News | None:
    """Look at one customer; None where nothing has moved and nothing is due, which is known without reading entries."""
    # A shelf of its own: however many are looked at, one book is in memory.
    as_owner = replace(ctx, subject=Subject(owner, new_id(ctx.now)), ports={**ctx.ports, Shelf: Shelf()})
    today = bank_day(ctx.now)
    mark = f"{await mark_of(as_owner)} {await _owed(as_owner)}"
    before = await write(ctx).connection.fetchrow(_LOOKED, owner)
    if before is not None and not _worth(before, mark, today):
        return None
    there = await look(as_owner)
    new = await _new(as_owner, there)
    ahead = [one.on for one in there.coming if one.amount.minor < 0 and one.on > today + timedelta(days=AHEAD)]
    return News({there.number(owner, finding): finding for finding in new}, mark, min(ahead, default=None))


async def _owed(as_owner: Context) -> str:
    """What two looks have in common between which no bill has come or gone."""
    bills = sorted(f"{one.biller} {one.bill}" for one in await bill.due_bills(as_owner))
    return sha256("\n".join(bills).encode()).hexdigest()[:16]


async def _write_down(ctx: Context, owner: int, news: News | None) -> None:
    if news is None:
        return
    for number, finding in news.found.items():
        if await keep(ctx, owner, number, finding):
            write(ctx).tell(Noticed(owner=owner, finding=number))
    await write(ctx).connection.execute(_LOOK, owner, news.mark, news.next_on, bank_day(ctx.now))


def _worth(before: Any, mark: str, today: date) -> bool:
    if before["looked_on"] == today:
        return False
    due = before["next_on"] is not None and before["next_on"] <= today + timedelta(days=AHEAD)
    return bool(due or before["mark"] != mark)


async def _new(as_owner: Context, there: Look) -> list[Finding]:
    """What the customer does not know yet and wants to: the weightiest of it, where it is much."""
    known, quiet = await seen(as_owner), await silences(as_owner)
    fresh = [
        finding
        for finding in there.findings
        if finding.on >= there.today - _FRESH
        and not silent(quiet, finding.kind, finding.party)
        and there.number(as_owner.me, finding) not in known
    ]
    return sorted(fresh, key=lambda finding: _FIRST.index(finding.kind))[:_MOST_A_DAY]
