"""Leaving a large statement file that was sent."""

from __future__ import annotations

from uuid import UUID

from sycee.insight.book._arriving import UploadUnderWay, arriving
from sycee.insight.book._progress import WhichUpload
from sycee.kit.capability import CATALOG, Answer, Context, write
from sycee.kit.errors import NotFound
from sycee.kit.words import words

_DROP = "SELECT book_upload_drop($1, $2)"


class UploadDropped(Answer, frozen=True):
    """The file that is gone."""

    upload: UUID


@CATALOG.write(
    "book.drop_upload",
    title=words(zh="不要这个大账单", en="Leave a large statement"),
    refuses=(NotFound, UploadUnderWay),
)
async def drop_upload(ctx: Context, ask: WhichUpload) -> UploadDropped:
    """Remove a statement file that I sent in parts. What was brought in of it stays in my book."""
    connection = write(ctx).connection
    await arriving(connection, ask.upload, ctx.me)
    if not await connection.fetchval(_DROP, ctx.me, ask.upload):
        raise UploadUnderWay(field="upload")
    return UploadDropped(ask.upload)
