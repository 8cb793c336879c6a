"""The record of what was done, with the state of its chain."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.core import ledger
from sycee.guard import audit
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Catalog, Context
from sycee.kit.errors import BadInput, NotFound, Refusal, TooMany
from sycee.kit.ids import RowId
from sycee.kit.page import BadCursor, Cursor, Limit, mark, unmark
from sycee.kit.words import Locale, words
from sycee.service.console._pace import pace_look


class WhichRecords(Ask, frozen=True):
    """A customer's records, or one by its key, which for a payment is the number of its transfer: one of the two."""

    customer: RowId | None = None
    record: UUID | None = None
    cursor: Cursor | None = None
    limit: Limit = 30


class RecordSeal(Answer, frozen=True):
    """The first seal over the record. `holds`: the bank signed it, and the chain still has the link that it names."""

    number: int
    made_at: datetime
    holds: bool


class RecordLine(Answer, frozen=True):
    """One record. `whole`: the link of its batch, computed anew, is the one that was kept."""

    key: UUID
    customer: int
    verb: str
    title: str
    booked_at: datetime
    refused: bool
    code: str | None
    why: str | None
    slot: int
    batch: int
    whole: bool
    seal: RecordSeal | None


class RecordLines(Answer, frozen=True):
    """A page, newest first; `next` is None on the last one."""

    records: list[RecordLine]
    next: str | None


_Mark = tuple[Annotated[datetime, Meta(tz=True)], UUID]


@CATALOG.read(
    "record.list",
    title=words(zh="业务记录", en="Records"),
    says=("客户{customer}的业务记录", "records of customer {customer}"),
    access="staff",
    right="records",
    refuses=(NotFound, TooMany, BadCursor),
)
async def list_records(ctx: Context, ask: WhichRecords) -> RecordLines:
    """What a customer asked the bank to do, or the record under one key: which verb, when, whether it was refused, and
    whether it still stands as it was written, under which seal. What was said in it is not shown."""
    await pace_look(ctx)
    if (ask.customer is None) == (ask.record is None):
        raise BadInput(field="record" if ask.record else "customer", reason="a customer or a record, one of the two")
    if ask.record is not None:
        one = await audit.kept(ctx, ask.record)
        if one is None:
            raise NotFound(field="record")
        looked(ctx, "records", one.line.subject, 1)
        return RecordLines(records=[_line(ctx, one)], next=None)
    rows = await audit.kept_of(ctx, ask.customer or 0, _position(ask.cursor), ask.limit + 1)
    page = rows[: ask.limit]
    looked(ctx, "records", ask.customer, len(page))
    more = mark(page[-1].line.booked_at, page[-1].line.key) if len(rows) > ask.limit else None
    return RecordLines(records=[_line(ctx, kept) for kept in page], next=more)


def _line(ctx: Context, kept: audit.Kept) -> RecordLine:
    line, seal, catalog = kept.line, kept.seal, ctx.port(Catalog)
    no = _no(line.code)
    return RecordLine(
        key=line.key,
        customer=line.subject,
        verb=line.verb,
        title=catalog[line.verb].title.say(ctx.locale) if line.verb in catalog else line.verb,
        booked_at=line.booked_at,
        refused=line.refused,
        code=no.code if no else line.code,
        why=_why(no, ctx.locale),
        slot=line.slot,
        batch=line.batch,
        whole=kept.whole,
        seal=RecordSeal(number=seal.number, made_at=seal.made_at, holds=seal.holds) if seal else None,
    )


def _no(code: str | None) -> type[Refusal] | None:
    """Which no it was: the till's own are in the record by number."""
    return ledger.no_of(int(code)) if code and code.isdigit() else Refusal.codes().get(code or "")


def _why(no: type[Refusal] | None, locale: Locale) -> str | None:
    """What the customer was told, where that holds no facts of theirs."""
    said = no.say.say(locale) if no else None
    return None if said is None or "{" in said else said


def _position(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    at, key = unmark(cursor, _Mark)
    if not 1900 <= at.year <= 2999:
        raise BadCursor(field="cursor")
    return at, key
