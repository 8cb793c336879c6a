"""Keeping what was learned as a version, and publishing it if it is better."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sycee.brain.algorithm._folder import Arrays, Models
from sycee.kit.capability import Context, write

# One at a time: numbers have no gap, and a version is compared with the one that really serves.
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('algorithm ' || $1, 0))"
_NEXT = "SELECT coalesce(max(number), 0) + 1 FROM algorithm_version WHERE kind = $1"
_KEEP = """
INSERT INTO algorithm_version (kind, number, format, digest, gate, beside, card, made_at, published_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9 THEN $8::timestamptz END)
"""


Document = Callable[[int, dict[str, Any], float, float | None], str]


async def register(
    ctx: Context, kind: str, fits: int, arrays: Arrays, card: dict[str, Any], gate: float, beside: float | None,
    *, document: Document | None = None,
) -> tuple[int, bool]:  # fmt: skip
    """Keep a version; returns its number, and whether it was published. For writes and jobs.

    `gate` and `beside` are one measure, higher is better, of this version and of what serves, on the same people; it is
    published only where it is better. The file is written first: a row never names one that is not there. `document`
    makes of number, card, gate and beside what is kept next to the file for people to read.
    """
    connection = write(ctx).connection
    await connection.execute(_ALONE, kind)
    number: int = await connection.fetchval(_NEXT, kind)
    digest = ctx.port(Models).write(kind, number, arrays)
    ctx.port(Models).read.pop((kind, number), None)
    if document is not None:
        ctx.port(Models).tell(kind, number, document(number, card, gate, beside))
    better = beside is None or bool(gate > beside)
    told = json.dumps(card, ensure_ascii=False, sort_keys=True)
    await connection.execute(_KEEP, kind, number, fits, digest, gate, beside, told, ctx.now, better)
    return number, better
