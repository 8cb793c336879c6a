"""Checking what a device has signed. Each kind of key has its own check; the bank knows only the outcome."""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sycee.guard.device._relying import Site
from sycee.guard.device._webauthn import Assertion, Kept, bytes_of, right_use
from sycee.guard.limit import Quota, forgive, take
from sycee.kit.capability import Context, at_once, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

DOMAIN = b"sycee:proposal:v1\0"
"""Stands before the digest in what is signed, so that no signature made for anything else proves a proposal."""

_WRONG = Quota("wrong signature", 5, timedelta(minutes=15))
_KEY = "SELECT public FROM device_key WHERE id = $1 AND subject = $2 AND kind = 'ed25519' AND revoked_at IS NULL"
_USED = "UPDATE device_key SET uses = uses + 1, used_at = $2 WHERE id = $1"
_PASSKEY = """
SELECT id, subject, public, rp, count FROM device_key
WHERE credential = $1 AND kind = 'passkey' AND revoked_at IS NULL
"""
# A count that has moved on meanwhile, or a key that was revoked, is found out here, under the row's lock.
_COUNT = """
UPDATE device_key SET uses = uses + 1, used_at = $2, count = $3, synced = $4
WHERE id = $1 AND revoked_at IS NULL AND (count < $3 OR (count = 0 AND $3 = 0)) RETURNING id
"""


class WrongSignature(Refusal):
    """The same for a wrong signature, a revoked key, and a key that never was the caller's."""

    code, http = "wrong_signature", 403
    say = words(zh="设备签名无效，没有办理", en="That is not a signature of a device of yours. Nothing was done")


class Signed(msgspec.Struct, frozen=True):
    """What a device gives for a proof: which key, and its signature in base64."""

    key: UUID
    signature: str


class Passkey(msgspec.Struct, frozen=True):
    """A passkey that has signed, whose it is, and its count with this signature."""

    id: UUID
    subject: int
    count: int
    synced: bool


async def check_signed(ctx: Context, digest: bytes, given: Signed) -> None:
    """Refuses unless a key of the caller's has signed this very digest. Five wrong tries in a while, and no more.

    A try is counted before it is looked at, as with codes; one that was right is forgotten. For write verbs.
    """
    await take(ctx, _WRONG, str(ctx.me))
    connection = write(ctx).connection
    row: Any = await connection.fetchrow(_KEY, given.key, ctx.me)
    if row is None or not _ed25519(row["public"], DOMAIN + digest, given.signature):
        raise WrongSignature(field="signature")
    await connection.execute(_USED, given.key, ctx.now)
    await forgive(ctx, _WRONG, str(ctx.me))


def challenge_of(digest: bytes) -> bytes:
    """What a passkey signs to confirm a proposal: nothing but this, and nothing else has it."""
    return sha256(DOMAIN + digest).digest()


async def check_asserted(ctx: Context, digest: bytes, given: Assertion) -> None:
    """Refuses unless a passkey of the caller's, its person verified, has signed this very digest. For write verbs."""
    await take(ctx, _WRONG, str(ctx.me))
    found = await asserted(ctx, challenge_of(digest), given)
    if found is None or found.subject != ctx.me or not await count_use(ctx, found):
        raise WrongSignature(field="assertion")
    await forgive(ctx, _WRONG, str(ctx.me))


async def asserted(ctx: Context, challenge: bytes, given: Assertion) -> Passkey | None:
    """The passkey, whosoever it is, that has signed this challenge; None where none has. Counts nothing yet."""
    try:
        credential = bytes_of(given.credential)
    except ValueError:
        return None
    row: Any = await at_once(ctx, _PASSKEY, credential)
    if row is None:
        return None
    used = right_use(ctx.port(Site), challenge, Kept(row["public"], row["rp"], row["count"]), given)
    return Passkey(row["id"], row["subject"], used.count, used.synced) if used else None


async def count_use(ctx: Context, found: Passkey) -> bool:
    """Keep the count of a passkey that has signed; False where its count or its life is over. For write verbs."""
    connection = write(ctx).connection
    return await connection.fetchval(_COUNT, found.id, ctx.now, found.count, found.synced) is not None


def _ed25519(public: bytes, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
