"""Nobody waits for ever: whatever becomes of the server, the wire or a lane, every caller is told."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from uuid import UUID, uuid4

import pytest
from tests.core.ledger.test_till import held_up, open_till, pays, town
from tests.laws.ledger_books import Books

from sycee.core.ledger import LedgerBook
from sycee.kit.db import Away, Connection, Database
from sycee.kit.journal import Known
from sycee.kit.till import Ticket, Till

__all__ = ["town"]

_ENTRIES = "SELECT count(*) FROM ledger_entry WHERE transfer_id = $1"
_AT_WORK = """
SELECT count(*) > 0 FROM pg_stat_activity
WHERE datname = current_database() AND state = 'active' AND query LIKE '%till_commit%' AND pid <> pg_backend_pid()
"""


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sycee.kit.till._till.PATIENCE_S", 0.5)
    monkeypatch.setattr("sycee.kit.db._connect.CONNECT_S", 1)
    monkeypatch.setattr("sycee.kit.db._connect.ANSWER_S", 1)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the wire's socket lies. Its path must be short, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="sycee-test-", dir="/var/tmp") as name:
        yield Path(name)


class Wire:
    """A wire to the server that can fall silent: it stays open, takes what is sent, and brings nothing back."""

    def __init__(self, server: str) -> None:
        self.silent = False
        self._server = server

    async def serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection, until either end hangs up."""
        far, on = await asyncio.open_unix_connection(self._server)
        there, here = asyncio.create_task(self._carry(near, on)), asyncio.create_task(self._carry(far, back, True))
        await asyncio.wait([there, here])

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, back: bool = False) -> None:
        with suppress(OSError):
            while some := await source.read(1 << 16):
                if not (back and self.silent):
                    sink.write(some)
        sink.close()


@asynccontextmanager
async def wired(db: Database, folder: Path) -> AsyncIterator[tuple[Database, Wire]]:
    """The same database at the other end of a wire."""
    asked = {name: value[0] for name, value in parse_qs(urlsplit(db.dsn).query).items()}
    socket = f".s.PGSQL.{asked['port']}"
    wire = Wire(f"{asked['host']}/{socket}")
    async with await asyncio.start_unix_server(wire.serve, folder / socket):
        yield replace(db, dsn=db.dsn.replace(quote(asked["host"], safe=""), quote(str(folder), safe=""))), wire


async def is_told(till: Till, key: UUID) -> bytes | Away:
    """What a payment of five fen is told; that it is told anything is what this file is about."""
    async with asyncio.timeout(60):
        try:
            return await pays(till, 1, 2, 5, key=key)
        except Away as away:
            return away


async def is_done(till: Till, key: UUID) -> bytes:
    """Ask again under the same key until it is answered."""
    while isinstance(said := await is_told(till, key), Away):  # noqa: ASYNC110 - the till comes back by itself
        await asyncio.sleep(0.05)
    return said


@pytest.mark.usefixtures("_impatient")
async def test_a_wire_that_falls_silent_keeps_nobody_and_its_payment_is_settled_once(town: Books, folder: Path) -> None:
    first, second = uuid4(), uuid4()
    async with wired(town.db, folder) as (db, wire), open_till(db) as till:
        assert str(first).encode() in await is_done(till, first)
        wire.silent = True
        assert isinstance(await is_told(till, second), Away)
        assert isinstance(await is_told(till, second), Away)
        wire.silent = False
        assert str(second).encode() in await is_done(till, second)
    assert [await town.owner.fetchval(_ENTRIES, key) for key in (first, second)] == [2, 2]


class Deadly(LedgerBook):
    """A book whose batches end their own connection, as one does that makes the server fall over it."""

    def __init__(self, owner: Any) -> None:
        super().__init__()
        self._owner = owner

    async def commit(
        self, connection: Connection, slot: int, tickets: Sequence[Ticket], at: datetime | None
    ) -> list[Known | Exception]:
        await self._owner.fetchval("SELECT pg_terminate_backend($1, 10000)", connection.get_server_pid())
        return await super().commit(connection, slot, tickets, at)


@pytest.mark.usefixtures("_impatient")
async def test_a_server_that_lets_us_in_and_falls_each_time_is_away(town: Books) -> None:
    async with open_till(town.db) as till:
        till._book = Deadly(town.owner)
        assert isinstance(await is_told(till, uuid4()), Away)
        assert till.alive


@pytest.mark.usefixtures("_impatient")
async def test_an_account_that_stays_locked_keeps_nobody_and_no_connection(town: Books) -> None:
    key = uuid4()
    async with open_till(town.db) as till:
        async with held_up(town, 1):
            assert isinstance(await is_told(till, key), Away)
            await until_at_work(town, False)
        assert str(key).encode() in await is_done(till, key)
    assert await town.owner.fetchval(_ENTRIES, key) == 2


async def until_at_work(books: Books, some: bool) -> None:
    """Wait until the server is at some statement of a lane's, or at none."""
    async with asyncio.timeout(60):
        while await books.owner.fetchval(_AT_WORK) is not some:
            await asyncio.sleep(0.05)
            await books.owner.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees its first look again


async def test_a_lane_that_ends_tells_those_whose_plans_are_in_its_hands(town: Books) -> None:
    async with open_till(town.db) as till:
        async with held_up(town, 1):
            asking = [asyncio.create_task(is_told(till, uuid4())) for _ in range(3)]
            await until_at_work(town, True)
            for lane in till._lanes:
                lane.cancel()
            said: list[Any] = await asyncio.gather(*asking)
        assert {type(each) for each in said} == {Away}
        assert not till.alive
