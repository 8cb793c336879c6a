"""Putting a photo beside an entry: a receipt, what was bought, who was there."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from sycee.guard.limit import Quota, take
from sycee.insight.book._entry import WhichEntry, entry
from sycee.insight.book._photos import EntryPhoto, put, room_for
from sycee.insight.book._picture import PHOTO_MAX, NotAPhoto, PhotoTooLarge, Picture, cleaned
from sycee.insight.book._view import EntryRef
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.errors import NotFound, Refusal, TooMany
from sycee.kit.ids import new_id
from sycee.kit.words import words

_PER_CUSTOMER = Quota("photo", 120, timedelta(hours=1))
# Decoding takes memory: so many at a time, whoever asks.
_DECODING = asyncio.Semaphore(2)


class TooManyPhotos(Refusal):
    code = "too_many_photos"
    say = words(
        zh="这笔的照片已经够多了，最多 6 张，请先删掉一张",
        en="There are enough photos here: at most 6 for one entry. Please remove one first",
    )


class Attaching(Ask, frozen=True):
    """`content`: the picture itself, JPEG, PNG or WebP, in base64 on the wire."""

    entry: EntryRef
    content: Annotated[bytes, Meta(max_length=PHOTO_MAX)]


async def _clean(ctx: Context, ask: Attaching) -> Picture:
    """The slow part: off the loop and outside the transaction."""
    await take(ctx, _PER_CUSTOMER, str(ctx.me))
    async with _DECODING:
        return await asyncio.to_thread(cleaned, ask.content)


@CATALOG.write(
    "book.attach",
    title=words(zh="添加照片", en="Add a photo"),
    prepare=_clean,
    refuses=(NotFound, NotAPhoto, PhotoTooLarge, TooManyPhotos, TooMany),
    body_max=PHOTO_MAX * 4 // 3 + 16_384,
)
async def attach(ctx: Context, ask: Attaching) -> EntryPhoto:
    """Keep a photo beside one of my entries: made smaller, sealed, and without where or when it was taken."""
    await entry(ctx, WhichEntry(ask.entry))
    if not await room_for(ctx, ask.entry):
        raise TooManyPhotos(field="entry")
    picture, number = ctx.prepared, new_id(ctx.now)
    await put(ctx, ask.entry, number, picture)
    return EntryPhoto(id=number, width=picture.width, height=picture.height)
