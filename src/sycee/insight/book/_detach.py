"""Taking a photo off an entry."""

from __future__ import annotations

from uuid import UUID

from sycee.insight.book._photo import WhichPhoto
from sycee.insight.book._photos import take_off
from sycee.kit.capability import CATALOG, Answer, Context
from sycee.kit.errors import NotFound
from sycee.kit.words import words


class Detached(Answer, frozen=True):
    """The photo that is gone, and the entry that it was of."""

    id: UUID
    entry: str


@CATALOG.write("book.detach", title=words(zh="删除照片", en="Remove a photo"), refuses=(NotFound,))
async def detach(ctx: Context, ask: WhichPhoto) -> Detached:
    """Remove one of my photos. It is gone at once; the entry stays as it is."""
    entry = await take_off(ctx, ask.photo)
    if entry is None:
        raise NotFound(field="photo")
    return Detached(id=ask.photo, entry=entry)
