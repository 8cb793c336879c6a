"""Facts and their readers: all of them, in order, to everyone, whoever fails and however often it is tried."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from tests.world import World

from sycee.kit.capability import Context, write
from sycee.kit.ids import new_id
from sycee.kit.journal import Fact, Follower, Record, append, facts_of, on
from sycee.kit.journal._fact import readers

READ: dict[str, list[int]] = defaultdict(list)
FAILS_AT: dict[str, int] = {}
SLOTS = (900, 901)


class Happened(Fact, frozen=True):
    name = "test.happened"
    number: int


class Passed(Fact, frozen=True):
    name = "test.passed"
    number: int


async def first(ctx: Context, fact: Happened) -> None:
    await _keep(ctx, "first", fact.number)


async def second(ctx: Context, fact: Happened) -> None:
    await _keep(ctx, "second", fact.number)


async def both(ctx: Context, fact: Happened | Passed) -> None:
    await _keep(ctx, "both", fact.number)


_KEEP = """
INSERT INTO limit_quota AS q (scope, since, used) VALUES ($1, $2, 1)
ON CONFLICT (scope) DO UPDATE SET used = q.used + 1
"""


async def _keep(ctx: Context, reader: str, number: int) -> None:
    READ[reader].append(number)
    await write(ctx).connection.execute(_KEEP, f"read:{reader}:{number}", ctx.now)
    if FAILS_AT.get(reader) == number:
        raise RuntimeError("a reader is broken")


@pytest.fixture
def follower(bank: World) -> Iterator[Follower]:
    """A follower with the readers of these tests alone."""
    known = {name: list(found) for name, found in readers().items()}
    readers().clear()
    READ.clear()
    FAILS_AT.clear()
    for reader in (first, second, both):
        on(Happened)(reader)
    on(Passed)(both)
    yield bank.bank.follower()
    readers().clear()
    readers().update(known)


async def happen(
    bank: World, numbers: list[int], slot: int = SLOTS[0], kind: type[Any] = Happened, *, refused: bool = False
) -> None:
    """A batch with one record for each of these numbers."""
    now = bank.bank.clock()
    records = []
    for number in numbers:
        text = f'{{"answer":{{}},"facts":{_json(facts_of([kind(number=number)]))}}}'
        records.append(Record(new_id(now), 0, "test.verb", b"m" * 16, b"d" * 32, refused, text))
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await append(connection, slot, records, now)


def _json(value: Any) -> str:
    return str(value).replace("'", '"')


async def caught_up(follower: Follower) -> None:
    while await follower.catch_up():
        pass


async def kept(bank: World, reader: str, number: int) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        used = await connection.fetchval("SELECT used FROM limit_quota WHERE scope = $1", f"read:{reader}:{number}")
    return int(used or 0)


async def test_every_fact_reaches_every_reader_of_its_kind_in_order(bank: World, follower: Follower) -> None:
    for n in range(0, 130, 2):
        await happen(bank, [n, n + 1])
    await happen(bank, [500], kind=Passed)

    await caught_up(follower)
    await caught_up(follower)

    assert READ["first"] == READ["second"] == list(range(130))
    assert sorted(READ["both"]) == [*range(130), 500], "a reader of two kinds gets both"


async def test_what_was_refused_did_not_happen(bank: World, follower: Follower) -> None:
    await happen(bank, [1000], refused=True)
    await happen(bank, [1001])

    await caught_up(follower)

    assert [n for n in READ["first"] if n >= 1000] == [1001]


async def test_a_reader_that_fails_is_tried_again_and_holds_nobody_up(bank: World, follower: Follower) -> None:
    await caught_up(follower)
    READ.clear()
    FAILS_AT["first"] = 2001
    await happen(bank, [2000, 2001, 2002])

    await caught_up(follower)
    await caught_up(follower)

    assert READ["second"] == [2000, 2001, 2002]
    assert set(READ["first"]) == {2000, 2001}
    assert await kept(bank, "first", 2000) == 0, "what it wrote went back with its place"

    FAILS_AT.clear()
    with bank.hands.later(minutes=1):
        await caught_up(follower)
    assert READ["first"][-3:] == [2000, 2001, 2002]
    assert [await kept(bank, "first", n) for n in (2000, 2001, 2002)] == [1, 1, 1]


async def test_a_reader_that_fails_in_one_slot_reads_on_in_the_other(bank: World, follower: Follower) -> None:
    await caught_up(follower)
    FAILS_AT["first"] = 3000
    await happen(bank, [3000])
    await happen(bank, [3001], slot=SLOTS[1])

    await caught_up(follower)

    assert (await kept(bank, "first", 3000), await kept(bank, "first", 3001)) == (0, 1)
    FAILS_AT.clear()
    with bank.hands.later(minutes=1):
        await caught_up(follower)


async def test_a_fact_that_always_fails_is_put_aside_and_those_behind_it_are_read(
    bank: World, follower: Follower
) -> None:
    await caught_up(follower)
    READ.clear()
    aside, FAILS_AT["first"] = await follower.unread(), 3501
    await happen(bank, [3500, 3501, 3502])

    for minute in range(8):
        with bank.hands.later(minutes=minute):
            await caught_up(follower)

    assert READ["first"][-3:] == [3500, 3501, 3502]
    assert [await kept(bank, "first", n) for n in (3500, 3501, 3502)] == [1, 0, 1]
    assert await follower.unread() == aside + 1
    FAILS_AT.clear()


async def test_several_followers_do_nothing_twice(bank: World, follower: Follower) -> None:
    for n in range(4000, 4060):
        await happen(bank, [n], slot=SLOTS[n % 2])

    await asyncio.gather(*(caught_up(bank.bank.follower()) for _ in range(4)))
    await caught_up(follower)

    assert [await kept(bank, "first", n) for n in range(4000, 4060)] == [1] * 60


async def test_a_follower_that_dies_in_the_middle_has_read_nothing(
    bank: World, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    await caught_up(follower)
    await happen(bank, [5000, 5001])
    reached = asyncio.Event()

    async def stuck(ctx: Context, fact: Happened) -> None:
        await first(ctx, fact)
        reached.set()
        await asyncio.Event().wait()

    for reader in follower.readers:
        if reader.read is first:
            object.__setattr__(reader, "read", stuck)
    dying = asyncio.create_task(follower.catch_up())
    await reached.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await kept(bank, "first", 5000) == 0

    await caught_up(bank.bank.follower())

    assert (await kept(bank, "first", 5000), await kept(bank, "first", 5001)) == (1, 1)


async def test_following_outlives_a_lost_database(
    bank: World, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = 0
    seen = asyncio.Event()

    async def lost_at_first(_: Follower) -> int:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise ConnectionResetError
        seen.set()
        return 0

    monkeypatch.setattr(Follower, "catch_up", lost_at_first)
    following = asyncio.create_task(follower.follow(every_s=0))
    await asyncio.wait_for(seen.wait(), 10)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
