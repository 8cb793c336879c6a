"""Migrations: forward only, plain SQL, each in a transaction of its own, never edited once applied."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any

import asyncpg

_LEDGER = """
CREATE TABLE IF NOT EXISTS migration_applied (
    name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
"""
_LOCK = "SELECT pg_advisory_lock(5921001)"


class Outdated(Exception):
    """The database and this program do not fit; the sentence says which of them is behind."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its folder's name and its SQL."""

    name: str
    sql: str

    @property
    def digest(self) -> str:
        return sha256(self.sql.encode()).hexdigest()


def shipped() -> list[Migration]:
    """Every migration in this program, in order."""
    folders = sorted((f for f in files("sycee.migrations").iterdir() if f.name[:4].isdigit()), key=lambda f: f.name)
    return [Migration(f.name, (f / "up.sql").read_text("utf-8")) for f in folders]


async def migrate(dsn: str) -> list[str]:
    """Bring the database at `dsn` up to this program; returns what was applied. Two at once wait for each other."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_LOCK)
        await connection.execute(_LEDGER)
        return await _apply(connection)
    finally:
        await connection.close()


async def _apply(connection: Any) -> list[str]:
    known = {r["name"]: r["digest"] for r in await connection.fetch("SELECT name, digest FROM migration_applied")}
    steps = shipped()
    _fits(known, steps)
    done = []
    for step in steps:
        if step.name not in known:
            async with connection.transaction():
                await connection.execute(step.sql)
                await connection.execute(
                    "INSERT INTO migration_applied (name, digest) VALUES ($1, $2)", step.name, step.digest
                )
            done.append(step.name)
    return done


def _fits(known: dict[str, str], steps: list[Migration]) -> None:
    ours = {s.name: s.digest for s in steps}
    if newer := sorted(set(known) - set(ours)):
        raise Outdated(f"This database was made by a newer Sycee (it has {newer[0]}): install that version or newer.")
    if edited := [n for n, d in known.items() if ours[n] != d]:
        raise Outdated(f"Migration {edited[0]} was changed after it was applied here: this database is not its result.")
