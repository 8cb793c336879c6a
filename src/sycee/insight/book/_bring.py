"""Bringing in a statement file of another bank or wallet."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sycee.guard.limit import Quota, take
from sycee.insight.book._file import FILE_MAX, FileLocked, StatementFile, UnclearFile, UnreadableFile, how_of, refused
from sycee.insight.book._same import match
from sycee.insight.book._shapes import remember
from sycee.insight.book._spool import Spooled, spool
from sycee.insight.book._statement import Declared, Institution, Part, Row, Unreadable
from sycee.kit.capability import CATALOG, Answer, Context, write
from sycee.kit.errors import TooMany
from sycee.kit.journal import Fact
from sycee.kit.money import ASSETS, Money
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import Locale, words

# The account's row is locked by the update, so that two imports of one file follow each other.
_ACCOUNT = """
INSERT INTO book_account AS a (owner, institution, title_zh, title_en, number, made_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (owner, institution, number) DO UPDATE SET title_zh = a.title_zh RETURNING id
"""
_LAST = "SELECT coalesce(max(seq), 0) FROM book_entry WHERE account_id = $1"
# An order that was pending in one file is settled or closed in the next: its row is the same, its state is not.
_ADD = """
WITH given AS (
    SELECT * FROM unnest($3::bytea[], $4::timestamptz[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[])
    AS u (fingerprint, booked_at, asset, amount, counted, balance, direction, kind, counterparty, memo, status, method,
          order_number, seq)
), moved AS (
    UPDATE book_entry e SET counted = g.counted, direction = g.direction, status = g.status FROM given g
    WHERE e.account_id = $1 AND e.fingerprint = g.fingerprint AND (e.counted, e.direction, e.status)
        IS DISTINCT FROM (g.counted, g.direction, g.status)
)
INSERT INTO book_entry (account_id, seq, owner, fingerprint, booked_at, asset, amount, counted, balance, direction,
                        kind, counterparty, memo, status, method, order_number)
SELECT $1, g.seq, $2, g.fingerprint, g.booked_at, g.asset, g.amount, g.counted, g.balance, g.direction, g.kind,
       g.counterparty, g.memo, g.status, g.method, g.order_number
FROM given g WHERE NOT EXISTS (SELECT FROM book_entry e WHERE e.account_id = $1 AND e.fingerprint = g.fingerprint)
"""


_PER_CUSTOMER = Quota("statement", 120, timedelta(hours=1))
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


class BroughtIn(Fact, frozen=True):
    name = "book.brought"
    owner: int
    account: int
    added: int


async def _read(ctx: Context, ask: StatementFile) -> Spooled:
    """The slow part: seconds for a large file, off the loop and outside the transaction."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    how = await how_of(ctx, ask)
    try:
        return await asyncio.to_thread(spool, ask.name, io.BytesIO(ask.content), how)
    except Unreadable as no:
        raise refused(no, ctx.locale) from None


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
    found: Spooled = ctx.prepared
    try:
        adding = _Adding(ctx, found)
        async for done in _each(found):
            await adding.take(*done)
        matched = await match(ctx, *adding.span) if adding.span else 0
    finally:
        found.close()
    if ask.pointed:
        await remember(ctx, found.parts[0].shape, ask.pointed)
    for account, added in adding.added.items():
        write(ctx).tell(BroughtIn(owner=ctx.me, account=account, added=added))
    return _told(ctx.locale, ask.name, found, adding, matched)


async def _each(found: Spooled) -> AsyncIterator[tuple[int, list[Row]]]:
    batches = found.batches()
    # Decoding thousands of rows takes milliseconds: off the loop, one batch at a time.
    while batch := await asyncio.to_thread(next, batches, None):
        yield batch


class _Adding:
    """Batches on their way into the accounts that their rows are of."""

    def __init__(self, ctx: Context, found: Spooled) -> None:
        self._ctx, self._found = ctx, found
        self._accounts: dict[tuple[str, str], tuple[int, int]] = {}
        self._taken = 0
        self._whole = sum(found.rows)
        self.added: dict[int, int] = {}
        self.span: tuple[datetime, datetime] | None = None

    async def take(self, number: int, rows: Sequence[Row]) -> None:
        part = self._found.parts[number]
        by_account: dict[str, list[tuple[int, Row]]] = {}
        for row in rows:
            self._taken += 1
            # Within a day the newest row has the highest number, whichever end of the file it is at.
            place = self._taken if part.ascending else self._whole - self._taken + 1
            by_account.setdefault(row.account or part.account or "", []).append((place, row))
        for account, placed in by_account.items():
            await self._add(part.institution, account, placed)
        days = [row.at.replace(tzinfo=BANK_ZONE) for row in rows] + list(self.span or ())
        self.span = (min(days), max(days))

    async def _add(self, bank: Institution, number: str, placed: Sequence[tuple[int, Row]]) -> None:
        account, last = await self._account(bank, number)
        said = await write(self._ctx).connection.execute(
            _ADD, account, self._ctx.me, *_columns([row for _, row in placed]), [last + place for place, _ in placed]
        )
        self.added[account] += int(said.rsplit(" ", 1)[-1])

    async def _account(self, bank: Institution, number: str) -> tuple[int, int]:
        """The account's id, and the number of its last row before this file."""
        if (bank.en, number) not in self._accounts:
            connection = write(self._ctx).connection
            title = bank.zh or "其他银行", bank.en or "Another bank"
            account: int = await connection.fetchval(
                _ACCOUNT, self._ctx.me, bank.key or "?", *title, number[:200], self._ctx.now
            )
            self._accounts[bank.en, number] = account, await connection.fetchval(_LAST, account)
            self.added.setdefault(account, 0)
        return self._accounts[bank.en, number]


def _columns(rows: Sequence[Row]) -> tuple[list[Any], ...]:
    return (
        [bytes.fromhex(r.fingerprint) for r in rows],
        [r.at.replace(tzinfo=BANK_ZONE) for r in rows],
        [r.asset for r in rows],
        [r.amount_minor for r in rows],
        [r.counted_minor for r in rows],
        [r.balance_minor for r in rows],
        [r.direction for r in rows],
        [r.kind for r in rows],
        [r.counterparty for r in rows],
        [r.text for r in rows],
        [r.status for r in rows],
        [r.method for r in rows],
        [r.order for r in rows],
    )


def _told(locale: Locale, name: str, found: Spooled, adding: _Adding, matched: int) -> Brought:
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
        matched=matched,
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
