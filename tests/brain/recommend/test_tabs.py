"""Tabs by habit: within limits, the same for a week, kept by who wants them kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.world import Person, Row, World, asks, gets

from sycee.brain.feature import Event, Events, Opened
from sycee.brain.recommend._tabs import laid, week_of
from sycee.kit.time import day_starts

MATRIX = {
    "recommend.tabs": (Row(asks(lambda _: {}), gets("ok")),),
    "recommend.keep_tabs": (Row(asks(lambda _: {"tabs": ["book", "card", "life"]}), gets("ok")),),
}
USUAL = ["book", "transfer", "life"]


async def tabs_of(person: Person) -> dict[str, Any]:
    said = await person.call("recommend.tabs")
    assert said.status == 200, said
    return said.body


def names(body: dict[str, Any]) -> list[str]:
    return [one["name"] for one in body["tabs"]]


async def opens(bank: World, person: Person, page: str, *days: date) -> None:
    """They opened a page on these days, and it came at once."""
    events = Events(bank.bank.db)
    for day in days:
        at = day_starts(day) + timedelta(hours=9)
        await events.keep_calls([Event(person.party, uuid4(), "page", page, at, "http", "{}")], at)


async def test_who_is_new_has_what_everybody_begins_with(bank: World) -> None:
    mei = await bank.customer("李梅")

    body = await tabs_of(mei)

    assert (names(body), body["first"], body["kept"]) == (USUAL, "home", False)
    assert {one["why"] for one in body["tabs"]} == {"大家开始时都有它"}


async def test_what_is_opened_often_takes_a_place_from_monday_on_and_personal_off_gives_it_back(bank: World) -> None:
    mei, monday = await bank.customer("李梅"), week_of(bank.hands())
    before = [monday - timedelta(days=n) for n in (1, 2, 3, 4)]
    await opens(bank, mei, "card", *before)
    await opens(bank, mei, "transfer", before[0])
    await opens(bank, mei, "orders", monday, monday, monday)

    body = await tabs_of(mei)
    assert names(body) == ["book", "transfer", "card"], "what was opened this week changes nothing before the next"
    assert [one["why"] for one in body["tabs"]] == [
        "大家开始时都有它", "此前三周打开过 1 天", "此前三周打开过 4 天",
    ]  # fmt: skip

    await mei.call("recommend.personal", on=False)
    assert names(await tabs_of(mei)) == USUAL


async def test_tabs_that_are_kept_follow_nothing_until_they_are_let_go(bank: World) -> None:
    mei, monday = await bank.customer("李梅"), week_of(bank.hands())
    await opens(bank, mei, "card", *(monday - timedelta(days=n) for n in (1, 2, 3)))

    kept = await mei.call("recommend.keep_tabs", tabs=["orders", "book", "accounts"])
    assert names(kept.body) == ["book", "accounts", "orders"] == names(await tabs_of(mei))
    assert kept.body["kept"]
    for wrong in (["book"], ["book", "book", "life"], ["book", "life", "casino"]):
        said = await mei.call("recommend.keep_tabs", tabs=wrong)
        assert (said.status, said.body["code"], said.body["field"]) == (422, "not_these_tabs", "tabs")

    assert names((await mei.call("recommend.keep_tabs", tabs=[])).body) == ["book", "transfer", "card"]


def test_first_comes_home_until_one_tab_is_gone_into_on_most_days() -> None:
    day = date(2026, 1, 5)
    on = lambda page, n: [Opened(page, day + timedelta(days=k)) for k in range(n)]  # noqa: E731

    assert laid(on("book", 21) + on("home", 21)).first == "home", "its own page may have been opened by the app itself"
    assert laid(on("book.entry.one", 14) + on("home", 21)).first == "book"
    assert laid(on("book.entry.one", 13) + on("home", 21)).first == "home"
    assert laid(on("book.entry.one", 5)).first == "home", "five days are no habit"
    assert laid(on("bills.one", 7)).first == "life"
    assert laid(on("card", 2)).tabs == USUAL, "two days are no habit either"
    assert laid(on("card", 9) + on("collect", 8) + on("paycode", 9)).tabs == ["book", "card", "collect"]


def test_a_week_begins_on_monday_in_the_bank_s_days() -> None:
    assert week_of(datetime.fromisoformat("2026-06-28T16:00:00+00:00")) == date(2026, 6, 29)
    assert week_of(datetime.fromisoformat("2026-06-28T15:59:00+00:00")) == date(2026, 6, 22)
