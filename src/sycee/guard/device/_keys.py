"""Keeping the public keys of customers' devices."""

from __future__ import annotations

from uuid import UUID

from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.ids import new_id

_ADD = """
INSERT INTO device_key (id, subject, kind, public, what, made_at) VALUES ($1, $2, 'ed25519', $3, $4, $5)
ON CONFLICT (id) DO NOTHING
"""
_REVOKE = "UPDATE device_key SET revoked_at = $3 WHERE id = $1 AND subject = $2 AND revoked_at IS NULL"
_HAS = "SELECT EXISTS (SELECT FROM device_key WHERE subject = $1 AND revoked_at IS NULL)"


async def add_key(ctx: Context, subject: int, public: bytes, what: str, number: UUID | None = None) -> UUID:
    """Let a device's Ed25519 key prove for a customer; returns its id. Given an id, adding twice is adding once.

    For write verbs, which must have made sure that the device is the customer's own.
    """
    number = number or new_id(ctx.now)
    await write(ctx).connection.execute(_ADD, number, subject, public, what, ctx.now)
    return number


async def revoke_key(ctx: Context, subject: int, key: UUID) -> None:
    """A customer's key proves nothing from now on. For write verbs."""
    await write(ctx).connection.execute(_REVOKE, key, subject, ctx.now)


async def has_key(connection: Connection, subject: int) -> bool:
    """Whether a customer has any key to prove with."""
    return bool(await connection.fetchval(_HAS, subject))
