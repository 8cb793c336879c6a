"""Favourites: what a customer has at hand, in their own order."""

from __future__ import annotations

from typing import Any

import pytest
from tests.world import Row, World, asks, gets

MATRIX = {
    "favourite.list": (Row(asks(lambda _: {}), gets("ok")),),
    "favourite.set": (Row(asks(lambda _: {"names": ["book.entries", "transfer.send"]}), gets("ok")),),
}


def names(said: Any, which: str = "favourites") -> list[str]:
    return [one["name"] for one in said.body[which]]


async def test_who_has_chosen_nothing_finds_the_eight_most_used(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("favourite.list")

    assert names(said) == names(said, "offered")[:8]
    assert names(said)[0] == "transfer.send"
    assert said.body["favourites"][0]["title"] == "转账"


async def test_what_is_chosen_stays_in_its_order_and_is_nobody_elses(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    chosen = ["book.bring", "transfer.send", "account.list"]

    said = await mei.call("favourite.set", names=chosen)

    assert names(said) == chosen
    assert names(await mei.call("favourite.list")) == chosen
    assert names(await wang.call("favourite.list")) != chosen
    assert names(await mei.call("favourite.set", names=chosen[::-1])) == chosen[::-1]


async def test_one_may_have_none_and_a_name_said_twice_counts_once(bank: World) -> None:
    mei = await bank.customer("李梅")

    assert names(await mei.call("favourite.set", names=["book.entries", "transfer.send", "book.entries"])) == [
        "book.entries",
        "transfer.send",
    ]
    assert names(await mei.call("favourite.set", names=[])) == []
    assert names(await mei.call("favourite.list")) == []


@pytest.mark.parametrize("name", ["", "card.freeze", "session.end", "staff.start", "<script>", "transfer.send "])
async def test_what_is_no_function_is_refused_by_name_and_changes_nothing(bank: World, name: str) -> None:
    mei = await bank.customer("李梅")
    await mei.call("favourite.set", names=["book.entries"])

    said = await mei.call("favourite.set", names=["transfer.send", name])

    assert (said.code, said.body["field"]) == ("no_such_function", "names")
    assert names(await mei.call("favourite.list")) == ["book.entries"]


async def test_nine_are_too_many(bank: World) -> None:
    mei = await bank.customer("李梅")
    nine = names(await mei.call("favourite.list"), "offered")[:9]

    assert len(nine) == 9
    assert (await mei.call("favourite.set", names=nine)).code == "bad_input"


async def test_they_are_told_in_the_readers_language(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await bank.call("favourite.list", {}, token=mei.token, lang="en")

    assert said.body["favourites"][0] == {"name": "transfer.send", "title": "Transfer"}
