"""The event explorer: what is done with the bank by hour and name, and what one customer did, on record."""

from __future__ import annotations

from uuid import uuid4

import pytest
from tests.service.console.test_customers import facts_of
from tests.world import Member, Person, Row, World, asks, clerks_get

from sycee.brain.feature import Calls

MATRIX = {
    "event.explore": (Row(asks(lambda _: {"hours": 1}), clerks_get()),),
    "event.list": (Row(asks(lambda c: {"customer": c.owner.party}), clerks_get()),),
}


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("records")


async def _does(bank: World, person: Person, name: str, times: int = 1, **more: object) -> None:
    events = [
        {"message": str(uuid4()), "kind": "page", "name": name, "at": bank.hands().isoformat(), **more}
        for _ in range(times)
    ]
    assert (await person.call("event.track", events=events)).body["kept"] == times


async def test_counts_are_by_hour_and_name_and_few_people_are_not_told(bank: World, lin: Member) -> None:
    people = [await bank.customer(f"第{n}人") for n in range(5)]
    for person in people:
        await _does(bank, person, "explored.by.five", 2)
    await _does(bank, people[0], "explored.by.one", 3)

    said = (await lin.call("event.explore", hours=2, kind="page")).body

    by = {each["name"]: (each["events"], each["people"]) for each in said["names"]}
    assert by["explored.by.five"] in {(10, 5), (10, None)}, "an hour may end between them"
    assert by["explored.by.one"] == (3, None)
    assert sum(hour["events"] for hour in said["hours"]) == sum(each["events"] for each in said["names"])
    one = (await lin.call("event.explore", kind="page", name="explored.by.one")).body
    assert [(each["name"], each["events"]) for each in one["names"]] == [("explored.by.one", 3)]
    assert sum(hour["calls"] for hour in one["hours"]) == 0
    assert (await lin.call("event.explore", hours=73)).code == "bad_input"


async def test_a_customers_latest_are_shown_newest_first_and_the_look_is_on_record(bank: World, lin: Member) -> None:
    mei = await bank.customer("司徒望舒")
    await mei.call("account.list")
    await bank.bank.ports[Calls].flush()
    with bank.hands.later(seconds=1):
        await _does(bank, mei, "home", props={"theme": "dark"})

    said = (await lin.call("event.list", customer=mei.party)).body["events"]

    assert (said[0]["kind"], said[0]["name"], said[0]["props"]) == ("page", "home", {"theme": "dark"})
    call = next(each for each in said if each["name"] == "account.list")
    assert (call["kind"], call["title"], call["props"]) == ("call", "我的账户", {"code": "ok"})
    only = (await lin.call("event.list", customer=mei.party, kind="page")).body["events"]
    assert [each["name"] for each in only] == ["home"]
    told = [f for f in await facts_of(bank, lin) if f["verb"] == "event.list" and not f["refused"]]
    assert (told[-1]["customer"], told[-1]["what"], told[-1]["found"]) == (mei.party, "events", 1)
    assert (await lin.call("event.list", customer=999_999)).code == "not_found"


async def test_of_who_says_no_there_is_nothing_to_see(bank: World, lin: Member) -> None:
    mei = await bank.customer("李梅")
    await _does(bank, mei, "home")
    await mei.call("recommend.personal", on=False)
    await bank.bank.ports[Calls].flush()

    assert (await lin.call("event.list", customer=mei.party)).body["events"] == []
