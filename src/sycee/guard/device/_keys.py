"""Keeping the public keys of customers' devices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from sycee.guard.device._webauthn import New
from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.errors import Refusal
from sycee.kit.ids import new_id
from sycee.kit.words import words

_ADD = """
INSERT INTO device_key (id, subject, kind, public, what, made_at) VALUES ($1, $2, 'ed25519', $3, $4, $5)
ON CONFLICT (id) DO NOTHING
"""
_ADD_PASSKEY = """
INSERT INTO device_key (id, subject, kind, public, what, made_at, credential, rp, count, synced)
VALUES ($1, $2, 'passkey', $3, $4, $5, $6, $7, $8, $9)
"""
_REVOKE = """
WITH had AS (
    SELECT id, revoked_at IS NOT NULL AS gone FROM device_key WHERE id = $1 AND subject = $2 FOR UPDATE
), now AS (
    UPDATE device_key k SET revoked_at = $3 FROM had WHERE k.id = had.id AND NOT had.gone
)
SELECT gone FROM had
"""
_KINDS = """
SELECT kind, count(*) AS number FROM device_key WHERE subject = $1 AND revoked_at IS NULL GROUP BY kind
UNION ALL SELECT 'totp', count(*) FROM device_totp WHERE subject = $1 AND since IS NOT NULL HAVING count(*) > 0
"""
_CREDENTIALS = """
SELECT credential FROM device_key WHERE subject = $1 AND kind = 'passkey' AND revoked_at IS NULL ORDER BY made_at DESC
"""
KEYS_MAX = 10
"""How many keys of one kind a customer may have at a time."""


class KeyKnown(Refusal):
    code = "key_known"
    say = words(zh="这个通行密钥已经添加过了", en="That passkey is here already")


async def add_key(ctx: Context, subject: int, public: bytes, what: str, number: UUID | None = None) -> UUID:
    """Let a device's Ed25519 key prove for a customer; returns its id. Given an id, adding twice is adding once.

    For write verbs, which must have made sure that the device is the customer's own.
    """
    number = number or new_id(ctx.now)
    await write(ctx).connection.execute(_ADD, number, subject, public, what, ctx.now)
    return number


async def add_made(ctx: Context, new: New, what: str) -> UUID:
    """Let a passkey prove for the caller, who has proven that they want it to. For write verbs."""
    number = new_id(ctx.now)
    try:
        await write(ctx).connection.execute(
            _ADD_PASSKEY, number, ctx.me, new.public, what, ctx.now, new.credential, new.rp, new.count, new.synced
        )
    except asyncpg.UniqueViolationError:
        raise KeyKnown(field="made") from None
    return number


async def revoke_key(ctx: Context, subject: int, key: UUID) -> bool | None:
    """A customer's key proves nothing from now on; False where it did not before, None where they have no such key.

    For write verbs.
    """
    gone: bool | None = await write(ctx).connection.fetchval(_REVOKE, key, subject, ctx.now)
    return None if gone is None else not gone


async def keys_of(connection: Connection, subject: int) -> Mapping[str, int]:
    """How many keys of each kind a customer has to prove with; an authenticator is of the kind "totp"."""
    rows: list[Any] = await connection.fetch(_KINDS, subject)
    return {r["kind"]: r["number"] for r in rows}


async def credentials_of(connection: Connection, subject: int) -> list[bytes]:
    """The ids of a customer's passkeys, newest first."""
    return [bytes(r["credential"]) for r in await connection.fetch(_CREDENTIALS, subject)]
