"""The living city: a month of it, lived through the bank's own verbs, looks like the months before, and adds up."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from sycee.app.settings import Settings
from sycee.app.wiring import Bank, open_bank
from sycee.city import City, Folk, Living, Town, keep_town, load_city, plan_city, town_from
from sycee.city._ahead import Chapter, write_chapter
from sycee.city._town import key_of
from sycee.core import account, ledger, party
from sycee.guard import audit
from sycee.kit.capability import Writing
from sycee.kit.db import running
from sycee.kit.time import day_starts

UNTIL = date(2026, 8, 31)
PEOPLE = 20
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MONTH = """
SELECT e.kind, count(*) AS times, sum(-e.amount)::bigint AS fen FROM ledger_entry e
WHERE e.amount < 0 AND e.booked_at >= $1 AND e.booked_at < $2 GROUP BY e.kind
"""


class Hand:
    """The hand of a clock."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Place:
    """A bank of its own with a small city in it, and everything to live its life with."""

    bank: Bank
    city: City
    town: Town
    clock: Hand
    home: Path

    def living(self, name: str = "lived") -> Living:
        """Somebody who lives the city's life from where the file says, as after a start of the process."""

        async def chapter(number: int) -> Chapter:
            return await asyncio.to_thread(write_chapter, self.city, number)

        return Living(Folk(self.bank.runner, self.bank.context, self.town), chapter, self.clock, self.home / name)

    async def lives(self, until: datetime, step: timedelta = timedelta(hours=8)) -> None:
        """Let the clock go on, and everybody with it. Now and then the process is killed midway and comes back."""
        living = self.living()
        while self.clock.at < until:
            self.clock.at = min(self.clock.at + step, until)
            if self.clock.at.day % 4 == 0:
                dying = asyncio.create_task(living.catch_up())
                for _ in range(200):
                    await asyncio.sleep(0)
                dying.cancel()
                await asyncio.gather(dying, return_exceptions=True)
                living = self.living()
            await living.catch_up()

    async def asks(self, sql: str, *args: Any) -> list[Any]:
        async with self.bank.db.writers.acquire() as connection:
            return list(await connection.fetch(sql, *args))

    async def adds_up(self) -> None:
        """The ledger's and the record's own proofs."""
        assert [f for f in await ledger.verify(self.bank.db) if f.broken] == []
        assert not (await audit.verify(self.bank.db, self.bank.vault)).broken
        below = "SELECT id FROM ledger_account WHERE owner BETWEEN 1 AND $1 AND credits - debits < 0"
        assert await self.asks(below, PEOPLE) == []


@pytest.fixture(scope="module")
async def place(bank_home: Path) -> AsyncIterator[Place]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(running(bank_home))
        owner = await asyncpg.connect(server.dsn("postgres"))
        await owner.execute("DROP DATABASE IF EXISTS alive WITH (FORCE)")
        await owner.execute("CREATE DATABASE alive")
        await owner.close()
        clock = Hand(day_starts(UNTIL + timedelta(days=1)))
        settings = Settings(bank_home, server.dsn("alive"), 8000, demo=True)
        bank = await stack.enter_async_context(open_bank(settings, clock=clock, ledger_clock=clock))
        city = plan_city(PEOPLE, 1, 7, UNTIL)
        loaded = await load_city(bank.dsn, bank.vault, city)
        keep_town(bank_home / "alive.json", city, loaded.first)
        town = town_from(bank_home / "alive.json")
        assert town is not None
        bank = replace(bank, ports={**bank.ports, Town: town})
        yield Place(bank, city, town, clock, bank_home)


@pytest.fixture(scope="module")
async def month(place: Place) -> Place:
    """The same, a month later."""
    await place.lives(day_starts(date(2026, 10, 1)))
    return place


async def test_a_lived_month_adds_up(month: Place) -> None:
    await month.adds_up()


async def test_everything_was_asked_for_once_though_the_process_was_killed_now_and_then(month: Place) -> None:
    chapter, ends = write_chapter(month.city, 0), day_starts(date(2026, 10, 1))
    due = [(_EPOCH + timedelta(microseconds=int(at)), n) for n, at in enumerate(chapter.flows.at)]
    keys = [key_of(at, "city.flow", 0, n) for at, n in due if at < ends]

    known = await month.asks("SELECT refused FROM journal_record WHERE key = ANY ($1::uuid[])", keys)

    assert len(known) == len(keys) > 700, "a key is in the record once, or it was never asked for"
    assert sum(r["refused"] for r in known) < 0.02 * len(keys)


async def test_it_looks_like_the_month_before(month: Place) -> None:
    spans = ((date(2026, 8, 1), date(2026, 9, 1)), (date(2026, 9, 1), date(2026, 10, 1)))
    was, now = [
        {r["kind"]: (r["times"], r["fen"]) for r in await month.asks(_MONTH, day_starts(a), day_starts(b))}
        for a, b in spans
    ]
    for kind in sorted(was.keys() | now.keys()):
        (n, fen), (m, more) = was.get(kind, (0, 0)), now.get(kind, (0, 0))
        sys.stdout.write(f"{kind:14}{n / 31:8.2f} a day {m / 30:8.2f}   {fen / 100:12.2f} yuan {more / 100:12.2f}\n")
    for kind in ("purchase", "transport", "salary", "utility"):
        assert 0.6 < now[kind][0] / was[kind][0] < 1.6, kind
        assert 0.4 < now[kind][1] / was[kind][1] < 2.5, kind


async def test_nobody_is_paid_twice_for_a_month(month: Place) -> None:
    paid = await month.asks(
        "SELECT e.booked_at, lag(e.booked_at) OVER (PARTITION BY e.account_id ORDER BY e.seq) AS before "
        "FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
        "WHERE e.kind = 'salary' AND e.memo <> '年终奖' AND e.amount > 0 AND a.owner <= $1 AND e.booked_at < $2",
        PEOPLE,
        day_starts(date(2026, 10, 1)),
    )
    assert sum(r["booked_at"] >= day_starts(date(2026, 9, 1)) for r in paid) > 5
    # A pay day that is one of rest is the working day before: October's may be in September.
    assert min(r["booked_at"] - r["before"] for r in paid if r["before"]) > timedelta(days=17)


async def test_large_payments_were_signed_by_the_payers_own_device(month: Place) -> None:
    proofs = await month.asks("SELECT subject, factor FROM access_approval")
    keys = {r["subject"] for r in await month.asks("SELECT subject FROM device_key")}
    assert proofs
    assert {r["factor"] for r in proofs} == {"key"}
    assert {r["subject"] for r in proofs} <= keys


async def test_whoever_is_killed_and_comes_back_repeats_nothing(month: Place) -> None:
    """The position is forgotten: two days are lived again, and nothing happens twice."""
    await month.living().catch_up()
    before = await month.asks("SELECT count(*) AS entries, sum(amount) AS fen FROM ledger_entry")
    (month.home / "again").write_text((month.clock.at - timedelta(days=2)).isoformat())

    await month.living("again").catch_up()

    assert await month.asks("SELECT count(*) AS entries, sum(amount) AS fen FROM ledger_entry") == before


async def test_after_a_long_pause_it_does_not_replay_it(month: Place) -> None:
    living = month.living()
    before = (await month.asks("SELECT count(*) AS n FROM ledger_entry"))[0]["n"]
    pause = timedelta(days=60)
    month.clock.at += pause

    await living.catch_up()

    more = (await month.asks("SELECT count(*) AS n FROM ledger_entry"))[0]["n"] - before
    assert living.left_out > living.done > 0
    assert more < 2 * 31 * PEOPLE
    await month.adds_up()


async def test_someone_who_joins_is_hired_and_paid_for_each_month_once(month: Place) -> None:
    bank = month.bank
    async with bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.context(), writing=Writing(connection))
        new = party.NewPerson(
            name="钱多多", phone="13700000001", document="330106199001010011", password="fern-lake-88"
        )
        number = await party.join(ctx, new)
        current = await account.open_for(ctx, number, "钱多多")
    await bank.runner.as_bank(bank.context(), "test.opened", _tells(number, current))

    for days in (0, 0, 40, 40):
        follower = bank.follower()
        while await follower.catch_up():
            pass
        month.clock.at += timedelta(days=days, minutes=1)
        while await bank.worker().once():
            pass

    paid = await month.asks("SELECT memo, kind FROM ledger_entry WHERE account_id = $1 ORDER BY seq", current)
    assert (paid[0]["memo"], paid[0]["kind"]) == ("入职首月工资", "salary")
    assert len(paid) == len({r["memo"] for r in paid}) >= 3
    await month.adds_up()


def _tells(number: int, current: int) -> Any:
    async def tell(ctx: Any) -> None:
        ctx.writing.tell(account.Opened(subject=number, account=current, kind="current", grade=1))

    return tell
