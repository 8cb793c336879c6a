"""Bringing in a statement file of another bank or wallet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any

from msgspec import Meta

from sycee.guard.limit import Quota, take
from sycee.insight.book._statement import Row, Unreadable, read
from sycee.insight.book._statement import Statement as Read
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.journal import Fact
from sycee.kit.money import ASSETS, Money
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import VISIBLE, Locale, words

FILE_MAX = 10 * 1024 * 1024
"""Most bytes of a file that one call takes."""

_ACCOUNT = """
INSERT INTO book_account AS a (owner, institution, title_zh, title_en, number, made_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (owner, institution, number) DO UPDATE SET title_zh = a.title_zh RETURNING id
"""
# The account's row is locked above, so that two imports of one file follow each other.
_LOCK = "SELECT id FROM book_account WHERE id = $1 FOR UPDATE"
# An order that was pending in one file is settled or closed in the next: its row is the same, its state is not.
_ADD = """
WITH given AS (
    SELECT * FROM unnest($3::bytea[], $4::timestamptz[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[]) WITH ORDINALITY
    AS u (fingerprint, booked_at, asset, amount, counted, balance, direction, kind, counterparty, memo, status, method,
          order_number, n)
), moved AS (
    UPDATE book_entry e SET counted = g.counted, direction = g.direction, status = g.status FROM given g
    WHERE e.account_id = $1 AND e.fingerprint = g.fingerprint AND (e.counted, e.direction, e.status)
        IS DISTINCT FROM (g.counted, g.direction, g.status)
)
INSERT INTO book_entry (account_id, seq, owner, fingerprint, booked_at, asset, amount, counted, balance, direction,
                        kind, counterparty, memo, status, method, order_number)
SELECT $1, (SELECT coalesce(max(seq), 0) FROM book_entry WHERE account_id = $1)
           + row_number() OVER (ORDER BY g.booked_at, g.n DESC),
       $2, g.fingerprint, g.booked_at, g.asset, g.amount, g.counted, g.balance, g.direction, g.kind, g.counterparty,
       g.memo, g.status, g.method, g.order_number
FROM given g WHERE NOT EXISTS (SELECT FROM book_entry e WHERE e.account_id = $1 AND e.fingerprint = g.fingerprint)
RETURNING seq
"""


_PER_CUSTOMER = Quota("statement", 120, timedelta(hours=1))
_SKIPPED_MAX = 200


class UnreadableFile(Refusal):
    code, http = "unreadable_file", 422
    say = words(zh="读不了这个文件：{why}", en="That file cannot be read: {why}")


class Statement(Ask, frozen=True, kw_only=True):
    """`content` is the file itself, in base64 on the wire."""

    name: Annotated[str, Meta(min_length=1, max_length=255, pattern=VISIBLE, description="the file's name")]
    content: Annotated[bytes, Meta(max_length=FILE_MAX)]


class Skipped(Answer, frozen=True):
    """A line of the file that was not taken, and why."""

    line: int
    why: str


class Brought(Answer, frozen=True):
    """What was read, what was not and why, and what it adds up to. Sums are per currency, in major units.

    Of many skipped lines the first are told; `skipped_count` counts them all.
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


class BroughtIn(Fact, frozen=True):
    name = "book.brought"
    owner: int
    account: int
    added: int


async def _read(ctx: Context, ask: Statement) -> Read:
    """The slow part: seconds for a large file, off the loop and outside the transaction."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    try:
        return await asyncio.to_thread(read, ask.name, ask.content)
    except Unreadable as no:
        raise UnreadableFile(field="content", why=no.why.say(ctx.locale)) from None


@CATALOG.write(
    "book.bring",
    title=words(zh="导入账单", en="Bring in a statement"),
    says=("导入账单", "import a statement"),
    prepare=_read,
    refuses=(UnreadableFile, TooMany),
    body_max=FILE_MAX * 4 // 3 + 4096,
)
async def bring(ctx: Context, ask: Statement) -> Brought:
    """Read a statement file of another bank or wallet into my book. Bringing it in again adds nothing."""
    found: Read = ctx.prepared
    known = [row for row in found.rows if row.asset in ASSETS]
    by_account: dict[str, list[Row]] = {}
    for row in known:
        by_account.setdefault(row.account or found.account or "", []).append(row)
    added = sum([await _add(ctx, found, number, rows) for number, rows in by_account.items()])
    return _told(ctx.locale, ask.name, found, added, len(known))


async def _add(ctx: Context, found: Read, number: str, rows: Sequence[Row]) -> int:
    writing, bank = write(ctx), found.institution
    account: int = await writing.connection.fetchval(
        _ACCOUNT, ctx.me, bank.key or "?", bank.zh or "其他银行", bank.en or "Another bank", number, ctx.now
    )
    await writing.connection.execute(_LOCK, account)
    new = await writing.connection.fetch(_ADD, account, ctx.me, *_columns(rows))
    writing.tell(BroughtIn(owner=ctx.me, account=account, added=len(new)))
    return len(new)


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


def _told(locale: Locale, name: str, found: Read, added: int, known: int) -> Brought:
    unknown = words(zh="不支持币种 {asset}", en="currency {asset} is not supported")
    left = [(row.line, unknown.say(locale, asset=row.asset)) for row in found.rows if row.asset not in ASSETS]
    skipped = sorted([(s.line, s.why.say(locale)) for s in found.skipped] + left)
    return Brought(
        file=name,
        format=found.format,
        account=found.account or "",
        rows_read=len(found.rows),
        skipped=[Skipped(line=n, why=w) for n, w in skipped[:_SKIPPED_MAX]],
        skipped_count=len(skipped),
        income=_sums(found.income),
        expense=_sums(found.expense),
        added=added,
        already_there=known - added,
    )


def _sums(minor: dict[str, int]) -> dict[str, str]:
    return {code: Money(sum_minor, ASSETS[code]).major for code, sum_minor in minor.items() if code in ASSETS}
