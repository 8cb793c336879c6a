"""Rows of a file on their way into the accounts that they are of: batch by batch, each row once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

from sycee.insight.book._choices import moved
from sycee.insight.book._same import match
from sycee.insight.book._spool import Spooled
from sycee.insight.book._statement import Institution, Row
from sycee.kit.capability import Context, write
from sycee.kit.journal import Fact
from sycee.kit.time import BANK_ZONE

_WAIT_S = 25
"""How long a file waits for its owner's turn."""
# The account's row is locked by the update, so that two imports of one file follow each other.
_ACCOUNT = """
INSERT INTO book_account AS a (owner, institution, title_zh, title_en, number, made_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (owner, institution, number) DO UPDATE SET title_zh = a.title_zh RETURNING id
"""
# The number of a row that was taken out is given to no other.
_LAST = """
SELECT greatest(a.last_seq, (SELECT coalesce(max(e.seq), 0) FROM book_entry e WHERE e.account_id = a.id))
FROM book_account a WHERE a.id = $1
"""
# The same bytes are the same file, whatever they are called.
_FILE = """
INSERT INTO book_file (owner, digest, name, format, rows_read, skipped, brought_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (owner, digest) DO UPDATE SET name = excluded.name, format = excluded.format,
    rows_read = excluded.rows_read, skipped = excluded.skipped, brought_at = excluded.brought_at RETURNING id
"""
# An order that was pending in one file is settled or closed in the next: its row is the same, its state is not. By the
# index of fingerprints and no other plan: a table that has just grown by a million rows has no statistics of them.
_ADD = """
WITH done AS (
    INSERT INTO book_entry AS e (account_id, seq, owner, fingerprint, booked_at, asset, amount, counted, balance,
                                 direction, kind, counterparty, memo, status, method, order_number, files)
    SELECT $1, u.seq, $2, u.fingerprint, u.booked_at, u.asset, u.amount, u.counted, u.balance, u.direction, u.kind,
           u.counterparty, u.memo, u.status, u.method, u.order_number, ARRAY[$17::bigint]
    FROM unnest($3::bytea[], $4::timestamptz[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[],
        $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bigint[])
    AS u (fingerprint, booked_at, asset, amount, counted, balance, direction, kind, counterparty, memo, status, method,
          order_number, seq)
    ON CONFLICT (account_id, fingerprint) DO UPDATE SET counted = excluded.counted, direction = excluded.direction,
        status = excluded.status, files = CASE WHEN $17 = ANY (e.files) THEN e.files ELSE e.files || $17 END
    WHERE (e.counted, e.direction, e.status) IS DISTINCT FROM (excluded.counted, excluded.direction, excluded.status)
        OR NOT $17 = ANY (e.files)
    RETURNING seq
)
SELECT count(*) FROM done WHERE seq > $18
"""


class BroughtIn(Fact, frozen=True):
    name = "book.brought"
    owner: int
    account: int
    added: int


class Adding:
    """What has been added so far. `taken`: rows that were written or found to be there."""

    def __init__(self, ctx: Context, found: Spooled) -> None:
        self._ctx, self._found = ctx, found
        self._accounts: dict[tuple[str, str], tuple[int, int]] = {}
        self._file = 0
        self._whole = sum(found.rows)
        self.taken = 0
        self.added: dict[int, int] = {}
        self.matched = 0
        self._span: tuple[datetime, datetime] | None = None

    async def all(self, name: str, digest: bytes) -> None:
        """Every row of the file, the pairs that they make with rows of other accounts, and the facts of it."""
        if not self._whole:
            return
        await moved(self._ctx, _WAIT_S)
        connection = write(self._ctx).connection
        skipped = sum(part.notes.skipped_count for part in self._found.parts)
        told = self._found.parts[0].format, self._whole, skipped
        self._file = await connection.fetchval(_FILE, self._ctx.me, digest, name, *told, self._ctx.now)
        async for number, rows in _each(self._found):
            await self._take(number, rows)
        self.matched = await match(self._ctx, *self._span) if self._span else 0
        for account, added in self.added.items():
            write(self._ctx).tell(BroughtIn(owner=self._ctx.me, account=account, added=added))

    async def _take(self, number: int, rows: Sequence[Row]) -> None:
        part, taken = self._found.parts[number], self.taken
        by_account: dict[str, list[tuple[int, Row]]] = {}
        for row in rows:
            taken += 1
            # Within a day the newest row has the highest number, whichever end of the file it is at.
            place = taken if part.ascending else self._whole - taken + 1
            by_account.setdefault(row.account or part.account or "", []).append((place, row))
        for account, placed in by_account.items():
            await self._add(part.institution, account, placed)
        days = [row.at.replace(tzinfo=BANK_ZONE) for row in rows] + list(self._span or ())
        self._span = (min(days), max(days))
        self.taken = taken

    async def _add(self, bank: Institution, number: str, placed: Sequence[tuple[int, Row]]) -> None:
        account, last = await self._account(bank, number)
        columns, seq = _columns([row for _, row in placed]), [last + place for place, _ in placed]
        given = account, self._ctx.me, *columns, seq, self._file, last
        self.added[account] += await write(self._ctx).connection.fetchval(_ADD, *given)

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


async def _each(found: Spooled) -> AsyncIterator[tuple[int, list[Row]]]:
    batches = found.batches()
    # Decoding thousands of rows takes milliseconds: off the loop, one batch at a time.
    while batch := await asyncio.to_thread(next, batches, None):
        yield batch


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
