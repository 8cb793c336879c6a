"""Photos beside entries: sealed rows of their own, each known by its id alone."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any
from uuid import UUID

from sycee.guard.privacy import Vault, sealed_column
from sycee.insight.book._picture import Picture
from sycee.kit.capability import Answer, Context, write
from sycee.kit.db import read

PHOTO = sealed_column("book_photo", "photo", "id", rows=UUID, at_a_time=8)
PER_ENTRY, PER_CUSTOMER = 6, 1_000
"""Most photos of one entry, and of all entries of one customer."""

_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('book_photo', $1))"
_COUNT = """
SELECT count(*) FILTER (WHERE account = $2 AND seq = $3) AS here, count(*) AS whole FROM book_photo WHERE owner = $1
"""
_ADD = """
INSERT INTO book_photo (id, owner, account, seq, photo, width, height, size, added_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_OF = """
SELECT id, width, height FROM book_photo WHERE owner = $1 AND account = $2 AND seq = $3 ORDER BY added_at, id
"""
_ONE = "SELECT width, height, photo FROM book_photo WHERE owner = $1 AND id = $2"
_GONE = "DELETE FROM book_photo WHERE owner = $1 AND id = $2 RETURNING account || ':' || seq"


class EntryPhoto(Answer, frozen=True):
    """A photo of an entry, by the id with which `book.photo` shows it, and its measures in pixels."""

    id: UUID
    width: int
    height: int


async def photos_of(ctx: Context, entry: str) -> list[EntryPhoto]:
    """The photos of one of the caller's entries, the first added first."""
    account, _, seq = entry.rpartition(":")
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_OF, ctx.me, account, int(seq))
    return [EntryPhoto(id=r["id"], width=r["width"], height=r["height"]) for r in rows]


async def room_for(ctx: Context, entry: str) -> bool:
    """Whether the entry and its owner may have one more. For writes: nobody adds another until this one is done."""
    account, _, seq = entry.rpartition(":")
    connection = write(ctx).connection
    await connection.execute(_ALONE, ctx.me)
    row: Any = await connection.fetchrow(_COUNT, ctx.me, account, int(seq))
    return bool(row["here"] < PER_ENTRY and row["whole"] < PER_CUSTOMER)


async def put(ctx: Context, entry: str, number: UUID, picture: Picture) -> None:
    """Seal a photo beside an entry. For writes."""
    account, _, seq = entry.rpartition(":")
    # The vault seals text.
    sealed = ctx.port(Vault).seal(b64encode(picture.jpeg).decode(), PHOTO, number)
    await write(ctx).connection.execute(
        _ADD, number, ctx.me, account, int(seq), sealed, picture.width, picture.height, len(picture.jpeg), ctx.now
    )


async def opened(ctx: Context, number: UUID) -> Picture | None:
    """One photo of the caller's, opened; None where it is not theirs, as where there is none."""
    async with read(ctx) as connection:
        row: Any = await connection.fetchrow(_ONE, ctx.me, number)
    if row is None:
        return None
    jpeg = b64decode(ctx.port(Vault).unseal(row["photo"], PHOTO, number))
    return Picture(jpeg, row["width"], row["height"])


async def take_off(ctx: Context, number: UUID) -> str | None:
    """Remove one photo of the caller's; returns its entry. For writes."""
    gone: str | None = await write(ctx).connection.fetchval(_GONE, ctx.me, number)
    return gone
