"""The files that were brought in."""

from __future__ import annotations

from datetime import datetime

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import words

_MOST = 500
_FILES = """
SELECT id, name, format, rows_read, skipped, brought_at FROM book_file
WHERE owner = $1 ORDER BY brought_at DESC, id DESC LIMIT $2
"""


class BroughtFile(Answer, frozen=True):
    """A statement file, when it was brought in last, and how many rows of it were read and left out then."""

    id: int
    name: str
    format: str
    rows_read: int
    skipped: int
    brought_at: datetime


class BroughtFiles(Answer, frozen=True):
    """The newest first, 500 at most."""

    files: list[BroughtFile]


@CATALOG.read("book.files", title=words(zh="导入过的文件", en="Files brought in"))
async def files(ctx: Context, _: Nothing) -> BroughtFiles:
    """The statement files that I brought into my book and did not take out again."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_FILES, ctx.me, _MOST)
    told = [
        BroughtFile(
            id=r["id"],
            name=r["name"],
            format=r["format"],
            rows_read=r["rows_read"],
            skipped=r["skipped"],
            brought_at=r["brought_at"].astimezone(BANK_ZONE),
        )
        for r in rows
    ]
    return BroughtFiles(told)
