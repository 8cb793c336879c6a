"""The clock is moved, backwards and far ahead: the books stay in order, and a retry still finds its answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.world import Hands, Person, Said, World, yuan

from sycee.app.settings import Settings
from sycee.app.wiring import open_bank

_ORDER = "SELECT booked_at FROM ledger_entry WHERE account_id = $1 ORDER BY seq"


@pytest.fixture
async def moved(place: Path) -> AsyncIterator[World]:
    """A bank whose database, too, goes by the clock that the test moves."""
    hands = Hands()
    settings = Settings(place / "home", None, 8000, demo=True)
    async with open_bank(settings, clock=hands, ledger_clock=hands) as bank:
        world = World(bank, hands)
        await world.found()
        yield world
        await world.all_laws_hold()
        await world.close()


async def saves(mei: Person, key: UUID) -> Said:
    return await mei.call("transfer.own", key=key, source=mei.current, target=mei.savings, amount=yuan("1.00"))


async def test_a_clock_that_is_moved_back_and_far_ahead_disorders_nothing(moved: World) -> None:
    mei = await moved.customer("李梅", cny="1000")
    before = moved.new_key()
    first = await saves(mei, before)

    with moved.hands.later(hours=-3):
        assert (await saves(mei, moved.new_key())).code == "ok"
        assert (await saves(mei, before)).body == first.body, "its key was made in what is the future now"
        late = await (await moved.customer("王海", cny="10", signed_in=False)).signs_in()
        assert (await saves(late, moved.new_key())).code == "ok"
    with moved.hands.later(days=40):
        assert (await saves(mei, moved.new_key())).code == "not_signed_in"
        await mei.signs_in()
        assert (await saves(mei, moved.new_key())).code == "ok"
        assert (await saves(mei, before)).body == first.body
    assert (await saves(mei, moved.new_key())).code == "ok", "and back again: the session began in the future"

    async with moved.bank.db.writers.acquire() as connection:
        booked = [row["booked_at"] for row in await connection.fetch(_ORDER, mei.current)]
    assert booked == sorted(booked)
    assert await mei.balance(mei.savings) == "4.00"


async def test_jobs_and_readers_go_on_when_the_clock_is_moved_back(moved: World) -> None:
    with moved.hands.later(hours=5):
        await moved.bank.worker().schedule()
        while await moved.bank.worker().once():
            pass
    mei, wang = await moved.customer("李梅", cny="1000"), await moved.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "5.00")
    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "ok"

    await moved.facts_arrive()
    await moved.bank.worker().schedule()
    while await moved.bank.worker().once():
        pass

    listed = (await mei.call("payee.list")).body["payees"]
    assert [p["sent_count"] for p in listed] == [1]
