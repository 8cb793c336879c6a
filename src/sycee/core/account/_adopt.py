"""Taking over accounts that were kept before: each gets a number of this bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sycee.core.account._number import number_for
from sycee.kit.db import Connection
from sycee.kit.money import CNY

_SERIALS = "SELECT setval('account_serial', nextval('account_serial') + $1 - 1)"
_TABLE, _COLUMNS = "account_account", ("id", "owner", "kind", "number", "holder", "asset", "opened_at")


@dataclass(frozen=True, slots=True)
class Adopted:
    """An account as its holder sees it; the ledger has its sums under the same id."""

    id: int
    owner: int
    kind: Literal["current", "savings", "shop", "bank"]
    holder: str
    opened_at: datetime


async def adopt(connection: Connection, accounts: Sequence[Adopted]) -> list[str]:
    """Take accounts in yuan over; returns the numbers that they got. On the owner's connection."""
    first = await connection.fetchval(_SERIALS, len(accounts)) - len(accounts) + 1
    numbers = [number_for(first + n) for n in range(len(accounts))]
    rows = ((a.id, a.owner, a.kind, n, a.holder, CNY.code, a.opened_at) for a, n in zip(accounts, numbers, strict=True))
    await connection.copy_records_to_table(_TABLE, records=rows, columns=_COLUMNS)
    return numbers
