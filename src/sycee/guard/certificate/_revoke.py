"""Revoking a certificate: by its customer at once, and by itself when its key is taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sycee.guard.device import public_of
from sycee.guard.identity import FactorChanged
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.errors import NotFound
from sycee.kit.journal import Fact, on
from sycee.kit.words import words

_REVOKE = """
UPDATE certificate_issued SET revoked_at = $3, reason = $4 WHERE serial = $1 AND subject = $2 AND revoked_at IS NULL
RETURNING serial
"""
_STANDING = """
SELECT serial, key FROM certificate_issued WHERE subject = $1 AND revoked_at IS NULL AND replaced_at IS NULL
"""


class WhichCertificate(Ask, frozen=True):
    serial: UUID


class CertificateRevoked(Answer, frozen=True):
    """What its key signs from now on counts without it. What was signed before stays signed."""


class CertificateEnded(Fact, frozen=True):
    """A certificate was revoked, by its customer or with its key."""

    name = "certificate.ended"
    subject: int
    serial: UUID
    reason: str

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


@CATALOG.write(
    "certificate.revoke",
    title=words(zh="吊销云证书", en="Revoke a certificate"),
    channels=("http", "cli"),
    refuses=(NotFound,),
)
async def revoke(ctx: Context, ask: WhichCertificate) -> CertificateRevoked:
    """Revoke a certificate of mine, as of now. What was signed with it before stays proven."""
    if not await _revoked(ctx, ctx.me, ask.serial, "customer"):
        raise NotFound(field="serial")
    return CertificateRevoked()


@on(FactorChanged)
async def revoke_bereft(ctx: Context, fact: FactorChanged) -> None:
    """Revoke what is for a key that was taken away, by whatever way that came about."""
    connection = write(ctx).connection
    rows: list[Any] = await connection.fetch(_STANDING, fact.subject)
    for row in rows:
        if await public_of(connection, fact.subject, row["key"]) is None:
            await _revoked(ctx, fact.subject, row["serial"], "key")


async def _revoked(ctx: Context, subject: int, serial: UUID, reason: str) -> bool:
    found = await write(ctx).connection.fetchval(_REVOKE, serial, subject, ctx.now, reason)
    if found is not None:
        write(ctx).tell(CertificateEnded(subject=subject, serial=serial, reason=reason))
    return found is not None
