"""How far a large statement file is."""

from __future__ import annotations

from uuid import UUID

from sycee.insight.book._arriving import Progress, arriving, progress_of
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import NotFound
from sycee.kit.words import words


class WhichUpload(Ask, frozen=True):
    upload: UUID


@CATALOG.read("book.progress", title=words(zh="导入进度", en="How far a large statement is"), refuses=(NotFound,))
async def progress(ctx: Context, ask: WhichUpload) -> Progress:
    """See how far a large statement file of mine is, and what came of it. Told for a day after it was sent."""
    async with read(ctx) as connection:
        return progress_of(ask.upload, await arriving(connection, ask.upload, ctx.me))
