"""Proves the record: every link of every chain, and every seal over them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sycee.guard.audit._seal import Signer
from sycee.kit.db import Connection, Database
from sycee.kit.journal import Broken, broken_chain, counts, link

_SEALS = "SELECT id, heads, head, signature, key_id FROM audit_seal ORDER BY id"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what is broken. No broken place: the record is whole."""

    records: int
    links: int
    seals: int
    broken: tuple[Broken, ...]


async def verify(db: Database, signer: Signer) -> Proof:
    """Recompute the record's chain and check its seals, in one snapshot."""
    async with db.writers.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
        broken = await broken_chain(connection)
        seals = await connection.fetch(_SEALS)
        broken += await _seals(connection, signer, seals)
        records, links = await counts(connection)
    return Proof(records, links, len(seals), tuple(broken))


async def _seals(connection: Connection, signer: Signer, seals: list[Any]) -> list[Broken]:
    broken: list[Broken] = []
    before, expected = b"", 1
    for seal in seals:
        where = f"seal {seal['id']}"
        if seal["id"] != expected or sha256(before + seal["heads"].encode()).digest() != seal["head"]:
            broken.append(Broken(where, "it does not follow from the seal before"))
        elif not signer.signed(seal["head"], seal["signature"], seal["key_id"]):
            broken.append(Broken(where, "the bank did not sign it"))
        else:
            broken += await _sealed_heads(connection, where, json.loads(seal["heads"]))
        before, expected = seal["head"], seal["id"] + 1
    return broken


async def _sealed_heads(connection: Connection, where: str, sealed: list[Any]) -> list[Broken]:
    found = [await link(connection, slot, batch) for slot, batch, _ in sealed]
    return [
        Broken(where, f"slot {slot} batch {batch} is not what was sealed")
        for (slot, batch, head), now in zip(sealed, found, strict=True)
        if now is None or now.hex() != head
    ]
