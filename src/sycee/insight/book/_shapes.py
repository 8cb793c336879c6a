"""What a person pointed out about files of one shape, kept for the next file of that shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from sycee.insight.book._statement import Pointed
from sycee.kit.capability import Context, write
from sycee.kit.db import read

_KEPT_MAX = 200
_ALL = "SELECT shape, pointed FROM book_shape WHERE owner = $1 ORDER BY said_at DESC LIMIT $2"
_KEEP = """
INSERT INTO book_shape (owner, shape, pointed, said_at) VALUES ($1, $2, $3::jsonb, $4)
ON CONFLICT (owner, shape) DO UPDATE SET pointed = excluded.pointed, said_at = excluded.said_at
"""


async def remembered(ctx: Context) -> Mapping[str, Pointed]:
    """What the caller has pointed out, by the shape of the files."""
    async with read(ctx) as connection:
        rows = await connection.fetch(_ALL, ctx.me, _KEPT_MAX)
    return {row["shape"]: msgspec.json.decode(row["pointed"], type=Pointed) for row in rows}


async def remember(ctx: Context, shape: str, said: Any) -> None:
    """Keep it for the next file of this shape. Where the header is on another line, it is the same shape."""
    if shape:
        await write(ctx).connection.execute(_KEEP, ctx.me, shape, msgspec.json.encode(said).decode(), ctx.now)
