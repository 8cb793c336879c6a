"""Taking a file that was brought in out of the book again."""

from __future__ import annotations

from typing import Any

from sycee.insight.book._choices import moved
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, write
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.ids import RowId
from sycee.kit.journal import Fact
from sycee.kit.words import words

_FILE = "SELECT name, brought_at FROM book_file WHERE owner = $1 AND id = $2"
_REMOVE = "SELECT book_remove_file($1, $2)"
_REMOVE_S = 120
_TO_GO = words(zh="移出账本的文件", en="File to be taken out")


class RemovingFile(Ask, frozen=True):
    file: RowId


class FileRemoved(Answer, frozen=True):
    """How many rows went with it: those that no other file has."""

    file: int
    entries: int


class FileTakenOut(Fact, frozen=True):
    name = "book.file_removed"
    owner: int
    file: int
    entries: int


async def _shows(ctx: Context, ask: RemovingFile) -> tuple[Shown, ...]:
    """Which file it is."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_FILE, ctx.me, ask.file)
    if row is None:
        raise NotFound(field="file")
    return (Shown(_TO_GO, row["name"]),)


@CATALOG.write(
    "book.remove_file", title=words(zh="移出一个文件", en="Take a file out"), shows=_shows, refuses=(NotFound,)
)
async def remove_file(ctx: Context, ask: RemovingFile) -> FileRemoved:
    """Take a file that I brought in out of my book, with the rows that no other file has. It can be brought in anew."""
    await moved(ctx)
    gone = await write(ctx).connection.fetchval(_REMOVE, ctx.me, ask.file, timeout=_REMOVE_S)
    if gone is None:
        raise NotFound(field="file")
    write(ctx).tell(FileTakenOut(owner=ctx.me, file=ask.file, entries=gone))
    return FileRemoved(ask.file, gone)
