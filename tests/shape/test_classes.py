"""Every column has its class, and the database holds what the class means."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tests.world import World

from sycee.app.wiring import declare
from sycee.guard.privacy import sealed_columns

declare()

ROOT = Path(__file__).parents[2]
CLASSES: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "docs/security/classes.toml").read_text("utf-8"))
KINDS = ("C1", "C2", "C3", "internal")
MARKS = ("sealed", "indexed")

_COLUMNS = """
SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
"""
_MAY = "SELECT has_column_privilege($1, $2, $3, 'SELECT')"
_SECURED = "SELECT relrowsecurity FROM pg_class WHERE oid = $1::regclass"


@pytest.fixture
async def owner(bank: World) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(bank.bank.dsn)
    yield connection
    await connection.close()


def of(kind: str) -> list[tuple[str, str]]:
    """Table and column of each that is of this class or mark."""
    return [(table, column) for table, told in CLASSES.items() for column in told.get(kind, ())]


async def test_every_column_of_every_table_has_one_class(owner: Any) -> None:
    there = {(r["table"], r["column"]) for r in await owner.fetch(_COLUMNS)}
    named = [place for kind in KINDS for place in of(kind)]

    assert sorted(there - set(named)) == [], "say in docs/security/classes.toml of which class it is"
    assert sorted(set(named) - there) == [], "it is gone"
    assert len(named) == len(set(named)), "a column has one class"


def test_nothing_else_is_said_of_a_table() -> None:
    assert {kind for told in CLASSES.values() for kind in told} <= {*KINDS, *MARKS}
    for mark in MARKS:
        assert set(of(mark)) <= set(of("C2")) | set(of("C3")), "only what is a person's is sealed"


def test_what_is_sealed_is_what_can_be_sealed_anew() -> None:
    assert {f"{table}.{column}" for table, column in of("sealed")} == set(sealed_columns())


async def test_what_is_sealed_or_indexed_or_lets_somebody_in_is_bytes_or_a_hash(owner: Any) -> None:
    types = {(r["table"], r["column"]): r["type"] for r in await owner.fetch(_COLUMNS)}
    plain = {("identity_simulated_sms", "text"), ("identity_login", "password"), ("staff_member", "password")}

    assert {place for place in of("sealed") + of("indexed") + of("C3") if types[place] != "bytea"} == plain
    for table in ("identity_login", "staff_member"):
        # Nothing is no hash, and lets nobody in: whose password was taken away has none until they choose one.
        odd = await owner.fetchval(
            f"SELECT count(*) FROM {table} WHERE password <> '' AND password NOT LIKE $1", "$argon2id$%"
        )
        assert odd == 0, table


@pytest.mark.parametrize("role", ["sycee_read", "sycee_staff"])
async def test_no_role_that_reads_for_a_screen_reads_what_lets_somebody_in(owner: Any, role: str) -> None:
    readable = [place for place in of("C3") if await owner.fetchval(_MAY, role, *place)]

    assert readable == []


async def test_what_a_reading_role_sees_of_people_is_behind_row_level_security(owner: Any) -> None:
    tables = {table for table, _ in of("C1") + of("C2")}
    open_to = [
        (role, table)
        for table in sorted(tables)
        for role in ("sycee_read", "sycee_staff")
        if await owner.fetchval("SELECT has_any_column_privilege($1, $2, 'SELECT')", role, table)
        and not await owner.fetchval(_SECURED, table)
    ]

    assert open_to == []


STAFF_MAY = {
    "party_person": {"name", "phone", "phone_index", "document"},
    "account_account": {"number", "holder"},
    "ledger_account": {"floor", "credits", "debits", "pending_debits", "day_cap"},
    "ledger_entry": {"amount", "balance", "booked_at", "value_on", "kind", "party", "memo"},
    "ledger_hold": {"amount"},
}
"""What of class C2 the console's role reads, to show it masked or in ranges (tests/service/console says how)."""


async def test_staffs_role_reads_no_more_of_people_than_the_console_shows(owner: Any) -> None:
    readable: dict[str, set[str]] = {}
    for table, column in of("C2"):
        if await owner.fetchval(_MAY, "sycee_staff", table, column):
            readable.setdefault(table, set()).add(column)

    assert readable == STAFF_MAY
