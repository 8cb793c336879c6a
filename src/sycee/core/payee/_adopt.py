"""Taking over whom customers pay, with how often they did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sycee.kit.db import Connection

_TABLE, _COLUMNS = "payee_payee", (
    "owner", "account_id", "party", "name", "tail", "by", "added_at", "sent_count", "sent_minor", "sent_at",
    "sent_last",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adopted:
    """A payee who has been paid: how often, and the last time (minor units, instant, transfer)."""

    owner: int
    account: int
    party: int
    name: str
    tail: str
    by: Literal["account", "phone"]
    added_at: datetime
    sent_count: int
    sent_minor: int
    sent_at: datetime
    sent_last: UUID


async def adopt(connection: Connection, payees: Iterable[Adopted]) -> None:
    """Take payees over. On the owner's connection."""
    rows = (
        (p.owner, p.account, p.party, p.name, p.tail, p.by, p.added_at, p.sent_count, p.sent_minor, p.sent_at,
         p.sent_last) for p in payees
    )  # fmt: skip
    await connection.copy_records_to_table(_TABLE, records=rows, columns=_COLUMNS)
