"""Each minute the heads of all chains are merged and signed, so that not even the whole database can be rewritten unseen."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256

from sycee.guard.privacy import Vault
from sycee.kit.capability import Ask, Context, write
from sycee.kit.jobs import job

_HEADS = "SELECT slot, batch, encode(head, 'hex') AS head FROM journal_chain ORDER BY slot"
_LAST = "SELECT id, heads, head FROM audit_seal ORDER BY id DESC LIMIT 1"
_SEAL = """
INSERT INTO audit_seal (id, made_at, heads, head, signature, key_id) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
"""


class Minute(Ask, frozen=True):
    """Nothing is asked: it seals what there is."""


@job("audit.seal", every=timedelta(minutes=1))
async def seal_heads(ctx: Context, _: Minute) -> None:
    """Merge the heads of every slot's chain, chain that to the seal before, and sign it; nothing when nothing is new."""
    connection = write(ctx).connection
    heads = json.dumps([[r["slot"], r["batch"], r["head"]] for r in await connection.fetch(_HEADS)])
    last = await connection.fetchrow(_LAST)
    if last and last["heads"] == heads:
        return
    number = last["id"] + 1 if last else 1
    head = sha256((last["head"] if last else b"") + heads.encode()).digest()
    vault = ctx.port(Vault)
    await connection.execute(_SEAL, number, ctx.now, heads, head, vault.sign(head), vault.signing_id)
