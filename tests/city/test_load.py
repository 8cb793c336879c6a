"""A city in the bank: all of it or nothing, under the ledger's own laws, and life goes on from there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest

from sycee.app.settings import Settings
from sycee.app.wiring import Bank, open_bank
from sycee.city import PURPOSES, Loaded, NotOver, PeopleHere, load_city, plan_city
from sycee.core import account, ledger, party
from sycee.guard import audit, privacy
from sycee.kit.db import running

UNTIL = date(2024, 8, 31)


@dataclass(frozen=True)
class Town:
    """A bank of its own with thirty people and a year in it."""

    bank: Bank
    loaded: Loaded
    people: int


async def _emptied(server_dsn: str, name: str) -> None:
    owner = await asyncpg.connect(server_dsn)
    await owner.execute(f"DROP DATABASE IF EXISTS {name}")
    await owner.execute(f"CREATE DATABASE {name}")
    await owner.close()


@asynccontextmanager
async def _empty(bank_home: Path, name: str) -> AsyncIterator[Bank]:
    """Another bank on the tests' server, without anybody in it."""
    async with running(bank_home) as server:
        await _emptied(server.dsn("postgres"), name)
        async with open_bank(Settings(bank_home, server.dsn(name), 8000, demo=True)) as bank:
            yield bank


@pytest.fixture(scope="module")
async def town(bank_home: Path) -> AsyncIterator[Town]:
    async with _empty(bank_home, "town") as empty:
        loaded = await load_city(empty.dsn, empty.vault, plan_city(30, 1, 7, UNTIL))
        yield Town(empty, loaded, await party.how_many(empty.db))


async def test_a_city_whose_last_day_is_not_over_leaves_no_trace(bank_home: Path) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    async with _empty(bank_home, "nobody") as empty:
        with pytest.raises(NotOver):
            await load_city(empty.dsn, empty.vault, plan_city(5, 1, 7, tomorrow))
        assert await party.how_many(empty.db) == 0


async def test_the_books_and_the_record_are_right(town: Town) -> None:
    assert [f for f in await ledger.verify(town.bank.db) if f.broken] == []
    assert not (await audit.verify(town.bank.db, town.bank.vault)).broken


async def test_everything_that_was_drawn_is_there(town: Town) -> None:
    quarter = plan_city(30, 1, 7, UNTIL).quarter(0)
    assert town.people == town.loaded.people == 30
    assert town.loaded.entries == len(quarter.entries.seq)
    assert town.loaded.accounts == len(quarter.accounts)
    async with town.bank.db.writers.acquire() as connection:
        record = await connection.fetchrow("SELECT subject, said FROM journal_record WHERE verb = 'city.load'")
        name = await connection.fetchval("SELECT holder FROM account_account WHERE id = $1", town.loaded.first)
    assert record["subject"] == 0
    assert town.loaded.digest in record["said"]
    assert name == "林小满"


async def test_people_are_found_by_their_phone_and_only_sealed_in_the_table(town: Town) -> None:
    assert await party.by_phone(town.bank.context(), "13800000001") == 1
    async with town.bank.db.writers.acquire() as connection:
        sealed = await connection.fetchval("SELECT phone FROM party_person WHERE id = 1")
    assert b"138" not in sealed
    assert town.bank.vault.unseal(sealed, privacy.sealed_columns()["party_person.phone"], 1) == "13800000001"


async def test_a_payee_was_last_sent_what_the_books_say(town: Town) -> None:
    async with town.bank.db.writers.acquire() as connection:
        rows = await connection.fetch(
            "SELECT p.sent_minor, e.amount, p.party, a.owner, right(a.number, 4) = p.tail AS tail "
            "FROM payee_payee p JOIN account_account a ON a.id = p.account_id "
            "JOIN ledger_entry e ON e.account_id = p.account_id AND e.transfer_id = p.sent_last"
        )
    assert len(rows) == town.loaded.payees
    assert all(r["sent_minor"] == r["amount"] and r["party"] == r["owner"] and r["tail"] for r in rows)


async def test_the_next_customer_gets_numbers_that_nobody_has(town: Town) -> None:
    async def joins(ctx) -> int:  # type: ignore[no-untyped-def]
        person = party.NewPerson(
            name="新客户", phone="13711112222", document="110101199001010010", password="harbour-lantern-42"
        )
        number = await party.join(ctx, person)
        return await account.open_for(ctx, number, "新客户")

    opened = await town.bank.runner.as_bank(town.bank.context(), "test.joins", joins)

    assert opened >= town.loaded.first + town.loaded.accounts
    async with town.bank.db.writers.acquire() as connection:
        owner = await connection.fetchval("SELECT owner FROM account_account WHERE id = $1", opened)
        firms = await connection.fetchval("SELECT max(owner) FROM account_account WHERE kind = 'shop'")
    assert owner > firms


async def test_a_second_city_is_refused(town: Town) -> None:
    with pytest.raises(PeopleHere):
        await load_city(town.bank.dsn, town.bank.vault, plan_city(5, 1, 8, UNTIL))


async def test_no_table_of_the_bank_has_what_the_city_knows(town: Town) -> None:
    truth = plan_city(30, 1, 7, UNTIL).quarter(0).truth
    words = {"takeover", "card_testing", "card_fraud", "wrong_payee", "bought_home", "laid_off", *PURPOSES[7:20]}
    assert truth.events
    async with town.bank.db.writers.acquire() as connection:
        columns = await connection.fetch(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name ~ '^(ledger|account|party|payee|journal)_' AND data_type IN ('text', 'jsonb')"
        )
        for table, column in columns:
            said = await connection.fetch(
                f"SELECT DISTINCT {column}::text AS said FROM {table} WHERE {column}::text = ANY($1)", list(words)
            )
            assert not said, (table, column)
