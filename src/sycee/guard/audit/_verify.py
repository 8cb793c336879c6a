"""Proves the record: recomputes every link of every chain, and every seal over them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sycee.guard.privacy import Vault
from sycee.kit.db import Connection, Database
from sycee.kit.errors import Fault

# Each link is recomputed from its records and from the stored link before it; the first wrong ones are shown.
_LINKS = """
SELECT l.slot, l.batch FROM journal_link l
LEFT JOIN journal_link p ON p.slot = l.slot AND p.batch = l.batch - 1
LEFT JOIN LATERAL (
    SELECT count(*) AS size, string_agg(
        journal_covered(r.key, r.subject, r.verb, r.mark, r.digest, r.refused, r.booked_at, r.said), '' ORDER BY r.pos
    ) AS covered FROM journal_record r WHERE r.slot = l.slot AND r.batch = l.batch
) AS r ON true
WHERE (l.batch > 1 AND p.head IS NULL) OR r.size <> l.size
   OR l.head IS DISTINCT FROM sha256(coalesce(p.head, '') || int8send(l.batch) || r.covered)
ORDER BY l.slot, l.batch LIMIT 10
"""
_HEADS = """
SELECT c.slot, c.batch FROM journal_chain c
LEFT JOIN journal_link l ON l.slot = c.slot AND l.batch = c.batch
WHERE l.head IS DISTINCT FROM c.head
   OR (SELECT count(*) FROM journal_link n WHERE n.slot = c.slot) <> c.batch LIMIT 10
"""
_STRAYS = """
SELECT r.slot, r.batch FROM journal_record r
LEFT JOIN journal_link l ON l.slot = r.slot AND l.batch = r.batch WHERE l.slot IS NULL LIMIT 10
"""
_SEALS = "SELECT id, heads, head, signature FROM audit_seal ORDER BY id"
_LINK = "SELECT head FROM journal_link WHERE slot = $1 AND batch = $2"
_COUNTS = "SELECT (SELECT count(*) FROM journal_record) AS records, (SELECT count(*) FROM journal_link) AS links"


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the record is not what it was: a slot and batch of the chain, or a seal."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, and what is broken. No broken place: the record is whole."""

    records: int
    links: int
    seals: int
    broken: tuple[Broken, ...]


async def verify(db: Database, vault: Vault) -> Proof:
    """Recompute the record's chain and check its seals, in one snapshot."""
    async with db.writers.acquire() as connection:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            broken = [
                *await _places(connection, _LINKS, "a record was edited, removed, added or put elsewhere"),
                *await _places(connection, _HEADS, "the chain's head is not its last link"),
                *await _places(connection, _STRAYS, "records without a link"),
            ]
            seals = await connection.fetch(_SEALS)
            broken += await _seals(connection, vault, seals)
            counts = await connection.fetchrow(_COUNTS)
    if counts is None:
        raise Fault("counting returned nothing")
    return Proof(counts["records"], counts["links"], len(seals), tuple(broken))


async def _places(connection: Connection, query: str, why: str) -> list[Broken]:
    rows = await connection.fetch(query, timeout=3600)
    return [Broken(f"slot {r['slot']} batch {r['batch']}", why) for r in rows]


async def _seals(connection: Connection, vault: Vault, seals: list[Any]) -> list[Broken]:
    broken: list[Broken] = []
    before, expected = b"", 1
    for seal in seals:
        where = f"seal {seal['id']}"
        if seal["id"] != expected or sha256(before + seal["heads"].encode()).digest() != seal["head"]:
            broken.append(Broken(where, "it does not follow from the seal before"))
        elif not vault.signed(seal["head"], seal["signature"]):
            broken.append(Broken(where, "the bank did not sign it"))
        else:
            broken += await _sealed_heads(connection, where, json.loads(seal["heads"]))
        before, expected = seal["head"], seal["id"] + 1
    return broken


async def _sealed_heads(connection: Connection, where: str, heads: list[Any]) -> list[Broken]:
    found = [await connection.fetchval(_LINK, slot, batch) for slot, batch, _ in heads]
    return [
        Broken(where, f"slot {slot} batch {batch} is not what was sealed")
        for (slot, batch, head), now in zip(heads, found, strict=True)
        if now is None or now.hex() != head
    ]
