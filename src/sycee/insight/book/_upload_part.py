"""One part of a large statement file."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from sycee.insight.book._arriving import PART_BYTES, UPLOAD_MAX, arriving, parts_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import BadInput, NotFound
from sycee.kit.words import words

_KEEP = "INSERT INTO book_upload_part (upload, part, owner, content) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
_CAME = "UPDATE book_upload SET came = came + $2 WHERE id = $1"


class UploadPart(Ask, frozen=True, kw_only=True):
    """`content` is the part, in base64 on the wire; `part` its number, from 0."""

    upload: UUID
    part: Annotated[int, Meta(ge=0, le=parts_of(UPLOAD_MAX) - 1)]
    content: Annotated[bytes, Meta(min_length=1, max_length=PART_BYTES)]


class PartHere(Answer, frozen=True):
    """How many bytes of the file are here now."""

    came: int
    size: int


@CATALOG.write(
    "book.upload_part",
    title=words(zh="上传一段账单", en="Send a part of a statement"),
    refuses=(NotFound,),
    body_max=PART_BYTES * 4 // 3 + 4_096,
)
async def upload_part(ctx: Context, ask: UploadPart) -> PartHere:
    """Send one part of a large statement file, in any order; the same part again changes nothing."""
    connection = write(ctx).connection
    row = await arriving(connection, ask.upload, ctx.me, lock=True)
    if ask.part >= parts_of(row["size"]):
        raise BadInput(field="part", reason="the file has no such part")
    if len(ask.content) != min(PART_BYTES, row["size"] - ask.part * PART_BYTES):
        raise BadInput(field="content", reason="not as long as this part of the file is")
    came = row["came"]
    if row["state"] in ("coming", "refused"):
        kept = await connection.execute(_KEEP, ask.upload, ask.part, ctx.me, ask.content)
        if kept.endswith("1"):
            came += len(ask.content)
            await connection.execute(_CAME, ask.upload, len(ask.content))
    return PartHere(came, row["size"])
