"""Whether anything is to be learned from what a customer does: their own choice, asked by everything that learns."""

from __future__ import annotations

from datetime import datetime

from sycee.kit.db import Connection

_SAID = "SELECT learn FROM feature_choice WHERE owner = $1"
_CHOOSE = """
INSERT INTO feature_choice (owner, learn, at) VALUES ($1, $2, $3) ON CONFLICT (owner) DO UPDATE SET learn = $2, at = $3
"""
# Held until the choice is committed: a batch that is under way is kept before it and forgotten, or looks after it.
_HOLD = """
INSERT INTO feature_teller (owner, since, used) VALUES ($1, $2, 0)
ON CONFLICT (owner) DO UPDATE SET since = feature_teller.since
"""
_UNKNOWN = "UPDATE feature_teller SET alias = gen_random_uuid() WHERE owner = $1"
_FORGET = "DELETE FROM feature_event WHERE owner = $1"


async def may_learn(connection: Connection, owner: int) -> bool:
    """Whether what they do may be kept to learn from, and used for what they are shown: until they say no."""
    return await connection.fetchval(_SAID, owner) is not False


async def choose_learning(connection: Connection, owner: int, learn: bool, at: datetime) -> None:
    """Keep their choice. With a no their events are removed, and those in files are nobody's from then on; what others
    have kept is for those to remove."""
    await connection.execute(_HOLD, owner, at)
    await connection.execute(_CHOOSE, owner, learn, at)
    if not learn:
        await connection.execute(_UNKNOWN, owner)
        await connection.execute(_FORGET, owner)
