"""What must be so after a run of faults, asked of the books by name, and beside it of every read while it ran."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import msgspec

from benchmarks._faults_client import Done

_TOTAL = "SELECT coalesce(sum(credits - debits), 0)::bigint FROM ledger_account WHERE owner > 0"
_ALL = "SELECT coalesce(sum(credits - debits), 0)::bigint FROM ledger_account"
_OTHERS = """
SELECT coalesce(sum(e.amount), 0)::bigint FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
WHERE a.owner > 0 AND NOT (e.memo LIKE 'f%' OR e.party = '外部转入')
"""
_BOOKED = """
SELECT e.memo, e.transfer_id, count(*) AS sides, sum(e.amount)::bigint AS total FROM ledger_entry e
WHERE e.memo LIKE $1 GROUP BY 1, 2
"""
_OFF = """
SELECT count(*) FROM ledger_account a LEFT JOIN (
    SELECT account_id, sum(amount) AS total FROM ledger_entry GROUP BY account_id
) e ON e.account_id = a.id WHERE a.credits - a.debits <> coalesce(e.total, 0)
"""


@dataclass
class Verdict:
    """What was found: acknowledged, and everything that must be zero."""

    acknowledged: int = 0
    refused: int = 0
    unknown: int = 0
    retried: int = 0
    faults: int = 0
    looked: int = 0
    lost: int = 0
    doubled: int = 0
    unasked: int = 0
    refused_booked: int = 0
    unbalanced: int = 0
    balances_off: int = 0
    total_off: int = 0
    bad_reads: int = 0
    said: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, doubled, made up, or read wrong."""
        return not any((self.lost, self.doubled, self.unasked, self.refused_booked, self.unbalanced,
                        self.balances_off, self.total_off, self.bad_reads))  # fmt: skip

    def blame(self, what: str, name: str) -> None:
        setattr(self, what, getattr(self, what) + 1)
        if len(self.examples) < 20:
            self.examples.append(f"{what}: {name}")


def history(files: list[Path]) -> list[Done]:
    """Everything that the clients asked for. A line that a kill cut short is none."""
    decoder = msgspec.json.Decoder(Done)
    return [decoder.decode(line) for file in files for line in file.read_bytes().splitlines() if line.endswith(b"}")]


async def judge(dsn: str, prefix: str, asked: list[Done], total: int) -> Verdict:
    """Hold what the clients were told against what the books have, of everything that bears the prefix."""
    verdict = Verdict()
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.execute("SET LOCAL statement_timeout = 0")
            booked: dict[str, int] = {}
            async for row in connection.cursor(_BOOKED, f"{prefix}.%", prefetch=5000):
                booked[row["memo"]] = booked.get(row["memo"], 0) + 1
                if (row["sides"], row["total"]) != (2, 0):
                    verdict.blame("unbalanced", row["memo"])
            verdict.balances_off = await connection.fetchval(_OFF)
            verdict.total_off = int(await _off(connection, total))
    finally:
        await connection.close()
    for done in asked:
        _one(verdict, done, booked.pop(done.memo, 0))
    for memo in booked:
        verdict.blame("unasked", memo)
    return verdict


def _one(verdict: Verdict, done: Done, times: int) -> None:
    verdict.retried += done.tries > 1
    verdict.faults += done.faults
    verdict.said[done.said or "unknown"] += 1
    if done.what == "look":
        verdict.looked += done.said == "ok"
        if done.wrong:
            verdict.blame("bad_reads", f"{done.memo} saw {done.wrong}")
        return
    if times > 1:
        verdict.blame("doubled", f"{done.memo} is there {times} times")
    if done.said == "ok":
        verdict.acknowledged += 1
        if not times:
            verdict.blame("lost", done.memo)
    elif done.said:
        verdict.refused += 1
        if times:
            verdict.blame("refused_booked", f"{done.memo}: {done.said}")
    else:
        verdict.unknown += 1


async def _off(connection: Any, total: int) -> bool:
    """Whether what customers have is not what it was at the start, other than by what the bank itself has booked."""
    now, everything = await connection.fetchval(_TOTAL), await connection.fetchval(_ALL)
    return bool(everything or (now != total and now - await connection.fetchval(_OTHERS) != total))


class Auditor:
    """Sums up everything again and again while the run goes on, each time in one snapshot."""

    def __init__(self, dsn: Callable[[], str], total: int, every_s: float = 0.25) -> None:
        self._dsn, self._total, self._every_s = dsn, total, every_s
        self.reads = self.bad = 0

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        while True:
            try:
                connection = await asyncpg.connect(self._dsn(), timeout=5)
                try:
                    while True:
                        await self.read(connection)
                        await asyncio.sleep(self._every_s)
                finally:
                    connection.terminate()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
                await asyncio.sleep(0.2)

    async def read(self, connection: Any) -> None:
        """One look at everything."""
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            wrong = await _off(connection, self._total)
        self.reads += 1
        self.bad += wrong


async def total_of(dsn: str) -> int:
    """What customers have together."""
    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval(_TOTAL))
    finally:
        await connection.close()
