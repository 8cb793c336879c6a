"""A large statement file arrives in parts."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.guard.limit import Quota, take
from sycee.insight.book._arriving import PART_BYTES, UPLOAD_MAX, UploadUnderWay, parts_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.words import VISIBLE, words

_PER_CUSTOMER = Quota("statement_upload", 24, timedelta(hours=1))
_KEPT_MAX = 3
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('book_upload', $1))"
_OTHERS = "SELECT id FROM book_upload WHERE owner = $1 ORDER BY made_at DESC, id DESC OFFSET $2"
_DROP = "SELECT book_upload_drop($1, $2)"
_BEGIN = "INSERT INTO book_upload (id, owner, name, size, made_at) VALUES ($1, $2, $3, $4, $5)"


class FileTooLarge(Refusal):
    code, http = "file_too_large", 413
    say = words(
        zh="文件超过 200 MB，请分成几段导出，再一个一个导入",
        en="The file has more than 200 MB; export it in pieces and bring them in one by one",
    )


class NewUpload(Ask, frozen=True, kw_only=True):
    """`size` in bytes."""

    name: Annotated[str, Meta(min_length=1, max_length=255, pattern=VISIBLE, description="the file's name")]
    size: Annotated[int, Meta(ge=1, le=2**40)]


class Upload(Answer, frozen=True):
    """Under which id its parts are sent: so many, each of `part_bytes` bytes but the last, numbered from 0."""

    upload: UUID
    part_bytes: int
    parts: int


@CATALOG.write(
    "book.upload",
    title=words(zh="上传大账单", en="Send a large statement"),
    refuses=(FileTooLarge, UploadUnderWay, TooMany),
)
async def upload(ctx: Context, ask: NewUpload) -> Upload:
    """Begin to send a statement file that is too large for one call. It is kept for a day, unless it is brought in."""
    if ask.size > UPLOAD_MAX:
        raise FileTooLarge(field="size", bytes_max=UPLOAD_MAX)
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    connection = write(ctx).connection
    await connection.execute(_ALONE, ctx.me)  # of many at once each sees those before it
    # What was left lying makes room; what is being read does not.
    for old in await connection.fetch(_OTHERS, ctx.me, _KEPT_MAX - 1):
        if not await connection.fetchval(_DROP, ctx.me, old["id"]):
            raise UploadUnderWay(field="name")
    begun = new_id(ctx.now)
    await connection.execute(_BEGIN, begun, ctx.me, ask.name, ask.size, ctx.now)
    return Upload(begun, PART_BYTES, parts_of(ask.size))
