"""Bringing a large statement file in: asked for here, done by a worker, looked at meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

import msgspec

from sycee.guard.limit import Quota, take
from sycee.insight.book._adding import Adding
from sycee.insight.book._arriving import NotAllHere, Progress, RefusedFile, arriving, progress_of, whole
from sycee.insight.book._bring import Sent, add
from sycee.insight.book._file import Columns, how_of, refused_large
from sycee.insight.book._spool import Spooled, Watch, spool
from sycee.insight.book._statement import How, Unclear, Unreadable
from sycee.kit.capability import CATALOG, Ask, Context, Subject, at_once, encode, write
from sycee.kit.errors import NotFound, Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.jobs import job, later
from sycee.kit.words import Locale, words

# A file that is refused may be brought in again with what it was asked for; each time all of it is read.
_PER_CUSTOMER = Quota("statement_read", 24, timedelta(hours=1))
_LOOK_S = 0.5
_ASKED = """
UPDATE book_upload SET state = 'waiting', pointed = $2::jsonb, said = NULL, read_bytes = 0, rows_read = 0,
    rows_written = 0
WHERE id = $1
"""
_SEEN = "UPDATE book_upload SET state = $2, read_bytes = $3, rows_read = $4, rows_written = $5 WHERE id = $1"
_OVER = "UPDATE book_upload SET state = $2, said = $3::jsonb WHERE id = $1"
_END = "SELECT book_upload_end($1, $2)"


class FileNotRead(Refusal):
    code = "file_not_read"
    say = words(
        zh="这个文件我们没能读完，原因在我们这边；账本没有变。请换一种格式导出再试，或联系客服",
        en="We could not read that file to its end, and the fault is ours; nothing in the book has changed. Please try "
        "another format of it, or write to us",
    )


class BringingUpload(Ask, frozen=True, kw_only=True):
    upload: UUID
    pointed: Columns | None = None


class ToBring(Ask, frozen=True, kw_only=True):
    """Which file is to be read, whose it is, and in which language to say what came of it."""

    upload: UUID
    owner: int
    locale: Locale


@CATALOG.write(
    "book.bring_upload",
    title=words(zh="导入大账单", en="Bring a large statement in"),
    refuses=(NotFound, NotAllHere, TooMany),
)
async def bring_upload(ctx: Context, ask: BringingUpload) -> Progress:
    """Have a statement file read into my book that I sent in parts: it takes minutes, and `book.progress` tells how far
    it is.

    Bringing it in again adds nothing, and until all of it is in the book, nothing of it is.
    """
    connection = write(ctx).connection
    row = await arriving(connection, ask.upload, ctx.me, lock=True)
    if row["state"] in ("coming", "refused"):
        if row["came"] < row["size"]:
            raise NotAllHere(field="upload", came=row["came"], size=row["size"])
        await take(ctx, _PER_CUSTOMER, str(ctx.me))
        await how_of(ctx, "", ask.pointed)
        pointed = encode(ask.pointed).decode() if ask.pointed else None
        await connection.execute(_ASKED, ask.upload, pointed)
        await later(ctx, "book.bring", ToBring(upload=ask.upload, owner=ctx.me, locale=ctx.locale), ctx.now)
        row = await arriving(connection, ask.upload, ctx.me)
    return progress_of(ask.upload, row)


async def not_read(ctx: Context, ask: ToBring) -> None:
    """Say that reading the file failed again and again: nothing of it is in the book, and its owner is not left
    waiting."""
    said = RefusedFile(FileNotRead.code, FileNotRead().sentence(ask.locale))
    await write(ctx).connection.execute(_OVER, ask.upload, "refused", encode(said).decode())


@job("book.bring", slow=True, given_up=not_read)
async def bring_it(ctx: Context, ask: ToBring) -> None:
    """Read the file and write its rows, in the worker's one transaction: killed anywhere, it begins anew."""
    ctx = replace(ctx, subject=Subject(ask.owner, ctx.key or new_id(ctx.now)), locale=ask.locale)
    connection = write(ctx).connection
    try:
        row = await arriving(connection, ask.upload, ask.owner)
    except NotFound:
        return  # it lay too long, and is gone
    sent = msgspec.json.decode(row["pointed"], type=Columns) if row["pointed"] else None
    how = await how_of(ctx, "", sent)
    async with whole(connection, ask.upload, ask.owner, row["size"]) as (file, digest):
        try:
            found = await _read(ctx, ask.upload, (row["name"], file, how))
        except Unreadable as no:
            await connection.execute(_OVER, ask.upload, "refused", encode(_refused(no, ctx.locale)).decode())
            return
        adding = Adding(ctx, found)
        rows = sum(found.rows)
        async with _telling(ctx, ask.upload, lambda: ("writing", row["size"], rows, adding.taken)):
            brought = await add(ctx, adding, found, Sent(row["name"], digest, sent))
    await connection.execute(_SEEN, ask.upload, "done", row["size"], brought.rows_read, brought.rows_read)
    await connection.execute(_OVER, ask.upload, "done", encode(brought).decode())
    await connection.execute(_END, ask.owner, ask.upload)


def _refused(no: Unreadable, locale: Locale) -> RefusedFile:
    said = refused_large(no, locale)
    return RefusedFile(said.code, said.sentence(locale), no.asks if isinstance(no, Unclear) else "")


async def _read(ctx: Context, upload: UUID, file: tuple[str, BinaryIO, How]) -> Spooled:
    """Read it off the loop, telling how far it is. Nobody waits for what is given up."""
    watch = Watch()
    async with _telling(ctx, upload, lambda: ("reading", watch.bytes, watch.rows, 0)):
        try:
            return await asyncio.to_thread(spool, *file, watch)
        finally:
            watch.stop = True


@asynccontextmanager
async def _telling(ctx: Context, upload: UUID, seen: Callable[[], tuple[str, int, int, int]]) -> AsyncIterator[None]:
    """Tell how far it is twice a second, on a connection of its own: the rows themselves are seen only at the end."""

    async def tell() -> None:
        while True:
            await at_once(ctx, _SEEN, upload, *seen())
            await asyncio.sleep(_LOOK_S)

    telling = asyncio.create_task(tell())
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
