"""Giving a class of plans its rule, when a bank is set up."""

from __future__ import annotations

from sycee.kit.db import Connection

_RULE = """
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ($1, $2, 0, 0, $3)
ON CONFLICT DO NOTHING
"""


async def unasked(connection: Connection, risk: str, asset: str, allowance: int) -> None:
    """Plans of this class need no proof under that allowance. Once is enough. On the owner's connection."""
    await connection.execute(_RULE, risk, asset, allowance)
