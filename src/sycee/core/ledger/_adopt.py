"""Taking over accounts with their whole history: by COPY, as the till would have left it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime

from sycee.kit.db import Connection
from sycee.kit.money import CNY

# Nobody opens an account meanwhile, so that the ids behind the highest one stay free; who reads is not held up.
_ALONE = "LOCK TABLE ledger_account IN SHARE ROW EXCLUSIVE MODE"
_HIGHEST = "SELECT coalesce(max(id), 0) FROM ledger_account"
_UP_TO = "SELECT setval(pg_get_serial_sequence('ledger_account', 'id'), (SELECT max(id) FROM ledger_account))"
_ACCOUNTS, _SUMS = "ledger_account", (
    "id", "owner", "asset", "floor", "credits", "debits", "seq", "booked_at", "day_cap",
)  # fmt: skip
_ENTRIES = "ledger_entry"
_TAKEN = "INSERT INTO ledger_adopted (entries) VALUES ($1)"
ENTRY_COLUMNS = (
    "account_id", "seq", "amount", "balance", "booked_at", "transfer_id", "value_on", "kind", "party", "memo",
)  # fmt: skip
"""Fields of an entry, in the order in which `adopt` reads them."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """An account and what its entries come to: sums in minor units, the last seq and when it was booked."""

    id: int
    owner: int
    floor: int | None
    day_cap: int | None
    credits: int
    debits: int
    seq: int
    booked_at: datetime


async def highest(connection: Connection) -> int:
    """The highest account id in use; until the transaction ends no account is opened by anyone else."""
    await connection.execute(_ALONE)
    return int(await connection.fetchval(_HIGHEST))


async def adopt(connection: Connection, accounts: Iterable[Adopted], entries: AsyncIterator[bytes]) -> None:
    """Take accounts in yuan over with their entries, given as PostgreSQL's binary COPY of `ENTRY_COLUMNS`.

    On the owner's connection. Whether the history keeps the laws is not asked here: `verify` does."""
    await connection.copy_to_table(_ENTRIES, source=entries, columns=ENTRY_COLUMNS, format="binary")
    accounts = list(accounts)
    await connection.execute(_TAKEN, sum(a.seq for a in accounts))
    rows = ((a.id, a.owner, CNY.id, a.floor, a.credits, a.debits, a.seq, a.booked_at, a.day_cap) for a in accounts)
    await connection.copy_records_to_table(_ACCOUNTS, records=rows, columns=_SUMS)
    await connection.execute(_UP_TO)
