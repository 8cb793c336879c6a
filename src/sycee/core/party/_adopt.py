"""Taking over people who were customers before: by COPY, on the owner's connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sycee.core.party._sealed import DOCUMENT, PHONE
from sycee.guard.privacy import Vault
from sycee.kit.db import Connection

# Nobody joins meanwhile; who reads is not held up.
_ALONE = "LOCK TABLE party_person IN SHARE ROW EXCLUSIVE MODE"
_NOBODY = "SELECT NOT EXISTS (SELECT FROM party_person)"
_UP_TO = """
SELECT setval(s.name, greatest($1, nextval(s.name) - 1))
FROM (SELECT pg_get_serial_sequence('party_person', 'id')) AS s (name)
"""
_TABLE, _COLUMNS = "party_person", (
    "id", "name", "phone", "phone_index", "document_kind", "document", "document_index", "joined_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adopted:
    """Someone who comes with a number, a history and their papers."""

    number: int
    name: str
    phone: str
    document: str
    joined_at: datetime


async def nobody_here(connection: Connection) -> bool:
    """Whether the bank has no customer; until the transaction ends nobody becomes one."""
    await connection.execute(_ALONE)
    return bool(await connection.fetchval(_NOBODY))


async def adopt(connection: Connection, vault: Vault, people: Iterable[Adopted]) -> None:
    """Take people over under the numbers that they have, phone and document sealed. They cannot sign in by this."""
    rows = (
        (p.number, p.name, vault.seal(p.phone, PHONE, p.number), vault.blind(p.phone), "resident_id",
         vault.seal(p.document, DOCUMENT, p.number), vault.blind(p.document), p.joined_at) for p in people
    )  # fmt: skip
    await connection.copy_records_to_table(_TABLE, records=rows, columns=_COLUMNS)


async def reserve(connection: Connection, number: int) -> None:
    """Leave party numbers up to this one to those who have them."""
    await connection.execute(_UP_TO, number)
