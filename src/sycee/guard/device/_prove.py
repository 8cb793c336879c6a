"""Checking what a device has signed. Each kind of key has its own check; the bank knows only the outcome."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sycee.guard.limit import Quota, forgive, take
from sycee.kit.capability import Context, write
from sycee.kit.errors import Refusal
from sycee.kit.words import words

DOMAIN = b"sycee:proposal:v1\0"
"""Stands before the digest in what is signed, so that no signature made for anything else proves a proposal."""

_WRONG = Quota("wrong signature", 5, timedelta(minutes=15))
_KEY = "SELECT kind, public FROM device_key WHERE id = $1 AND subject = $2 AND revoked_at IS NULL"
_USED = "UPDATE device_key SET uses = uses + 1, used_at = $2 WHERE id = $1"


class WrongSignature(Refusal):
    """The same for a wrong signature, a revoked key, and a key that never was the caller's."""

    code, http = "wrong_signature", 403
    say = words(zh="设备签名无效，没有办理", en="That is not a signature of a device of yours. Nothing was done")


class Signed(msgspec.Struct, frozen=True):
    """What a device gives for a proof: which key, and its signature in base64."""

    key: UUID
    signature: str


async def check_signed(ctx: Context, digest: bytes, given: Signed) -> None:
    """Refuses unless a key of the caller's has signed this very digest. Five wrong tries in a while, and no more.

    A try is counted before it is looked at, as with codes; one that was right is forgotten. For write verbs.
    """
    await take(ctx, _WRONG, str(ctx.me))
    connection = write(ctx).connection
    row: Any = await connection.fetchrow(_KEY, given.key, ctx.me)
    if row is None or not _CHECKS[row["kind"]](row["public"], DOMAIN + digest, given.signature):
        raise WrongSignature(field="signature")
    await connection.execute(_USED, given.key, ctx.now)
    await forgive(ctx, _WRONG, str(ctx.me))


def _ed25519(public: bytes, message: bytes, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


_CHECKS: dict[str, Callable[[bytes, bytes, str], bool]] = {"ed25519": _ed25519}
"""By the kind of key: whether `signature` over `message` is of the key `public`."""
