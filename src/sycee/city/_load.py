"""Loads a city as the till would have left it: by COPY, in one transaction, with a record in the journal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
import numpy as np

from sycee.city._city import City
from sycee.city._encode import COLUMNS, rows, transfer_salt, transfer_time
from sycee.city._quarter import Quarter
from sycee.core.account import number_for
from sycee.guard.privacy import Vault
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.journal import Record, append
from sycee.kit.money import CNY
from sycee.kit.words import words

Progress = Callable[[int, int], None]
"""Told after each quarter: people and entries so far."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SLOT = 0
_BANK = 0
# Nobody else opens an account meanwhile; who reads is not held up.
_ALONE = "LOCK TABLE party_person, account_account, ledger_account IN SHARE ROW EXCLUSIVE MODE"
_ANYONE = "SELECT EXISTS (SELECT FROM party_person)"
_USED = """
SELECT (SELECT coalesce(max(id), 0) FROM ledger_account), nextval('account_serial') - 1, now(),
       nextval(pg_get_serial_sequence('party_person', 'id')) - 1
"""
_ON = """
SELECT setval(pg_get_serial_sequence('ledger_account', 'id'), $1), setval('account_serial', $2),
       setval(pg_get_serial_sequence('party_person', 'id'), $3)
"""
_PERSON = (
    "id", "name", "phone", "phone_index", "document_kind", "document", "document_index", "joined_at",
)  # fmt: skip
_ACCOUNT = ("id", "owner", "kind", "number", "holder", "asset", "opened_at")
_SUMS = ("id", "owner", "asset", "floor", "credits", "debits", "seq", "booked_at", "day_cap")
_PAYEE = (
    "owner", "account_id", "party", "name", "tail", "by", "added_at", "sent_count", "sent_minor", "sent_at",
    "sent_last",
)  # fmt: skip


class PeopleHere(Refusal):
    code = "city_needs_empty_bank"
    say = words(
        zh="银行里已经有客户，模拟城市只能建在空的银行里",
        en="The bank has customers already: a city is made in an empty bank only",
    )


class NotOver(Refusal):
    code = "city_not_over"
    say = words(
        zh="城市的最后一天 {until} 还没有过完，未来的账不能记",
        en="The city's last day, {until}, is not over yet: nothing is booked ahead",
    )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded. `digest` is SHA-256 over everything drawn: the same seed gives the same."""

    people: int
    accounts: int
    entries: int
    payees: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Base:
    """What is used already: ids and serials go on from there."""

    account: int
    serial: int

    def number(self, account: int) -> str:
        return number_for(self.serial + account + 1)


async def load_city(dsn: str, vault: Vault, city: City, progress: Progress | None = None) -> Loaded:
    """Fill an empty bank with a city, through the owner's connection at `dsn`. All of it or nothing.

    Refuses when there are customers, or when the city's last day is not over."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            return await _fill(connection, vault, city, progress)
    finally:
        await connection.close()


async def _fill(connection: Any, vault: Vault, city: City, progress: Progress | None) -> Loaded:
    await connection.execute(_ALONE)
    if await connection.fetchval(_ANYONE):
        raise PeopleHere
    account, serial, now, party = await connection.fetchrow(_USED)
    if city.over_at > now:
        raise NotOver(until=city.until.isoformat())
    people = accounts = entries = payees = 0
    whole = sha256()
    async for quarter in _ahead(city):
        await _store(connection, vault, quarter, _Base(account + accounts, serial + accounts))
        people, accounts = people + len(quarter.people), accounts + len(quarter.accounts)
        entries, payees = entries + len(quarter.entries.seq), payees + len(quarter.payees)
        whole.update(quarter.digest())
        if progress is not None:
            progress(people, entries)
    await connection.execute(_ON, account + accounts, serial + accounts, max(city.parties, party))
    await connection.execute("ANALYZE")
    loaded = Loaded(people, accounts, entries, payees, whole.hexdigest())
    await append(connection, _SLOT, [_record(city, loaded)], now)
    return loaded


def _record(city: City, loaded: Loaded) -> Record:
    asked = {"people": city.people, "years": city.years, "seed": city.seed, "until": city.until.isoformat()}
    counts = {"accounts": loaded.accounts, "entries": loaded.entries, "payees": loaded.payees}
    said = json.dumps({"answer": {**asked, **counts, "digest": loaded.digest}, "facts": []})
    mark = sha256(json.dumps(asked).encode()).digest()[:16]
    return Record(
        derived_id("city.load", loaded.digest), _BANK, "city.load", mark, bytes.fromhex(loaded.digest), False, said
    )


async def _ahead(city: City) -> AsyncIterator[Quarter]:
    """Quarters in turn, the next one being made in a thread while one is stored: two are in memory."""
    coming = asyncio.create_task(asyncio.to_thread(city.quarter, 0))
    try:
        for index in range(1, city.quarters + 1):
            quarter = await coming
            if index < city.quarters:
                coming = asyncio.create_task(asyncio.to_thread(city.quarter, index))
            yield quarter
    finally:
        coming.cancel()


async def _store(connection: Any, vault: Vault, quarter: Quarter, base: _Base) -> None:
    first = base.account + 1

    async def entries() -> AsyncIterator[bytes]:
        for piece in rows(quarter, first):
            yield piece

    await _copy(connection, "party_person", _PERSON, _people(quarter, vault))
    await _copy(connection, "account_account", _ACCOUNT, _accounts(quarter, base))
    await connection.copy_to_table("ledger_entry", source=entries(), columns=COLUMNS, format="binary")
    await _copy(connection, "ledger_account", _SUMS, _sums(quarter, first))
    await _copy(connection, "payee_payee", _PAYEE, _payees(quarter, base))


async def _copy(connection: Any, table: str, columns: tuple[str, ...], records: Iterable[tuple[Any, ...]]) -> None:
    await connection.copy_records_to_table(table, records=records, columns=columns)


def _instant(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _people(quarter: Quarter, vault: Vault) -> Iterable[tuple[Any, ...]]:
    for p in quarter.people:
        sealed = (
            vault.seal(p.phone),
            vault.blind(p.phone),
            "resident_id",
            vault.seal(p.document),
            vault.blind(p.document),
        )
        yield (p.number, p.name, *sealed, _instant(p.opened))


def _accounts(quarter: Quarter, base: _Base) -> Iterable[tuple[Any, ...]]:
    for n, a in enumerate(quarter.accounts):
        yield base.account + n + 1, a.owner, a.kind, base.number(n), a.holder, CNY.code, _instant(a.opened)


def _sums(quarter: Quarter, first: int) -> Iterable[tuple[Any, ...]]:
    for n, a in enumerate(quarter.accounts):
        booked = _instant(a.booked if a.seq else a.opened)
        yield first + n, a.owner, CNY.id, a.floor, a.credits, a.debits, a.seq, booked, a.day_cap


def _payees(quarter: Quarter, base: _Base) -> Iterable[tuple[Any, ...]]:
    for p in quarter.payees:
        payee, tail = quarter.people[p.payee], base.number(p.payee)[-4:]
        by = "phone" if (p.owner + p.payee) % 3 == 0 else "account"
        last = _transfer(p.at, p.salt)
        known = (quarter.people[p.owner].number, base.account + p.payee + 1, payee.number, payee.name, tail, by)
        yield (*known, _instant(p.first), p.times, p.amount, _instant(p.at), last)


def _transfer(at: int, salt: int) -> UUID:
    """The transfer's number, as its entries have it."""
    upper, lower = transfer_time(np.array([at]), np.array([salt])), transfer_salt(np.array([salt]))
    return UUID(int=int(upper[0]) << 64 | int(lower[0]))
