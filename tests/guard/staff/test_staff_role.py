"""The wall behind the console: what the database shows to staff's role, and what it lets it change."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from tests.world import Person, World, yuan

SHOWN = {
    "account_account": {"id", "owner", "kind", "number", "holder", "asset", "opened_at", "closed_at"},
    "algorithm_drift": {"kind", "day", "number", "deeds", "people", "items", "items_chance", "scores",
                        "scores_chance", "live", "at"},
    "algorithm_version": {"kind", "number", "format", "digest", "gate", "beside", "card", "made_at", "published_at",
                          "withdrawn_at"},
    "audit_seal": {"id", "made_at", "heads", "head", "signature", "key_id"},
    "journal_link": {"slot", "batch", "head"},
    "journal_of": {"subject", "booked_at", "key"},
    "journal_record": {"key", "slot", "batch", "pos", "subject", "verb", "refused", "booked_at"},
    "ledger_account": {"id", "owner", "asset", "state", "floor", "credits", "debits", "pending_debits", "seq",
                       "day_cap", "hold_due"},
    "ledger_asset": {"id", "code", "digits"},
    "ledger_entry": {"account_id", "seq", "amount", "balance", "booked_at", "transfer_id", "value_on", "kind",
                     "party", "memo"},
    "ledger_hold": {"account_id", "amount", "state", "until"},
    "party_person": {"id", "name", "phone", "phone_index", "document_kind", "document", "joined_at"},
}  # fmt: skip
"""All that staff's role may read: no password, token, code, proposal, message, nor what was said in a record."""

_COLUMNS = """
SELECT c.relname AS table, a.attname AS column FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'v', 'm') AND has_column_privilege('sycee_staff', c.oid, a.attnum, $1)
"""
_BY_CUSTOMER = ("party_person", "account_account", "ledger_account", "ledger_entry", "journal_record")


@pytest.fixture
async def role(bank: World) -> AsyncIterator[Any]:
    """A connection in staff's role, in a transaction that leaves nothing behind."""
    connection = await asyncpg.connect(bank.bank.dsn)
    undone = connection.transaction()
    await undone.start()
    await connection.execute("SET LOCAL ROLE sycee_staff")
    yield connection
    await undone.rollback()
    await connection.close()


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    mei = await world.customer("李梅", cny="900")
    assert (await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("1.00"))).code == "ok"
    return mei


async def test_staffs_role_reads_what_the_console_shows_and_no_more(role: Any) -> None:
    found: dict[str, set[str]] = {}
    for row in await role.fetch(_COLUMNS, "SELECT"):
        found.setdefault(row["table"], set()).add(row["column"])

    assert found == SHOWN


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "REFERENCES"])
async def test_staffs_role_writes_nothing(role: Any, right: str) -> None:
    assert not await role.fetch(_COLUMNS, right)


@pytest.mark.parametrize("table", _BY_CUSTOMER)
async def test_without_a_member_named_it_sees_nobody(role: Any, mei: Person, table: str) -> None:
    count = f"SELECT count(*) FROM {table}"

    assert await role.fetchval(count) == 0
    await role.execute("SET LOCAL sycee.staff = '7'")
    assert await role.fetchval(count) > 0


async def test_a_subject_opens_nothing_to_it(role: Any, mei: Person) -> None:
    await role.execute(f"SET LOCAL sycee.subject = '{mei.party}'")

    assert await role.fetchval("SELECT count(*) FROM party_person") == 0


async def test_the_banks_own_accounts_and_records_are_not_the_consoles(bank: World, role: Any) -> None:
    await role.execute("SET LOCAL sycee.staff = '7'")

    assert await role.fetchval("SELECT count(*) FROM ledger_account WHERE owner <= 0") == 0
    assert await role.fetchval("SELECT count(*) FROM ledger_entry WHERE account_id = $1", bank.outside) == 0
    assert await role.fetchval("SELECT count(*) FROM journal_record WHERE subject <= 0") == 0


@pytest.mark.parametrize(
    "change",
    ["UPDATE party_person SET name = 'x'", "DELETE FROM journal_record", "TRUNCATE ledger_entry",
     "INSERT INTO staff_member (login, name, password, secret, rights, made_at) VALUES ('a','a','a','','{}',now())",
     "UPDATE staff_session SET ended_at = NULL", "CREATE TABLE mine (a int)", "SELECT nextval('account_serial')",
     "SELECT journal_append(0::smallint, '{}', '{}', '{}', '{}', '{}', '{}', '{}', now())",
     "SELECT said FROM journal_record", "SELECT password FROM identity_login", "SELECT * FROM identity_session",
     "SELECT * FROM identity_code", "SELECT * FROM staff_member", "SELECT * FROM access_proposal",
     "SELECT party_by_phone('\\x00')", "SET ROLE sycee_app"],
)  # fmt: skip
async def test_what_is_not_the_consoles_is_refused_by_the_database(bank: World, change: str) -> None:
    connection = await asyncpg.connect(bank.bank.dsn)
    undone = connection.transaction()
    await undone.start()
    try:
        await connection.execute("SET LOCAL SESSION AUTHORIZATION sycee_staff")
        await connection.execute("SET LOCAL sycee.staff = '7'")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(change)
    finally:
        await undone.rollback()
        await connection.close()


async def test_the_member_is_forgotten_when_the_door_closes(bank: World, mei: Person) -> None:
    lin = await bank.member("customers")
    assert (await lin.call("customer.show", customer=mei.party)).code == "ok"

    async with bank.bank.db.clerks.acquire() as connection:
        assert await connection.fetchval("SELECT current_user::text") == "sycee_staff"
        assert await connection.fetchval("SELECT count(*) FROM party_person") == 0
