"""Each minute the heads of all chains are merged and signed: not even a whole database can be rewritten unseen."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import Protocol

from sycee.kit.capability import Ask, Context, write
from sycee.kit.jobs import job
from sycee.kit.journal import heads

_LAST = "SELECT id, heads, head FROM audit_seal ORDER BY id DESC LIMIT 1"
_SEAL = """
INSERT INTO audit_seal (id, made_at, heads, head, signature, key_id) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
"""


class Signer(Protocol):
    """The bank's signing keys, wherever they are kept: one signs, and what those before it signed is known by name."""

    def sign_named(self, message: bytes) -> tuple[str, bytes]: ...
    def signed(self, message: bytes, signature: bytes, key: str | None = None) -> bool: ...


class Minute(Ask, frozen=True):
    """Nothing is asked: it seals what there is."""


@job("audit.seal", every=timedelta(minutes=1))
async def seal_heads(ctx: Context, _: Minute) -> None:
    """Merge the heads of every chain, chain that to the seal before, and sign it; nothing when nothing is new."""
    connection = write(ctx).connection
    merged = json.dumps([[slot, batch, head.hex()] for slot, batch, head in await heads(connection)])
    last = await connection.fetchrow(_LAST)
    if last and last["heads"] == merged:
        return
    number = last["id"] + 1 if last else 1
    head = sha256((last["head"] if last else b"") + merged.encode()).digest()
    name, signature = ctx.port(Signer).sign_named(head)  # type: ignore[type-abstract]
    await connection.execute(_SEAL, number, ctx.now, merged, head, signature, name)
