"""A customer's entries: what staff need to find a payment, and the other side masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from sycee.core import account, ledger, party
from sycee.guard.privacy import mask_name, tail
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import BadInput, NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.money import Money
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import words
from sycee.service.console._pace import pace_look

_FIRST, _LAST = 1900, 2999


class LookingAt(Ask, frozen=True):
    """Whose entries. All filters hold together; what is left out does not filter. Both days are included."""

    customer: RowId
    account: RowId | None = None
    since: date | None = None
    until: date | None = None
    direction: Literal["in", "out"] | None = None
    least: Money | None = None
    most: Money | None = None
    cursor: Cursor | None = None
    limit: Limit = 30


class StaffEntry(Answer, frozen=True):
    """One entry. The other side's name is masked; what the customer wrote to it is theirs and is not shown."""

    account: int
    tail: str
    seq: int
    booked_at: datetime
    value_on: date
    amount: Money
    kind: str
    title: str
    counterparty: str
    transfer: UUID


class StaffEntries(Answer, frozen=True):
    """A page, newest first; `next` is None on the last one."""

    entries: list[StaffEntry]
    next: str | None


_Mark = tuple[Annotated[datetime, Meta(tz=True)], RowId, RowId]


@CATALOG.read(
    "customer.entries",
    title=words(zh="客户明细", en="A customer's entries"),
    says=("客户{customer}的明细", "entries of customer {customer}"),
    access="staff",
    right="entries",
    refuses=(NotFound, TooMany, BadCursor),
)
async def staff_entries(ctx: Context, ask: LookingAt) -> StaffEntries:
    """A customer's entries, newest first: by account, time, direction and size. Amounts are exact: they are what a
    payment is found by. There is no search by name or memo, which would tell what is masked."""
    await pace_look(ctx)
    if await party.masked(ctx, ask.customer) is None:
        raise NotFound(field="customer")
    tails = {a.id: tail(a.number) for a in await account.held_by(ctx, ask.customer)}
    if ask.account is not None and ask.account not in tails:
        raise NotFound(field="account")
    wanted = list(tails) if ask.account is None else [ask.account]
    rows = await ledger.history(ctx, wanted, _filters(ask), _position(ask.cursor), ask.limit + 1)
    page = rows[: ask.limit]
    looked(ctx, "entries", ask.customer, len(page))
    more = mark(page[-1].booked_at, page[-1].account, page[-1].seq) if len(rows) > ask.limit else None
    return StaffEntries(entries=[_seen(e, tails, ctx) for e in page], next=more)


def _seen(e: ledger.Entry, tails: dict[int, str], ctx: Context) -> StaffEntry:
    title = ledger.KINDS.get(e.kind)
    return StaffEntry(
        account=e.account,
        tail=tails[e.account],
        seq=e.seq,
        booked_at=e.booked_at,
        value_on=e.value_on,
        amount=e.amount,
        kind=e.kind,
        title=title.say(ctx.locale) if title else e.kind,
        counterparty=mask_name(e.party),
        transfer=e.transfer,
    )


def _filters(ask: LookingAt) -> ledger.Filters:
    for field, day in (("since", ask.since), ("until", ask.until)):
        if day is not None and not _FIRST <= day.year <= _LAST:
            raise BadInput(field=field, reason=f"a day from {_FIRST} to {_LAST}")
    least, most = (None if m is None else abs(m.minor) for m in (ask.least, ask.most))
    return ledger.Filters(ask.since, ask.until, least, most, ask.direction)


def _position(cursor: str | None) -> ledger.Position | None:
    if cursor is None:
        return None
    at, account_id, seq = unmark(cursor, _Mark)
    if not _FIRST <= at.year <= _LAST:
        raise BadCursor(field="cursor")
    return ledger.Position(at, account_id, seq)
