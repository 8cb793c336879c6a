"""The till under strain: every caller gets one true answer, every plan happens once or not at all."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.laws.ledger_books import SESSION, Books, open_books
from tests.laws.ledger_model import Account, Allowance, Model

from sycee.core.ledger import LedgerBook, Short, verify
from sycee.kit.capability import Context, KeyReused, Subject
from sycee.kit.db import Database, connect
from sycee.kit.errors import Busy, Fault, Refusal
from sycee.kit.journal import broken_chain
from sycee.kit.money import CNY, Money
from sycee.kit.till import Allow, Intent, Leg, Plan, Till

ANYTHING, BANKS, PEOPLE, OPENING = 100, 101, 40, 1000

_ONCE = """
SELECT count(*) AS plans, count(*) FILTER (WHERE entries <> 2) AS odd FROM (
    SELECT j.key, (SELECT count(*) FROM ledger_entry e WHERE e.transfer_id = j.key) AS entries
    FROM journal_record j WHERE NOT j.refused) AS p
"""
_STRAYS = """
SELECT count(*) FROM ledger_entry e
WHERE NOT EXISTS (SELECT FROM journal_record j WHERE j.key = e.transfer_id AND NOT j.refused)
"""
_BUSY = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE '%till_commit%' AND pid <> pg_backend_pid()
"""
_KILL = f"SELECT pg_terminate_backend(pid) FROM ({_BUSY}) AS lane"


class Permissive:
    """A judge that lets everything through: customers under one allowance, the bank under another."""

    async def decide(self, _: Context, intent: Intent) -> Allow:
        return Allow(intent.digest, ANYTHING if intent.subject else BANKS)

    async def propose(self, *_: Any) -> Any:
        raise AssertionError("nothing is challenged here")


class Lanes:
    """A database whose lanes' connections the test can cut."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.opened: list[Any] = []

    async def lane(self) -> Any:
        connection = await self.db.lane()
        self.opened.append(connection)
        return connection

    def cut(self) -> None:
        """Drop every lane's socket, whatever it is in the middle of."""
        for connection in self.opened:
            connection.terminate()
        self.opened.clear()


@asynccontextmanager
async def open_till(db: Any) -> AsyncIterator[Till]:
    till = Till(db, Permissive(), LedgerBook())
    await till.open()
    try:
        yield till
    finally:
        await till.close()


@pytest.fixture
async def town(books: Books) -> AsyncIterator[Books]:
    """Forty people with ten yuan each; afterwards the books must be right and every plan must have happened once."""
    people = {n: Account(owner=n, asset=1) for n in range(1, PEOPLE + 1)}
    bank = {99: Account(owner=0, asset=1, floor=None)}
    await books.begin(
        Model(
            accounts=people | bank, allowances={ANYTHING: Allowance(10**9, actor=None), 101: Allowance(10**9, actor=0)}
        )
    )
    async with open_till(books.db) as till:
        await asyncio.gather(*(pays(till, 99, n, OPENING, subject=0) for n in people))
    yield books
    assert not [f for f in await verify(books.db) if f.broken]
    assert not await broken_chain(books.owner)
    row = await books.owner.fetchrow(_ONCE)
    assert row["odd"] == 0
    assert await books.owner.fetchval(_STRAYS) == 0


async def pays(
    till: Till, source: int, target: int, fen: int, *, key: UUID | None = None, mark: bytes = b"m" * 16,
    subject: int | None = None, memo: str = "",
) -> bytes:  # fmt: skip
    """One payment; returns its answer or raises its refusal."""
    key = key or uuid4()
    who = Subject(source if subject is None else subject, SESSION)
    ctx = Context(db=till._db, now=datetime.now(UTC), subject=who, key=key)
    amount = Money(fen, CNY)
    legs = (Leg(source, -amount, "to"), Leg(target, amount, "from"))
    plan: Plan[Any] = Plan(legs=legs, kind="transfer", answer={"key": str(key)}, risk="known", memo=memo)
    return await till.submit(ctx, "test.pay", mark, plan)


async def said(waiting: Iterable[Any]) -> list[Any]:
    """Every answer, refusals and faults as such."""
    return list(await asyncio.gather(*waiting, return_exceptions=True))


def pairs(count: int) -> Iterable[tuple[int, int]]:
    """Payer and payee, round and round, so that neighbours meet in one batch."""
    people = range(1, PEOPLE + 1)
    return itertools.islice(
        (
            (a, b)
            for a, b in zip(itertools.cycle(people), itertools.cycle(range(7, PEOPLE + 1)), strict=False)
            if a != b
        ),
        count,
    )


async def test_a_hot_account_is_decided_exactly(town: Books) -> None:
    async with open_till(town.db) as till:
        answers = await said(pays(till, 1, 2, 7) for _ in range(300))
    done = [a for a in answers if isinstance(a, bytes)]
    short = [a for a in answers if isinstance(a, Short)]
    assert (len(done), len(short)) == (OPENING // 7, 300 - OPENING // 7)
    assert {str(s.facts["available"]) for s in short} == {str(Money(OPENING % 7, CNY).to_wire())}


async def test_the_same_key_at_once_and_later_gets_one_answer(town: Books) -> None:
    keys = [uuid4() for _ in range(100)]
    async with open_till(town.db) as till:
        at_once = await said(pays(till, 1, 2, 9, key=k) for k in keys * 3)
        later = await said(pays(till, 1, 2, 9, key=k) for k in keys)
    told = [repr(a) for a in at_once]
    assert told[:100] == told[100:200] == told[200:] == [repr(a) for a in later]
    assert await town.owner.fetchval("SELECT count(*) FROM journal_record WHERE key = ANY ($1)", keys) == 100


async def test_two_tills_give_one_answer_for_one_key(town: Books) -> None:
    asks = [(uuid4(), a, b) for a, b in pairs(400)]
    other = {key for key, a, _ in asks if a % 4 == 0}
    async with connect(town.db.dsn) as second_db, open_till(town.db) as one, open_till(second_db) as two:
        answers = await said(
            pays(till, a, b, 60, key=key, mark=b"x" * 16 if till is two and key in other else b"m" * 16)
            for key, a, b in asks
            for till in (one, two)
        )
    for (key, _, _), first, second in zip(asks, answers[::2], answers[1::2], strict=True):
        if key in other:
            assert sum(isinstance(a, KeyReused) for a in (first, second)) == 1
        else:
            assert repr(first) == repr(second)
            assert isinstance(first, bytes | Refusal)


async def test_one_key_for_other_accounts_in_two_tills_is_settled_by_the_key(town: Books) -> None:
    keys = [uuid4() for _ in range(100)]
    async with connect(town.db.dsn) as second_db, open_till(town.db) as one, open_till(second_db) as two:
        answers = await said(
            pays(till, a, b, 3, key=key, mark=mark)
            for n, key in enumerate(keys)
            for till, a, b, mark in ((one, 1 + n % 9, 20, b"m" * 16), (two, 10 + n % 9, 21, b"x" * 16))
        )
    for first, second in zip(answers[::2], answers[1::2], strict=True):
        assert sorted(type(a).__name__ for a in (first, second)) == ["KeyReused", "bytes"]


@pytest.mark.parametrize("how", ["terminated", "cut"])
async def test_a_lane_cut_under_load_loses_and_doubles_nothing(
    town: Books, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Cut again and again before it is done with anything, a lane would tell its callers; here nobody is sent away.
    monkeypatch.setattr("sycee.kit.till._till.PATIENCE_S", 120)
    lanes = Lanes(town.db)

    async def nemesis() -> None:
        while True:
            await asyncio.sleep(0.05)
            if how == "cut":
                lanes.cut()
            else:
                await town.owner.execute(_KILL)

    async with open_till(lanes) as till:
        enemy = asyncio.create_task(nemesis())
        answers: list[Any] = []
        for _ in range(6):
            answers += await said(pays(till, a, b, 2) for a, b in pairs(250))
        enemy.cancel()
    assert all(isinstance(a, bytes | Short) for a in answers), Counter(type(a).__name__ for a in answers)
    done = sum(isinstance(a, bytes) for a in answers)
    assert (await town.owner.fetchrow(_ONCE))["plans"] == done + PEOPLE


async def test_a_full_queue_says_busy_and_forgets_nobody(town: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sycee.kit.till._till.QUEUE_MAX", 20)
    async with open_till(town.db) as till:
        async with held_up(town, 1):
            waiting = [asyncio.create_task(pays(till, 1, 2, 1)) for _ in range(20)]
            await asyncio.sleep(0.2)  # one lane has them and waits for the account
            waiting += [asyncio.create_task(pays(till, 1, 2, 1)) for _ in range(60)]
            await asyncio.sleep(0.2)
            refused = [w for w in waiting if w.done()]
            assert {type(w.exception()) for w in refused} == {Busy}
        answers = await said(waiting)
    assert sum(isinstance(a, bytes) for a in answers) == len(waiting) - len(refused) >= 20


async def test_a_caller_who_leaves_does_not_take_along_who_joined(town: Books) -> None:
    key = uuid4()
    async with open_till(town.db) as till:
        async with held_up(town, 1):
            first, second = (asyncio.create_task(pays(till, 1, 2, 5, key=key)) for _ in range(2))
            await asyncio.sleep(0.2)
            first.cancel()
            await asyncio.sleep(0.05)
            assert not second.done()
        assert str(key).encode() in await second
    assert await town.owner.fetchval("SELECT count(*) FROM ledger_entry WHERE transfer_id = $1", key) == 2


async def test_a_plan_that_breaks_its_batch_breaks_alone(town: Books) -> None:
    poison = [{"memo": "\x00"}, {"fen": 2**70}, {"memo": "\ud800"}]
    async with open_till(town.db) as till:
        async with held_up(town, 40):
            blocked = [asyncio.create_task(pays(till, 40, 39, 1)) for _ in range(2)]
            await asyncio.sleep(0.1)
            sound = [pays(till, a, b, 1) for a, b in pairs(50)]
            broken = [pays(till, **{"source": 1, "target": 2, "fen": 1, **p}) for p in poison]  # type: ignore[arg-type]
            waiting = asyncio.gather(*sound, *broken, return_exceptions=True)
            await asyncio.sleep(0.1)
        answers = await waiting
        await said(blocked)
    assert all(isinstance(a, bytes) for a in answers[:50])
    assert [type(a) for a in answers[50:]] == [Fault] * 3 or all(isinstance(a, Exception) for a in answers[50:])


@asynccontextmanager
async def held_up(books: Books, account: int) -> AsyncIterator[None]:
    """Somebody else has this account locked."""
    transaction = books.owner.transaction()
    await transaction.start()
    await books.owner.execute("SELECT FROM ledger_account WHERE id = $1 FOR UPDATE", account)
    try:
        yield
    finally:
        await transaction.rollback()


async def test_the_till_outlives_a_crash_of_the_server(bank_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # On a busy machine the server may be back later than callers are asked to wait for; here nobody is sent away.
    monkeypatch.setattr("sycee.kit.till._till.PATIENCE_S", 120)
    home = bank_home.with_name(f"{bank_home.name}-crash")
    try:
        async with open_books(home, "ledger_crash") as books:
            people = {n: Account(owner=n, asset=1, floor=None) for n in range(1, PEOPLE + 1)}
            await books.begin(Model(accounts=people, allowances={ANYTHING: Allowance(10**9)}))
            async with open_till(books.db) as till:
                enemy = asyncio.create_task(_crash(books))
                answers = [a for _ in range(4) for a in await said(pays(till, a, b, 2) for a, b in pairs(400))]
                await enemy
                assert till.alive
            again = await asyncpg.connect(books.db.dsn)
            row = await again.fetchrow(_ONCE)
            await again.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    assert all(isinstance(a, bytes) for a in answers), Counter(type(a).__name__ for a in answers)
    assert (row["plans"], row["odd"]) == (1600, 0)


async def _crash(books: Books) -> None:
    """Kill the server process of a lane, whereupon PostgreSQL throws everybody out and recovers."""
    lanes: list[Any] = []
    while not lanes:
        await asyncio.sleep(0.05)
        lanes = await books.owner.fetch(_BUSY)
    os.kill(lanes[0]["pid"], signal.SIGKILL)
