"""Whether anything is to be learned from what a customer does: their own choice, asked by everything that learns."""

from __future__ import annotations

from datetime import datetime

from sycee.kit.db import Connection

_SAID = "SELECT learn FROM feature_choice WHERE owner = $1"
_CHOOSE = """
INSERT INTO feature_choice (owner, learn, at) VALUES ($1, $2, $3) ON CONFLICT (owner) DO UPDATE SET learn = $2, at = $3
"""


async def may_learn(connection: Connection, owner: int) -> bool:
    """Whether what they do may be kept to learn from, and used for what they are shown: until they say no."""
    return await connection.fetchval(_SAID, owner) is not False


async def choose_learning(connection: Connection, owner: int, learn: bool, at: datetime) -> None:
    """Keep their choice. What was kept before is for those who kept it to remove."""
    await connection.execute(_CHOOSE, owner, learn, at)
