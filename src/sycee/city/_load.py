"""Loads a city as the till would have left it: by COPY, in one transaction, with a record in the journal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import numpy as np

from sycee.city._city import City
from sycee.city._encode import rows, transfer_salt, transfer_time
from sycee.city._pay import ARRIVES
from sycee.city._quarter import Quarter
from sycee.core import account, ledger, party, payee
from sycee.guard import access
from sycee.guard.privacy import Vault
from sycee.kit.db import Connection, as_owner
from sycee.kit.errors import Refusal
from sycee.kit.ids import derived_id
from sycee.kit.journal import Record, append
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

Progress = Callable[[int, int], None]
"""Told after each quarter: people and entries so far."""

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SLOT = 0
_BANK = 0
_NOW = "SELECT now()"
_WORLD = access.Actor(
    number=80, subject=_BANK, what="the simulated city: money that comes from elsewhere", risk=ARRIVES,
    ceiling=Money(10_000_000_000, CNY),
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
    """What was loaded. `digest` is SHA-256 over everything drawn: the same seed gives the same. `first`: the id of the
    first account."""

    people: int
    accounts: int
    entries: int
    payees: int
    digest: str
    first: int


async def load_city(dsn: str, vault: Vault, city: City, progress: Progress | None = None) -> Loaded:
    """Fill an empty bank with a city, through the owner's connection at `dsn`. All of it or nothing.

    Refuses when there are customers, or when the city's last day is not over."""
    async with as_owner(dsn) as connection:
        if not await party.nobody_here(connection):
            raise PeopleHere
        now = await connection.fetchval(_NOW)
        if city.over_at > now:
            raise NotOver(until=city.until.isoformat())
        loaded = await _fill(connection, vault, city, progress)
        await access.let_act(connection, _WORLD, city.over_at)
        await append(connection, _SLOT, [_record(city, loaded)], now)
        return loaded


async def _fill(connection: Connection, vault: Vault, city: City, progress: Progress | None) -> Loaded:
    people = accounts = entries = payees = 0
    whole, first = sha256(), await ledger.highest(connection) + 1
    async for quarter in _ahead(city):
        await _store(connection, vault, quarter, first + accounts)
        people, accounts = people + len(quarter.people), accounts + len(quarter.accounts)
        entries, payees = entries + len(quarter.entries.seq), payees + len(quarter.payees)
        whole.update(quarter.digest())
        if progress is not None:
            progress(people, entries)
    await party.reserve(connection, city.parties)
    await connection.execute("ANALYZE")
    return Loaded(people, accounts, entries, payees, whole.hexdigest(), first)


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


async def _store(connection: Connection, vault: Vault, quarter: Quarter, first: int) -> None:
    """Store a quarter, its accounts numbered from `first`."""
    await party.adopt(connection, vault, _people(quarter))
    numbers = await account.adopt(connection, _accounts(quarter, first))
    await ledger.adopt(connection, _sums(quarter, first), _pieces(quarter, first))
    await payee.adopt(connection, _payees(quarter, first, numbers))


async def _pieces(quarter: Quarter, first: int) -> AsyncIterator[bytes]:
    for piece in rows(quarter, first):
        yield piece


def _instant(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _people(quarter: Quarter) -> Iterable[party.Adopted]:
    return (party.Adopted(p.number, p.name, p.phone, p.document, _instant(p.opened)) for p in quarter.people)


def _accounts(quarter: Quarter, first: int) -> list[account.Adopted]:
    return [
        account.Adopted(n, a.owner, a.kind, a.holder, _instant(a.opened)) for n, a in enumerate(quarter.accounts, first)
    ]


def _sums(quarter: Quarter, first: int) -> Iterable[ledger.Adopted]:
    for n, a in enumerate(quarter.accounts, first):
        booked_at = _instant(a.booked if a.seq else a.opened)
        yield ledger.Adopted(n, a.owner, a.floor, a.day_cap, a.credits, a.debits, a.seq, booked_at)


def _payees(quarter: Quarter, first: int, numbers: list[str]) -> Iterable[payee.Adopted]:
    for p in quarter.payees:
        owner, paid = quarter.people[p.owner], quarter.people[p.payee]
        yield payee.Adopted(
            owner=owner.number, account=first + p.payee, party=paid.number, name=paid.name, tail=numbers[p.payee][-4:],
            by="phone" if (p.owner + p.payee) % 3 == 0 else "account", added_at=_instant(p.first),
            sent_count=p.times, sent_minor=p.amount, sent_at=_instant(p.at), sent_last=_transfer(p.at, p.salt),
        )  # fmt: skip


def _transfer(at: int, salt: int) -> UUID:
    """The transfer's number, as its entries have it."""
    upper, lower = transfer_time(np.array([at]), np.array([salt])), transfer_salt(np.array([salt]))
    return UUID(int=int(upper[0]) << 64 | int(lower[0]))
