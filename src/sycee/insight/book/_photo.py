"""One photo of an entry."""

from __future__ import annotations

from uuid import UUID

from sycee.insight.book._photos import opened
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound
from sycee.kit.words import words


class WhichPhoto(Ask, frozen=True):
    photo: UUID


class PhotoShown(Answer, frozen=True):
    """A photo: JPEG, in base64 on the wire, and its measures in pixels."""

    id: UUID
    width: int
    height: int
    content: bytes


@CATALOG.read("book.photo", title=words(zh="看照片", en="A photo"), channels=("http", "cli"), refuses=(NotFound,))
async def photo(ctx: Context, ask: WhichPhoto) -> PhotoShown:
    """One photo of one of my entries."""
    found = await opened(ctx, ask.photo)
    if found is None:
        raise NotFound(field="photo")
    return PhotoShown(id=ask.photo, width=found.width, height=found.height, content=found.jpeg)
