"""The wall behind the wall: what the database itself shows to whom, and what it lets nobody change."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tests.world import Person, World

from sycee.kit.capability import Subject
from sycee.kit.db import Away, connect, read

NOBODYS = {
    "algorithm_version": "what was learned and how well; of whom is not in it",
    "bill_biller": "who can be paid",
    "clearing_bank": "which other banks there are",
    "deposit_rate": "what savings earn, the same for everybody",
    "ledger_asset": "what is counted, not whose it is",
    "limit_assurance": "how much proof which sum needs",
    "limit_caution_rule": "how long the bank is cautious after what",
    "recommend_popular": "sums over all customers",
}
"""Tables that name nobody: the reading role may see them without a subject."""

_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""
_POLICIES = """
SELECT pg_get_expr(p.polqual, p.polrelid) AS rule FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relname = $1 AND c.relrowsecurity AND (p.polroles = '{0}' OR 'sycee_read'::regrole = ANY (p.polroles))
"""
_READABLE = """
SELECT coalesce(array_agg(quote_ident(attname) ORDER BY attnum), '{}') FROM pg_attribute
WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
  AND has_column_privilege('sycee_read', attrelid, attnum, 'SELECT')
"""
STATEMENT = (
    "账号：6222****0001\n共1笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    "2026-01-02,08:00:00,工资,1000.00,,1000.00,海风科技,A1\n"
)
_OWNER_COLUMN = {"party_person": "id"}
"""Of a table whose rows name their customer neither as `subject` nor as `owner`, the column that does."""
_BY_ACCOUNT = {"ledger_entry", "ledger_hold"}


@dataclass
class Two:
    """Two customers with something of everything that the book shows."""

    mei: Person
    wang: Person


@pytest.fixture(scope="module")
async def two(world: World) -> Two:
    mei, wang = await world.customer("李梅", cny="900"), await world.customer("王海", cny="900")
    for one, other in ((mei, wang), (wang, mei)):
        await one.sends(await one.adds(other), "300.00")
        brought = await one.call("book.bring", name="a.csv", content=b64encode(STATEMENT.encode()).decode())
        assert brought.status == 200, brought
    return Two(mei, wang)


@pytest.fixture
async def role(bank: World) -> AsyncIterator[Any]:
    """A connection whose role can be chosen, in a transaction that leaves nothing behind."""
    connection = await asyncpg.connect(bank.bank.dsn)
    undone = connection.transaction()
    await undone.start()
    yield connection
    await undone.rollback()
    await connection.close()


async def seen(role: Any, table: str, subject: int | None) -> list[Any] | None:
    """The rows of a table that the reading role sees for a subject; None where it has no right to any."""
    await role.execute("SET LOCAL ROLE sycee_read")
    await role.execute(f"SET LOCAL sycee.subject = '{subject or ''}'")
    try:
        async with role.transaction():
            columns = ", ".join(await role.fetchval(_READABLE, table)) or "*"
            return list(await role.fetch(f"SELECT {columns} FROM {table}"))
    except asyncpg.InsufficientPrivilegeError:
        return None
    finally:
        await role.execute("RESET ROLE")


async def tables(role: Any) -> list[str]:
    return [r["relname"] for r in await role.fetch(_TABLES)]


def _whose(table: str, row: Any) -> int:
    column = _OWNER_COLUMN.get(table) or next((c for c in ("subject", "owner") if c in row), None)
    assert column, f"say in _OWNER_COLUMN whose a row of {table} is"
    return int(row[column])


async def test_without_a_subject_the_reading_role_sees_nobodys_rows(role: Any, two: Two) -> None:
    shown = {table for table in await tables(role) if await seen(role, table, None)}

    assert "ledger_asset" in shown
    assert shown <= set(NOBODYS), "give the table row-level security with a policy on kit_subject()"


async def test_with_a_subject_it_sees_their_rows_alone(role: Any, two: Two) -> None:
    mei = two.mei
    hers = {mei.current, mei.savings}
    for table in await tables(role):
        rows = await seen(role, table, mei.party)
        if rows is None or table in NOBODYS:
            continue
        if table in _BY_ACCOUNT or table.startswith("ledger_entry_"):
            assert {r["account_id"] for r in rows} <= hers, table
        else:
            assert {_whose(table, r) for r in rows} <= {mei.party}, table
    assert await seen(role, "ledger_entry", mei.party)
    assert await seen(role, "book_entry", mei.party)
    assert await seen(role, "access_proposal", mei.party)


async def test_every_table_that_the_reading_role_may_read_has_a_policy_on_the_subject(role: Any) -> None:
    for table in await tables(role):
        if table in NOBODYS or not await role.fetchval("SELECT has_table_privilege('sycee_read', $1, 'SELECT')", table):
            continue
        policies = await role.fetch(_POLICIES, table)
        assert policies, f"{table} has no policy for sycee_read, or row-level security is not on"
        assert all("kit_subject()" in p["rule"] for p in policies), table


@pytest.mark.parametrize("subject", ["0", "-1", "999999999999"])
async def test_a_subject_who_is_no_customer_sees_no_customers_rows(role: Any, two: Two, subject: str) -> None:
    for table in ("party_person", "account_account", "payee_payee", "access_proposal", "identity_session"):
        assert not await seen(role, table, int(subject))


async def test_the_doors_subject_is_gone_when_the_door_closes(bank: World, two: Two) -> None:
    hers = replace(bank.bank.context(), subject=Subject(two.mei.party, uuid4()))
    count = "SELECT count(*) FROM account_account"

    for _ in range(10):
        async with read(hers) as connection:
            assert await connection.fetchval(count) == 2
        async with read(bank.bank.context()) as connection:
            assert await connection.fetchval(count) == 0
        async with bank.bank.db.readers.acquire() as connection:
            assert await connection.fetchval(count) == 0, "not even outside a transaction"


async def test_an_error_inside_the_door_leaves_no_subject_behind(bank: World, two: Two) -> None:
    hers = replace(bank.bank.context(), subject=Subject(two.mei.party, uuid4()))
    for _ in range(10):
        with pytest.raises(asyncpg.UndefinedTableError):
            async with read(hers) as connection:
                await connection.fetch("SELECT * FROM nowhere")
    async with bank.bank.db.readers.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM account_account") == 0


@pytest.mark.parametrize(
    "change",
    ["UPDATE party_person SET name = 'x'", "INSERT INTO ledger_asset VALUES (99, 'X', 0)", "DELETE FROM payee_payee",
     "TRUNCATE account_account", "CREATE TABLE mine (a int)", "SELECT nextval('account_serial')",
     "SELECT journal_append(0::smallint, '{}', '{}', '{}', '{}', '{}', '{}', '{}', now())"],
)  # fmt: skip
async def test_nothing_can_be_written_through_the_door(bank: World, two: Two, change: str) -> None:
    hers = replace(bank.bank.context(), subject=Subject(two.mei.party, uuid4()))
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
        async with read(hers) as connection:
            await connection.execute(change)


async def test_who_finds_every_connection_taken_is_told_and_does_not_wait_for_ever(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.kit.db._read.ANSWER_S", 0.1)
    async with connect(bank.bank.dsn, size=1) as db, db.readers.acquire(), asyncio.timeout(60):
        with pytest.raises(Away):
            async with read(replace(bank.bank.context(), db=db)):
                pass


UNCHANGING = ("ledger_entry", "ledger_hold", "ledger_asset", "journal_record", "journal_link", "journal_chain")
SUMS = ("credits", "debits", "pending_credits", "pending_debits", "seq", "booked_at", "day_out", "owner", "asset", "id")


async def test_the_application_has_no_right_to_change_what_was_booked(role: Any) -> None:
    everything = [t for t in await tables(role) if t in UNCHANGING or t.startswith("ledger_entry_")]
    assert len(everything) > len(UNCHANGING)
    for table in everything:
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            has = await role.fetchval("SELECT has_table_privilege('sycee_app', $1, $2)", table, right)
            some = right in ("INSERT", "UPDATE") and await role.fetchval(
                "SELECT has_any_column_privilege('sycee_app', $1, $2)", table, right
            )
            assert not has, (table, right)
            assert not some, (table, right)
    for column in SUMS:
        right = await role.fetchval("SELECT has_column_privilege('sycee_app', 'ledger_account', $1, 'UPDATE')", column)
        assert not right, column


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_entry SET amount = 1",
        "DELETE FROM ledger_entry",
        "UPDATE ledger_account SET credits = credits + 100",
        "UPDATE ledger_account SET owner = 1",
        "INSERT INTO ledger_account (owner, asset, credits) VALUES (1, 1, 100)",
        "DELETE FROM ledger_account",
        "UPDATE journal_record SET said = '{}'",
        "DELETE FROM journal_record",
        "INSERT INTO journal_link VALUES (0, 99, 1, '')",
        "UPDATE journal_chain SET batch = 0",
        "TRUNCATE journal_record",
        "UPDATE access_allowance SET ceiling = 10^12",
        "UPDATE access_approval SET ceiling = 10^12",
        "DELETE FROM access_approval",
        "UPDATE limit_assurance SET level = 0",
        "UPDATE audit_seal SET heads = ''",
        "DELETE FROM identity_session",
        "ALTER TABLE ledger_entry DISABLE ROW LEVEL SECURITY",
        "DROP TABLE ledger_entry",
        "SET ROLE pg_read_all_data",
    ],
)
async def test_the_application_cannot_change_history_or_its_own_limits(role: Any, change: str) -> None:
    await role.execute("SET LOCAL SESSION AUTHORIZATION sycee_app")
    assert await role.fetchval("SELECT session_user || current_user") == "sycee_appsycee_app"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await role.execute(change)
