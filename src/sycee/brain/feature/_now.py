"""The same features for one customer now, from what is recent in the database: what this visit is already in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sycee.brain.feature._declare import DAY_MAX, SLACK, Asked, Declared, Happening, plain
from sycee.brain.feature._evaluate import Columns, evaluate
from sycee.brain.feature._features import OF_BOTH, OF_CUSTOMERS
from sycee.kit.db import Connection

_MINE = """
SELECT owner, kind, name, channel, at, came_at, props::text FROM feature_event
WHERE owner = $1 AND came_at >= $2 AND came_at < $3
"""


async def features_now(
    connection: Connection,
    owner: int,
    now: datetime,
    items: Sequence[str | None] = (None,),
    features: Sequence[Declared] = (*OF_CUSTOMERS, *OF_BOTH),
    *,
    themes: Mapping[str, str] | None = None,
    more: Sequence[Happening] = (),
) -> Columns:
    """Features of a customer now, a row per item (one, without an item, where none is given): equal to what
    `features_at` will say of this instant. Raises ValueError for what is not about one customer: of others' doings
    this reads nothing.
    """
    if far := [one.name for one in plain(features) if "owner" not in one.by]:
        raise ValueError(f"{', '.join(far)}: of everybody, not of one customer")
    rows = await connection.fetch(_MINE, owner, now - timedelta(days=DAY_MAX) - SLACK, now)
    asked = [Asked(owner, now, item) for item in items]
    happened = [*(Happening(*row) for row in rows), *more]
    return await asyncio.to_thread(evaluate, features, asked, happened, themes or {})
