"""Functions laid out by habit, and for who is new to begin with; what one chose oneself stays where it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.world import Person, Row, World, asks, gets

from sycee.brain.feature import Calls
from sycee.brain.recommend._functions import usual
from sycee.kit.time import bank_day

MATRIX = {"recommend.functions": (Row(asks(lambda _: {}), gets("ok")),)}


async def laid_for(person: Person) -> dict[str, dict[str, Any]]:
    said = await person.call("recommend.functions")
    assert said.status == 200, said
    return {one["name"]: one for one in said.body["functions"]}


async def test_who_is_new_is_shown_what_to_begin_with_and_nothing_that_is_at_hand(bank: World) -> None:
    mei = await bank.customer("李梅")

    laid = await laid_for(mei)

    at_hand = {one["name"] for one in (await mei.call("favourite.list")).body["favourites"]}
    assert next(iter(laid)) == "book.bring"
    assert not laid.keys() & at_hand
    assert {one["why"] for one in laid.values()} == {"适合刚开始用"}


async def test_what_is_used_is_laid_out_with_its_days_and_a_no_takes_it_away_and_nothing_that_was_chosen(
    bank: World,
) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    await mei.call("favourite.set", names=["account.list", "card.show"])
    await mei.adds(wang)
    await bank.bank.ports[Calls].flush()

    first = next(iter((await laid_for(mei)).values()))
    assert (first["name"], first["why"], first["habit"]) == ("payee.add", "近 30 天用过 1 天", True)

    for name in ("payee.add", "card.show"):
        assert (await mei.call("recommend.not_for_me", item=name)).status == 200
    assert "payee.add" not in await laid_for(mei)
    chosen = (await mei.call("favourite.list")).body["favourites"]
    assert [one["name"] for one in chosen] == ["account.list", "card.show"], (
        "what one chose oneself is never taken away"
    )


async def test_who_turns_personal_recommendations_off_is_shown_what_the_new_are(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    await mei.adds(wang)
    await bank.bank.ports[Calls].flush()
    await mei.call("recommend.personal", on=False)

    assert not any(one["habit"] for one in (await laid_for(mei)).values())


def test_habit_fades_and_so_does_a_no() -> None:
    now = datetime.fromisoformat("2026-06-30T10:00:00+08:00")
    days = lambda *ago: {bank_day(now) - timedelta(days=n) for n in ago}  # noqa: E731
    used = {"bill.pay": days(1, 2), "collect.make": days(20, 21, 22, 23)}
    names = lambda no=None: [one.name for one in usual(used, [], no or {}, now)]  # noqa: E731

    assert names() == ["bill.pay", "collect.make"], "two days of this week are more than four of a month ago"
    assert names({"bill.pay": now - timedelta(days=13)}) == ["collect.make"]
    assert names({"bill.pay": now - timedelta(days=90)}) == ["bill.pay", "collect.make"]
    assert usual(used, ["bill.pay"], {}, now)[0].name == "collect.make", "what is at hand is not doubled"
