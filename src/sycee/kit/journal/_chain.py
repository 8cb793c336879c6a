"""The chain of records: its heads, and the proof that nothing in it was edited, removed, added or moved."""

from __future__ import annotations

from dataclasses import dataclass

from sycee.kit.db import Connection

# Each link is recomputed from its records and from the stored link before it; the first wrong ones are shown.
_LINKS = """
SELECT l.slot, l.batch FROM journal_link l
LEFT JOIN journal_link p ON p.slot = l.slot AND p.batch = l.batch - 1
WHERE (l.batch > 1 AND p.head IS NULL)
   OR l.size <> (SELECT count(*) FROM journal_record r WHERE r.slot = l.slot AND r.batch = l.batch)
   OR l.head IS DISTINCT FROM journal_reckoned(l.slot, l.batch, coalesce(p.head, ''))
ORDER BY l.slot, l.batch LIMIT 10
"""
_ENDS = """
SELECT coalesce(c.slot, t.slot) AS slot, coalesce(c.batch, t.batch) AS batch FROM journal_chain c
FULL JOIN (SELECT slot, max(batch) AS batch, count(*) AS links FROM journal_link GROUP BY slot) t ON t.slot = c.slot
LEFT JOIN journal_link l ON l.slot = c.slot AND l.batch = c.batch
WHERE l.head IS DISTINCT FROM c.head OR t.links IS DISTINCT FROM c.batch LIMIT 10
"""
_STRAYS = """
SELECT r.slot, r.batch FROM journal_record r
LEFT JOIN journal_link l ON l.slot = r.slot AND l.batch = r.batch WHERE l.slot IS NULL LIMIT 10
"""
_HEADS = "SELECT slot, batch, head FROM journal_chain ORDER BY slot"
_LINK = "SELECT head FROM journal_link WHERE slot = $1 AND batch = $2"
_COUNTS = "SELECT (SELECT count(*) FROM journal_record) AS records, (SELECT count(*) FROM journal_link) AS links"


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the record is not what it was, and how that shows."""

    where: str
    why: str


async def heads(connection: Connection) -> list[tuple[int, int, bytes]]:
    """The last link of every slot's chain: slot, batch, hash."""
    return [(r["slot"], r["batch"], r["head"]) for r in await connection.fetch(_HEADS)]


async def link(connection: Connection, slot: int, batch: int) -> bytes | None:
    """The hash of one link."""
    found: bytes | None = await connection.fetchval(_LINK, slot, batch)
    return found


async def counts(connection: Connection) -> tuple[int, int]:
    """How many records there are, and in how many links."""
    row = await connection.fetchrow(_COUNTS)
    return row["records"], row["links"]


async def broken_chain(connection: Connection) -> list[Broken]:
    """Recompute every link of every chain; empty when the record is whole."""
    return [
        *await _places(connection, _LINKS, "a record was edited, removed, added or put elsewhere"),
        *await _places(connection, _ENDS, "the chain's head is not its last link"),
        *await _places(connection, _STRAYS, "records without a link"),
    ]


async def _places(connection: Connection, query: str, why: str) -> list[Broken]:
    rows = await connection.fetch(query, timeout=3600)
    return [Broken(f"slot {r['slot']} batch {r['batch']}", why) for r in rows]
