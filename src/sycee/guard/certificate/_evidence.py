"""Evidence: what a customer's device signed for an approval, kept so that anybody can check it again."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sycee.guard.certificate._suites import SUITES, suite_for
from sycee.guard.device import DOMAIN, Assertion, PublicKey, Signed, bytes_of, public_of, public_of_passkey
from sycee.kit.capability import Context, write
from sycee.kit.db import Connection
from sycee.kit.errors import Fault
from sycee.kit.till import Intent

# A certificate counts where it stood at the moment of signing.
_KEEP = """
INSERT INTO certificate_evidence (approval, subject, key, suite, digest, document, rest, signature, client_data,
                                  authenticator_data, made_at, certificate)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (
    SELECT i.serial FROM certificate_issued i
    WHERE i.key = $3 AND i.subject = $2 AND i.revoked_at IS NULL AND i.replaced_at IS NULL
      AND i.not_before <= $11 AND $11 < i.not_after))
"""
_OF = """
SELECT e.suite, e.digest, e.document, e.rest, e.signature, e.client_data, e.authenticator_data, e.made_at,
       i.serial, i.text, i.signed_by, i.signature AS issued, i.revoked_at
FROM certificate_evidence e LEFT JOIN certificate_issued i ON i.serial = e.certificate WHERE e.approval = $1
"""


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificate that stood when something was signed, as the bank signed it, and whether it was revoked since."""

    serial: UUID
    text: str
    signed_by: str
    signature: bytes
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a device signed. `client_data` and `authenticator_data` are a passkey's; `certificate` None: none stood."""

    suite: str
    digest: bytes
    document: str
    rest: bytes
    signature: bytes
    client_data: bytes | None
    authenticator_data: bytes | None
    made_at: datetime
    certificate: Certified | None


async def keep_evidence(ctx: Context, approval: UUID, intent: Intent, given: Signed | Assertion) -> None:
    """Keep what the caller's device has signed of this intent, which a check has found right. For write verbs.

    It is checked once more as a stranger will: what could not be shown to hold later is not kept now.
    """
    if not intent.rest:
        return  # proposed before digests could be shown to anybody
    key = await _key_of(ctx, given)
    if isinstance(given, Signed):
        signature, client, data = base64.b64decode(given.signature, validate=True), None, None
        message = DOMAIN + intent.digest
    else:
        signature, client = bytes_of(given.signature), bytes_of(given.client_data)
        data = bytes_of(given.authenticator_data)
        message = data + sha256(client).digest()
    suite = suite_for(key.algorithm)
    if not SUITES[suite.tag].holds(key.public, message, signature):
        raise Fault("a signature that was found right does not hold by itself")
    await write(ctx).connection.execute(
        _KEEP, approval, ctx.me, key.id, suite.tag, intent.digest, intent.document.decode(), intent.rest, signature,
        client, data, ctx.now,
    )  # fmt: skip


async def evidence_of(connection: Connection, approval: UUID) -> Evidence | None:
    """What was signed for an approval that the caller may see; None where no device has signed."""
    r: Any = await connection.fetchrow(_OF, approval)
    if r is None:
        return None
    certificate = r["serial"] and Certified(r["serial"], r["text"], r["signed_by"], r["issued"], r["revoked_at"])
    return Evidence(
        r["suite"], r["digest"], r["document"], r["rest"], r["signature"], r["client_data"], r["authenticator_data"],
        r["made_at"], certificate,
    )  # fmt: skip


async def _key_of(ctx: Context, given: Signed | Assertion) -> PublicKey:
    connection = write(ctx).connection
    if isinstance(given, Signed):
        found = await public_of(connection, ctx.me, given.key)
    else:
        found = await public_of_passkey(connection, ctx.me, given.credential)
    if found is None:
        raise Fault("a key that has signed is not there")
    return found
