"""Looking at a statement file before it is brought in."""

from __future__ import annotations

import asyncio
import io
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from sycee.guard.limit import Quota, take
from sycee.insight.book._arriving import NotAllHere, arriving, beginning
from sycee.insight.book._bring import Skipped, StatedTotal, skipped_of, sums_of, totals_of
from sycee.insight.book._file import FILE_MAX, StatementFile, UnreadableFile, how_of, refused, refused_large
from sycee.insight.book._statement import How, Locked, Meaning, Preview, Row, Unreadable
from sycee.insight.book._statement import preview as preview_of
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.db import read
from sycee.kit.errors import BadInput, NotFound, TooMany
from sycee.kit.money import ASSETS, Money
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import words

_PER_CUSTOMER = Quota("statement_preview", 240, timedelta(hours=1))
# Who looks holds one of the few connections by which everybody reads, for as long as the file takes.
_LOOKING = asyncio.Semaphore(2)


LOOK_ROWS = 20_000
"""So many rows of a large file are looked at; all of it is read when it is brought in."""


class LookAt(StatementFile, frozen=True, kw_only=True):
    """A file as a whole (`content`), or one that was sent in parts (`upload`)."""

    content: Annotated[bytes, Meta(max_length=FILE_MAX)] = b""
    upload: UUID | None = None


class FileLine(Answer, frozen=True):
    """One of the file's first lines, cell by cell."""

    line: int
    cells: list[str]


class FileRow(Answer, frozen=True):
    """A row as it would be brought in."""

    line: int
    at: datetime
    amount: Money
    direction: Literal["in", "out", "neutral"]
    counterparty: str
    memo: str
    account: str


class Previewed(Answer, frozen=True, kw_only=True):
    """What the file is taken for. `asks`: what has to be said before it can be brought in: its password, which column
    is which, which part of a day comes first, or what its words for money out are (some of `words`).

    `lines` stand as they are in the file; `header` is the line of its header row; `columns` is what each is taken for.
    `whole`: all of it was read; of a large file only the first rows are, and `rows_read` and the sums are theirs.
    """

    format: str
    institution: str
    account: str
    asks: list[Literal["password", "columns", "days", "out_words"]]
    why: str
    lines: list[FileLine]
    header: int
    columns: list[Meaning]
    words: list[str]
    place: str
    rows: list[FileRow]
    rows_read: int
    skipped: list[Skipped]
    skipped_count: int
    income: dict[str, str]
    expense: dict[str, str]
    totals: list[StatedTotal]
    whole: bool


@CATALOG.read(
    "book.preview",
    title=words(zh="看一看账单", en="Look at a statement"),
    refuses=(UnreadableFile, NotFound, NotAllHere, TooMany),
    body_max=FILE_MAX * 4 // 3 + 16_384,
)
async def preview(ctx: Context, ask: LookAt) -> Previewed:
    """See what a statement file would bring into my book, and what has to be said of it first. Nothing is kept."""
    if ask.upload and ask.content:
        raise BadInput(field="upload", reason="the file itself was sent too")
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    async with _LOOKING:
        how = await how_of(ctx, ask.password, ask.pointed)
        if ask.upload:
            return await _of_upload(ctx, ask, ask.upload, how)
        try:
            seen = await asyncio.to_thread(preview_of, ask.name, io.BytesIO(ask.content), how)
        except Unreadable as no:
            raise refused(no, ctx.locale) from None
        return _told(ctx, seen)


async def _of_upload(ctx: Context, ask: LookAt, upload: UUID, how: How) -> Previewed:
    async with read(ctx) as connection:
        row = await arriving(connection, upload, ctx.me)
        if row["came"] < row["size"]:
            raise NotAllHere(field="upload", came=row["came"], size=row["size"])
        async with beginning(connection, upload, ctx.me, row["size"]) as (file, all_of_it):
            try:
                seen = await asyncio.to_thread(preview_of, ask.name, file, how, LOOK_ROWS)
            except Unreadable as no:
                raise refused_large(no, ctx.locale) from None
    if "password" in seen.asks:
        raise refused_large(Locked("", ""), ctx.locale)
    return _told(ctx, seen if all_of_it else seen._replace(whole=False))


def _told(ctx: Context, seen: Preview) -> Previewed:
    parts = [seen.part] if seen.part else []
    bank = seen.part.institution if seen.part else None
    known = seen.columns
    return Previewed(
        format=seen.part.format if seen.part else "",
        institution=(bank.zh if ctx.locale == "zh" else bank.en) if bank else "",
        account=(seen.part.account or next((row.account for row in seen.rows), "")) if seen.part else "",
        asks=list(seen.asks),
        why=seen.why.say(ctx.locale) if seen.why else "",
        lines=[FileLine(line.line, line.cells[: len(known) or 40]) for line in seen.lines],
        header=seen.header,
        columns=[_plain(meaning) for meaning in known],
        words=seen.words,
        place=seen.place,
        rows=[_row(row) for row in seen.rows],
        rows_read=sum(part.notes.tally.rows for part in parts),
        skipped=skipped_of(ctx.locale, parts),
        skipped_count=sum(part.notes.skipped_count for part in parts),
        income=sums_of(parts, "in"),
        expense=sums_of(parts, "out"),
        totals=totals_of(parts) if seen.whole else [],
        whole=seen.whole,
    )


def _plain(meaning: str) -> Meaning:
    """What was booked and what was dealt are one to a person who points at columns."""
    return {"booked_amount": "amount", "booked_income": "income", "booked_expense": "expense",
            "booked_currency": "currency"}.get(meaning, meaning)  # type: ignore[return-value]  # fmt: skip


def _row(row: Row) -> FileRow:
    return FileRow(
        line=row.line,
        at=row.at.replace(tzinfo=BANK_ZONE),
        amount=Money(row.amount_minor, ASSETS[row.asset]),
        direction=row.direction,
        counterparty=row.counterparty,
        memo=row.text or row.kind,
        account=row.account,
    )
