"""What I prove myself by."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import read
from sycee.kit.words import words

_LIST = """
SELECT id, kind, what, made_at, used_at, synced FROM device_key
WHERE subject = $1 AND revoked_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 100
"""
_TOTP = "SELECT since, used_at FROM device_totp WHERE subject = $1 AND since IS NOT NULL"


class DeviceKey(Answer, frozen=True):
    """One key. `kind`: "passkey", or "ed25519" for a software key; `synced`: its maker keeps it in several devices."""

    device: UUID
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None
    synced: bool


class DeviceKeys(Answer, frozen=True):
    """Newest first, and since when an authenticator proves, where one does."""

    keys: list[DeviceKey]
    totp_since: datetime | None
    totp_used_at: datetime | None


@CATALOG.read(
    "device.keys",
    title=words(zh="核验方式", en="Ways to prove it is me"),
    says=("我有哪些通行密钥", "which passkeys do I have"),
)
async def keys(ctx: Context, _: Nothing) -> DeviceKeys:
    """The passkeys, keys and authenticator that I sign in and confirm with, and when each was last used."""
    async with read(ctx) as connection:
        rows: list[Any] = await connection.fetch(_LIST, ctx.me)
        totp: Any = await connection.fetchrow(_TOTP, ctx.me)
    return DeviceKeys(
        keys=[
            DeviceKey(device=r["id"], kind=r["kind"], name=r["what"], made_at=r["made_at"], used_at=r["used_at"],
                      synced=r["synced"])
            for r in rows
        ],
        totp_since=totp and totp["since"],
        totp_used_at=totp and totp["used_at"],
    )  # fmt: skip
