"""The inbox: one message per fact, read in the reader's language, a page at a time, and nobody else's."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Cast, Person, Row, World, asks, gets

from sycee.kit.capability import Context
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.service.message import MessageArrived
from sycee.service.message._make import make


async def is_told(bank: World, person: Person, name: str = "李*梅", minor: int = 1200, **more: Any) -> str:
    """The bank tells somebody of money; returns the message."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.bank.writing(connection, new_id(bank.bank.clock()))
        params = {"amount": Money(minor, CNY), "name": name, "tail": "0001"}
        number = await make(ctx, person.party, "money.in", params, about=f"own:{person.current}:1", **more)
    return str(number)


async def _one_unread(cast: Cast) -> dict[str, Any]:
    return {"messages": [await is_told(cast.world, cast.owner)]}


_NOTHING = asks(lambda _: {})
MATRIX = {
    "message.list": (Row(_NOTHING, gets("ok")),),
    "message.unread": (Row(_NOTHING, gets("ok")),),
    "message.read": (
        Row(_one_unread, gets("not_found"), never={"messages": [str(uuid4())]}),
        Row(asks(lambda _: {"upto": "2026-01-01T00:00:00Z"}), gets("ok")),
    ),
    "message.preferences": (Row(_NOTHING, gets("ok")),),
    "message.prefer": (Row(asks(lambda _: {"quiet": {"on": True, "since": "23:00", "until": "06:30"}}), gets("ok")),),
}


async def paid(bank: World, payer: Person, receiver: Person, amount: str, memo: str = "") -> str:
    """Somebody pays somebody, with a proof; returns the transfer."""
    asked = await payer.sends(await payer.adds(receiver), amount, memo=memo)
    done = await payer.confirms(asked.body["facts"]["proposal"])
    assert done.status == 200, done
    await bank.facts_arrive()
    return str(done.body["answer"]["transfer"])


async def inbox(person: Person, **ask: Any) -> list[dict[str, Any]]:
    said = await person.call("message.list", **ask)
    assert said.status == 200, said
    return list(said.body["messages"])


async def test_who_is_paid_is_told_and_can_open_the_entry(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")

    await paid(bank, mei, wang, "1234.50", memo="房租")

    (told,) = await inbox(wang)
    assert (told["kind"], told["title"], told["read"]) == ("service", "到账 ¥1,234.50", False)
    assert told["text"] == f"李* 向您尾号 {wang.number[-4:]} 的账户转入 ¥1,234.50。", "a masked name, and no memo"
    assert told["about"]["verb"] == "book.entry"
    entry = await wang.call("book.entry", entry=told["about"]["id"])
    assert (entry.body["amount"]["amount"], entry.body["memo"]) == ("1234.50", "房租")
    assert await inbox(mei) == [], "the payer has the receipt"


async def test_a_message_is_read_in_the_readers_language(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="300"), await bank.customer("王海洋")
    await paid(bank, mei, wang, "100")

    said = await bank.call("message.list", {}, token=wang.token, lang="en")

    assert said.body["messages"][0]["title"] == "¥100.00 received"
    assert said.body["messages"][0]["text"] == f"李* sent ¥100.00 to your account {wang.number[-4:]}."


async def rewound(bank: World, reader: str) -> None:
    """A reader of messages begins at the beginning of the record again."""
    async with bank.bank.db.writers.acquire() as connection:
        done = await connection.execute("UPDATE journal_reader SET batch = 0 WHERE reader LIKE $1", f"%{reader}%")
    assert done != "UPDATE 0"


async def test_a_fact_that_is_brought_again_makes_no_second_message(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="300"), await bank.customer("王海洋")
    await paid(bank, mei, wang, "100")
    before = await inbox(wang)

    for _ in range(3):
        await rewound(bank, "money_came transfer.sent")
        await bank.facts_arrive()

    assert await inbox(wang) == before
    assert len(before) == 1


async def test_a_follower_that_is_killed_in_the_middle_leaves_nothing_half_done(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, wang = await bank.customer("李梅", cny="300"), await bank.customer("王海洋")
    asked = await mei.sends(await mei.adds(wang), "100")
    await mei.confirms(asked.body["facts"]["proposal"])
    reached = asyncio.Event()

    async def stuck(*_: Any, **__: Any) -> None:
        reached.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr("sycee.service.message._make.deliver_at", stuck)
        dying = asyncio.create_task(bank.bank.follower().catch_up())
        await asyncio.wait_for(reached.wait(), 30)
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
    assert await inbox(wang) == [], "the message went back with its delivery"

    await bank.facts_arrive()
    assert len(await inbox(wang)) == 1


async def test_several_followers_make_one_message(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="300"), await bank.customer("王海洋")
    asked = await mei.sends(await mei.adds(wang), "100")
    await mei.confirms(asked.body["facts"]["proposal"])

    await asyncio.gather(*(bank.bank.follower().catch_up() for _ in range(4)))
    await bank.facts_arrive()

    assert len(await inbox(wang)) == 1


async def test_the_customers_screens_hear_of_a_message(bank: World) -> None:
    wang = await bank.customer("王海洋")
    number = await is_told_and_recorded(bank, wang)
    assert MessageArrived(message=number, owner=wang.party, kind="service").heard_by() == (wang.party,)


async def is_told_and_recorded(bank: World, person: Person) -> Any:
    async def tell(ctx: Context) -> Any:
        params = {"amount": Money(5, CNY), "name": "甲*", "tail": "0001"}
        return await make(replace(ctx, key=new_id(ctx.now)), person.party, "money.in", params)

    return await bank.bank.runner.as_bank(bank.bank.context(), "test.tells", tell)


async def test_pages_go_on_where_they_ended_while_new_messages_come(bank: World) -> None:
    wang = await bank.customer("王海洋")
    for n in range(1, 8):
        await is_told(bank, wang, minor=n)

    first = await wang.call("message.list", limit=3)
    await is_told(bank, wang, minor=99)
    second = await wang.call("message.list", limit=3, cursor=first.body["next"])
    third = await wang.call("message.list", limit=3, cursor=second.body["next"])

    titles = [m["title"] for said in (first, second, third) for m in said.body["messages"]]
    assert titles == [f"到账 ¥0.0{n}" for n in range(7, 0, -1)], "each once, none left out"
    assert third.body["next"] is None
    assert (await inbox(wang, limit=1))[0]["title"] == "到账 ¥0.99"


async def test_messages_of_one_instant_are_each_on_one_page(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wang, now = await bank.customer("王海洋"), bank.bank.clock()
    monkeypatch.setattr(type(bank.hands), "__call__", lambda _: now)
    for n in range(1, 6):
        await is_told(bank, wang, minor=n)

    seen, cursor = [], None
    while True:
        said = await wang.call("message.list", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [m["id"] for m in said.body["messages"]]
        cursor = said.body["next"]
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == 5


async def test_a_kind_and_what_is_unread_are_found_by_themselves(bank: World) -> None:
    wang = await bank.customer("王海洋")
    first, second = await is_told(bank, wang), await is_told(bank, wang)

    await wang.call("message.read", messages=[first])

    assert [m["id"] for m in await inbox(wang, unread=True)] == [second]
    assert [m["id"] for m in await inbox(wang, kind="service")] == [second, first]
    assert await inbox(wang, kind="security") == await inbox(wang, kind="marketing") == []


async def test_reading_twice_is_reading_once(bank: World) -> None:
    wang = await bank.customer("王海洋")
    number = await is_told(bank, wang)
    assert (await wang.call("message.unread")).body == {"unread": 1}

    for _ in range(2):
        said = await wang.call("message.read", messages=[number, number])
        assert (said.status, said.body) == (200, {"unread": 0})

    assert [m["read"] for m in await inbox(wang)] == [True]


async def test_reading_all_leaves_what_came_after(bank: World) -> None:
    wang = await bank.customer("王海洋")
    for _ in range(3):
        await is_told(bank, wang)
    seen = (await inbox(wang))[0]["at"]
    later = await is_told(bank, wang)

    said = await wang.call("message.read", upto=seen)

    assert said.body == {"unread": 1}
    assert [m["id"] for m in await inbox(wang, unread=True)] == [later]


async def test_anothers_message_is_not_found_as_one_that_never_was(bank: World) -> None:
    wang, li = await bank.customer("王海洋"), await bank.customer("李梅")
    mine, theirs = await is_told(bank, wang), await is_told(bank, li)

    never = await wang.call("message.read", messages=[mine, str(uuid4())])
    other = await wang.call("message.read", messages=[mine, theirs])

    assert never == other
    assert never.code == "not_found"
    assert (await wang.call("message.unread")).body == (await li.call("message.unread")).body == {"unread": 1}


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": [str(uuid4())] * 101}, "messages"),
        ({"messages": [str(uuid4())], "upto": "2026-01-01T00:00:00Z"}, "upto"),
        ({"upto": "0001-01-01T00:00:00Z"}, "upto"),
        ({"upto": "2026-01-01T00:00:00"}, "upto"),
        ({"upto": "2026-01-01T00:00:00Z", "kind": "spam"}, "kind"),
    ],
)
async def test_what_to_read_is_said_one_way(bank: World, ask: dict[str, Any], field: str) -> None:
    wang = await bank.customer("王海洋")

    said = await wang.call("message.read", **ask)

    assert (said.code, said.body["field"]) == ("bad_input", field)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=alert(1)>",
        "{name}{0}{text.__class__}",
        "javascript:alert(1)", "%s%n%x", "'; DROP TABLE message_message; --", "＜script＞", "a & b &lt;c&gt;",
    ],
)  # fmt: skip
async def test_hostile_words_come_as_the_words_they_are(bank: World, name: str) -> None:
    evil, wang = await bank.customer(name, cny="300"), await bank.customer("王海洋")

    await paid(bank, evil, wang, "100", memo=name)

    (told,) = await inbox(wang)
    assert told["title"] == "到账 ¥100.00"
    assert told["text"].endswith(f" 向您尾号 {wang.number[-4:]} 的账户转入 ¥100.00。")
    shown = told["text"].split(" 向您尾号")[0]
    assert len(shown) == len(name), "its length, and but for its first letters only asterisks"
    assert all(said in (was, "*") for said, was in zip(shown, name, strict=True))


async def test_a_fact_that_comes_days_late_is_in_the_inbox_and_goes_nowhere_else(bank: World) -> None:
    wang = await bank.customer("王海洋")
    number = await is_told(bank, wang, of=bank.bank.clock() - timedelta(days=1, seconds=1))

    async with bank.bank.db.writers.acquire() as connection:
        ways = await connection.fetch("SELECT way FROM message_delivery WHERE message = $1", number)
    assert ways == []
    assert [m["id"] for m in await inbox(wang)] == [number]
