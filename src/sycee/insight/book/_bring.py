"""Bringing in a statement file of another bank or wallet."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Literal, NamedTuple

from sycee.guard.limit import Quota, take
from sycee.insight.book._adding import Adding
from sycee.insight.book._file import (
    FILE_MAX,
    Columns,
    FileLocked,
    StatementFile,
    UnclearFile,
    UnreadableFile,
    how_of,
    refused,
)
from sycee.insight.book._shapes import remember
from sycee.insight.book._spool import Spooled, spool
from sycee.insight.book._statement import Declared, How, Part, Unreadable
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.errors import TooMany
from sycee.kit.money import ASSETS, Money
from sycee.kit.words import Locale, words

_PER_CUSTOMER = Quota("statement", 120, timedelta(hours=1))
# Reading takes seconds of a processor: so many at a time, whoever asks.
_READING = asyncio.Semaphore(2)
_SKIPPED_MAX = 200
_TOTALS_MAX = 100


class Skipped(Answer, frozen=True):
    """A line of the file that was not taken, and why. `place`: its sheet, where there are several."""

    line: int
    why: str
    place: str = ""


class StatedTotal(Answer, frozen=True):
    """A total that the file states about itself, beside what its rows come to. What it does not state is None."""

    line: int
    of: Literal["rows", "in", "out", "neutral", "balance"]
    rows: int | None
    amount: Money | None
    found_rows: int
    found: Money | None
    agrees: bool


class Brought(Answer, frozen=True, kw_only=True):
    """What was read, what was not and why, and what it adds up to. Sums are per currency, in major units.

    Of many skipped lines the first are told; `skipped_count` counts them all. `repeated` rows stand on two sheets.
    `matched` rows are the same payments as rows of a wallet, or of the card behind one. `accounts` are the book's.
    """

    file: str
    format: str
    account: str
    rows_read: int
    skipped: list[Skipped]
    skipped_count: int
    income: dict[str, str]
    expense: dict[str, str]
    added: int
    already_there: int
    repeated: int
    matched: int
    totals: list[StatedTotal]
    accounts: list[str]


async def _read(ctx: Context, ask: StatementFile) -> tuple[Spooled, bytes]:
    """The slow part: seconds for a large file, off the loop and outside the transaction."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    how = await how_of(ctx, ask.password, ask.pointed)
    try:
        async with _READING:
            return await asyncio.to_thread(_spooled, ask, how)
    except Unreadable as no:
        raise refused(no, ctx.locale) from None


def _spooled(ask: StatementFile, how: How) -> tuple[Spooled, bytes]:
    return spool(ask.name, io.BytesIO(ask.content), how), sha256(ask.content).digest()


@CATALOG.write(
    "book.bring",
    title=words(zh="导入账单", en="Bring in a statement"),
    says=("导入账单", "import a statement"),
    prepare=_read,
    refuses=(UnreadableFile, UnclearFile, FileLocked, TooMany),
    body_max=FILE_MAX * 4 // 3 + 16_384,
)
async def bring(ctx: Context, ask: StatementFile) -> Brought:
    """Read a statement file of another bank or wallet into my book. Bringing it in again adds nothing."""
    found, digest = ctx.prepared
    return await add(ctx, Adding(ctx, found), found, Sent(ask.name, digest, ask.pointed))


class Sent(NamedTuple):
    """What a file is called, the SHA-256 of its bytes, and what was said of its columns."""

    name: str
    digest: bytes
    pointed: Columns | None


async def add(ctx: Context, adding: Adding, found: Spooled, sent: Sent) -> Brought:
    """Put the rows of a file that was read into the book, and let the reading go."""
    try:
        await adding.all(sent.name, sent.digest)
    finally:
        found.close()
    if sent.pointed:
        await remember(ctx, found.parts[0].shape, sent.pointed)
    return _told(ctx.locale, sent.name, found, adding)


def _told(locale: Locale, name: str, found: Spooled, adding: Adding) -> Brought:
    added, read = sum(adding.added.values()), sum(found.rows)
    return Brought(
        file=name,
        format=found.parts[0].format,
        account=found.accounts[0] if len(found.accounts) == 1 else "",
        rows_read=read,
        skipped=skipped_of(locale, found.parts),
        skipped_count=sum(part.notes.skipped_count for part in found.parts),
        income=sums_of(found.parts, "in"),
        expense=sums_of(found.parts, "out"),
        added=added,
        already_there=read - added,
        repeated=sum(part.notes.repeated for part in found.parts),
        matched=adding.matched,
        totals=totals_of(found.parts),
        accounts=[f"out:{account}" for account in adding.added],
    )


def skipped_of(locale: Locale, parts: Sequence[Part]) -> list[Skipped]:
    """The first of the lines that were not taken."""
    told = [line for part in parts for line in part.notes.skipped]
    return [Skipped(s.line, s.why.say(locale), s.place) for s in told[:_SKIPPED_MAX]]


def sums_of(parts: Sequence[Part], way: Literal["in", "out"]) -> dict[str, str]:
    """Money in or out per currency, in major units."""
    sums: dict[str, int] = {}
    for part in parts:
        for code, minor in part.notes.tally.summed(way).items():
            sums[code] = sums.get(code, 0) + minor
    return {code: Money(minor, ASSETS[code]).major for code, minor in sums.items()}


def totals_of(parts: Sequence[Part]) -> list[StatedTotal]:
    """What the file states about itself, beside what was found."""
    return [_total(stated) for part in parts for stated in part.notes.declared()[:_TOTALS_MAX]]


def _total(stated: Declared) -> StatedTotal:
    asset = ASSETS.get(stated.asset or "")
    amount = Money(stated.amount_minor, asset) if asset and stated.amount_minor is not None else None
    found = Money(stated.found_minor, asset) if asset else None
    return StatedTotal(stated.line, stated.of, stated.rows, amount, stated.found_rows, found, stated.agrees)
