"""How a payment of the caller's came to be allowed: for its receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sycee.guard.certificate import Consent
from sycee.kit.db import Connection
from sycee.kit.till import restore

_APPROVAL = """
SELECT a.id, a.factor, a.made_at, p.plan, p.mark FROM access_approval a
LEFT JOIN access_proposal p ON p.id = a.id AND NOT p.deed WHERE a.key = $1 AND a.digest = $2 ORDER BY a.made_at LIMIT 1
"""


async def consent_of(connection: Connection, key: UUID, digest: bytes) -> Consent | None:
    """The consent to what was booked under this key with this digest: by a proof, with what was read, or by a mandate,
    without. None where the session was enough."""
    row: Any = await connection.fetchrow(_APPROVAL, key, digest)
    if row is None:
        return None
    intent = restore(row["plan"].encode(), row["mark"]) if row["plan"] else None
    if intent is None or not intent.rest or intent.digest != digest:
        return Consent(row["factor"], b"", b"", row["made_at"], row["id"])
    return Consent(row["factor"], intent.document, intent.rest, row["made_at"], row["id"])
