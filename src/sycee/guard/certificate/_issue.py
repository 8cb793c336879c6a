"""Issuing a certificate for a key of one's own, and renewing it before it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from sycee.guard.certificate._bank import CERTIFICATE, bank_signs
from sycee.guard.certificate._suites import suite_for
from sycee.guard.device import PublicKey, public_of
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Shown, encode, write
from sycee.kit.db import Connection
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.ids import new_id
from sycee.kit.journal import Fact
from sycee.kit.time import bank_day
from sycee.kit.words import words

_LIFE, _RENEWED_FROM = timedelta(days=365), timedelta(days=30)

_STANDING = """
SELECT serial, not_after FROM certificate_issued
WHERE key = $1 AND subject = $2 AND revoked_at IS NULL AND replaced_at IS NULL
"""
_ISSUE = """
INSERT INTO certificate_issued (serial, subject, key, name, suite, public, text, signed_by, signature, not_before,
                                not_after, renews)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""
_REPLACE = "UPDATE certificate_issued SET replaced_at = $2 WHERE serial = $1"

_WHAT, _KEY = words(zh="办理业务", en="What for"), words(zh="签名的设备", en="Key that signs")
_UNTIL = words(zh="有效期至", en="Good until")
_ISSUES = "云证书 · a certificate: what this key signs is signed by you, and anybody can check it"


class ForKey(Ask, frozen=True):
    """One of my keys, as `device.keys` names it."""

    device: UUID


class Issued(Answer, frozen=True):
    """The certificate's serial number, and until when it is good. `renews`: the one that it takes the place of."""

    serial: UUID
    not_after: datetime
    renews: UUID | None


class CertificateStands(Refusal):
    code = "certificate_stands"
    say = words(
        zh="这个设备已有有效的云证书，到期前 30 天内可以更新",
        en="That key has a certificate. It can be renewed in its last 30 days",
    )


class CertificateIssued(Fact, frozen=True):
    """A customer's key has a certificate."""

    name = "certificate.issued"
    subject: int
    serial: UUID
    renews: UUID | None

    def heard_by(self) -> tuple[int, ...]:
        return (self.subject,)


class _Text(msgspec.Struct, frozen=True):
    """What the bank signs, field by field; docs/receipts.md says what each is."""

    format: str
    serial: UUID
    subject: int
    suite: str
    public: str
    rp: str
    not_before: datetime
    not_after: datetime
    renews: UUID | None


async def _shows(ctx: Context, ask: ForKey) -> tuple[Shown, ...]:
    """What is proven; refuses here a key that is not the caller's, or that has a certificate for long yet."""
    async with ctx.db.gatherers.acquire() as connection:
        key, _ = await _wanted(ctx, connection, ask.device)
    return Shown(_WHAT, _ISSUES), Shown(_KEY, key.name), Shown(_UNTIL, f"{bank_day(ctx.now + _LIFE)}")


@CATALOG.write(
    "certificate.issue",
    title=words(zh="申领云证书", en="Get a certificate"),
    says=("申领云证书", "give my key a certificate"),
    channels=("http", "cli"),  # a certificate is asked for in person
    proof=2,
    shows=_shows,
    refuses=(NotFound, CertificateStands),
)
async def issue(ctx: Context, ask: ForKey) -> Issued:
    """Get a certificate for a key in my device, for a year: what it signs is then proven to be mine, to anybody. In its
    last thirty days this renews it."""
    connection = write(ctx).connection
    key, renews = await _wanted(ctx, connection, ask.device)
    serial, suite, until = new_id(ctx.now), suite_for(key.algorithm).tag, ctx.now + _LIFE
    text = _Text(
        "sycee-certificate-1", serial, ctx.me, suite, key.public.hex(), key.rp, ctx.now, until, renews
    )  # fmt: skip
    signed = bank_signs(ctx, CERTIFICATE, encode(text, canonical=True).decode())
    if renews is not None:
        await connection.execute(_REPLACE, renews, ctx.now)
    try:
        await connection.execute(
            _ISSUE, serial, ctx.me, key.id, key.name, suite, key.public, signed.text, signed.signed_by,
            bytes.fromhex(signed.signature), ctx.now, until, renews,
        )  # fmt: skip
    except asyncpg.UniqueViolationError:
        raise CertificateStands(field="device") from None
    write(ctx).tell(CertificateIssued(subject=ctx.me, serial=serial, renews=renews))
    return Issued(serial=serial, not_after=until, renews=renews)


async def _wanted(ctx: Context, connection: Connection, number: UUID) -> tuple[PublicKey, UUID | None]:
    """The caller's key, and the certificate that a new one would take the place of."""
    key = await public_of(connection, ctx.me, number)
    if key is None:
        raise NotFound(field="device")
    standing: Any = await connection.fetchrow(_STANDING, number, ctx.me)
    if standing is None:
        return key, None
    if ctx.now < standing["not_after"] - _RENEWED_FROM:
        raise CertificateStands(field="device")
    return key, standing["serial"]
