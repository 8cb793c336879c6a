"""A key as others see it: what its signatures are checked with, in a form that needs nothing of WebAuthn to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webauthn.helpers import decode_credential_public_key
from webauthn.helpers.decode_credential_public_key import DecodedEC2PublicKey, DecodedOKPPublicKey

from sycee.guard.device._webauthn import bytes_of
from sycee.kit.db import Connection
from sycee.kit.errors import Fault

_KEY = "SELECT id, kind, public, rp, what FROM device_key WHERE id = $1 AND subject = $2 AND revoked_at IS NULL"
_PASSKEY = """
SELECT id, kind, public, rp, what FROM device_key WHERE credential = $1 AND subject = $2 AND revoked_at IS NULL
"""
_P256 = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A living key of a customer's. `algorithm`: "ed25519", whose key is 32 bytes, or "es256" (ECDSA on P-256), whose
    key is its point: 4, x, y. `rp`: the name that a passkey signs for; empty for a software key."""

    id: UUID
    algorithm: str
    public: bytes
    rp: str
    name: str


async def public_of(connection: Connection, subject: int, key: UUID) -> PublicKey | None:
    """A key of this customer's that still proves; None for any other."""
    row: Any = await connection.fetchrow(_KEY, key, subject)
    return _public(row) if row else None


async def public_of_passkey(connection: Connection, subject: int, credential: str) -> PublicKey | None:
    """The same by the name that a browser calls a passkey, in base64url."""
    row: Any = await connection.fetchrow(_PASSKEY, bytes_of(credential), subject)
    return _public(row) if row else None


def _public(row: Any) -> PublicKey:
    algorithm, public = ("ed25519", row["public"]) if row["kind"] == "ed25519" else _plain(row["public"])
    return PublicKey(row["id"], algorithm, public, row["rp"], row["what"])


def _plain(cose: bytes) -> tuple[str, bytes]:
    found = decode_credential_public_key(cose)
    if isinstance(found, DecodedOKPPublicKey):
        return "ed25519", found.x
    if isinstance(found, DecodedEC2PublicKey):
        return "es256", b"\x04" + found.x.rjust(_P256, b"\0") + found.y.rjust(_P256, b"\0")
    raise Fault("a passkey of a kind that is not taken")
