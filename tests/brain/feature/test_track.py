"""Events: kept once, without anybody's data in them, and not at all from who says no."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Person, Row, Said, World, asks, gets

from sycee.brain.feature import Calls, Event, Events


def event(bank: World, **other: Any) -> dict[str, Any]:
    """An event that may be kept."""
    usual = {"message": str(uuid4()), "kind": "track", "name": "recommend.opened", "at": bank.hands().isoformat()}
    return {**usual, "props": {"item": "article.budget.3", "place": 1, "by_lot": False}, **other}


MATRIX = {"event.track": (Row(asks(lambda c: {"events": [event(c.world)]}), gets("ok")),)}


async def kept(bank: World, person: Person) -> list[tuple[str, str]]:
    """What lies there of a person, but for calls."""
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch(
            "SELECT kind, name FROM feature_event WHERE owner = $1 AND kind <> 'call' ORDER BY at, name", person.party
        )
    return [(row["kind"], row["name"]) for row in rows]


async def tracks(person: Person, *events: dict[str, Any], **more: Any) -> Said:
    return await person.call("event.track", events=list(events), **more)


async def test_a_batch_is_kept_once_however_often_and_by_whichever_process_it_is_sent(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    one, two = event(bank), event(bank, kind="page", name="home", props={})

    assert (await tracks(mei, one, two, one)).body == {"kept": 2, "refused": []}
    assert (await tracks(mei, two, one)).body["kept"] == 2, "a repeat is answered as the first was"
    elsewhere = [Events(bank.bank.db), Events(bank.bank.db)]
    three = event(bank)
    said = await asyncio.gather(*(tracks(mei, three) for _ in range(4)))
    assert {each.body["kept"] for each in said} == {1}
    for events in elsewhere:
        now = bank.hands()
        await events.keep_calls([Event(mei.party, uuid4(), "call", "x", now, "http", "{}")] * 2, now)

    assert sorted(await kept(bank, mei)) == sorted(
        [("track", "recommend.opened"), ("page", "home"), ("track", "recommend.opened")]
    )
    assert (await tracks(wang, one)).body["kept"] == 1, "whose id it is elsewhere is nothing to them"


HOSTILE: list[tuple[dict[str, Any], str, str]] = [
    ({"name": "13800138000"}, "name", "word"),
    ({"name": "Opened"}, "name", "word"),
    ({"name": "李梅"}, "name", "word"),
    ({"name": "opened by li mei"}, "name", "word"),
    ({"name": "p138-0013-8000"}, "name", "digits"),
    ({"name": "x" * 65}, "name", "word"),
    ({"kind": "page", "name": "accounts.12"}, "name", "page"),
    ({"props": {"phone": "x"}}, "props.phone", "personal"),
    ({"props": {"payee_name": "limei"}}, "props.payee_name", "personal"),
    ({"props": {"item": "li.mei@example.com"}}, "props.item", "word"),
    ({"props": {"item": "Li Mei"}}, "props.item", "word"),
    ({"props": {"item": "6222021234567890123"}}, "props.item", "word"),
    ({"props": {"item": "c6222.0212.3456"}}, "props.item", "digits"),
    ({"props": {"item": "n11010119900307123x"}}, "props.item", "digits"),
    ({"props": {"item": 13_800_138_000}}, "props.item", "number"),
    ({"props": {"item": 0.138001380}}, "props.item", "number"),
    ({"props": {"item": 1e308}}, "props.item", "number"),
    ({"props": {"item": None}}, "props.item", "value"),
    ({"props": {"item": ["a"]}}, "props.item", "value"),
    ({"props": {"item": {"phone": "13800138000"}}}, "props.item", "value"),
    ({"props": {"13800138000": 1}}, "props", "word"),
    ({"props": {f"k{chr(97 + n)}": n for n in range(13)}}, "props", "many"),
]


@pytest.mark.parametrize(
    ("other", "field", "reason"), HOSTILE, ids=[f"{f}-{r}-{n}" for n, (_, f, r) in enumerate(HOSTILE)]
)
async def test_what_could_tell_who_somebody_is_is_named_and_the_rest_is_kept(
    bank: World, other: dict[str, Any], field: str, reason: str
) -> None:
    mei, bad = await bank.customer("李梅"), event(bank, **other)

    said = await tracks(mei, event(bank), bad, event(bank))

    assert said.body["kept"] == 2, said
    no = said.body["refused"][0]
    assert (no["place"], no["message"], no["field"], no["reason"]) == (1, bad["message"], field, reason)
    assert no["say"]
    assert len(await kept(bank, mei)) == 2


async def test_what_is_to_come_or_long_past_is_refused_and_a_wrong_clock_is_set_right(bank: World) -> None:
    mei, now = await bank.customer("李梅"), bank.hands()
    at = lambda by, **other: event(bank, at=(now + by).isoformat(), **other)  # noqa: E731

    said = await tracks(mei, at(timedelta(minutes=6)), at(timedelta(days=-8)), at(timedelta(minutes=2), name="b"))

    assert [no["reason"] for no in said.body["refused"]] == ["future", "old"]
    far = timedelta(days=400)
    said = await tracks(mei, at(far - timedelta(hours=1), name="a"), sent=(now + far).isoformat())
    assert said.body == {"kept": 1, "refused": []}
    assert await kept(bank, mei) == [("track", "a"), ("track", "b")]
    async with bank.bank.db.writers.acquire() as connection:
        was = await connection.fetchval("SELECT at FROM feature_event WHERE owner = $1 AND name = 'a'", mei.party)
    assert timedelta(minutes=55) < now - was < timedelta(minutes=65)


@pytest.mark.parametrize("events", [[], "x", [{}], [{"message": "x"}]])
async def test_what_is_no_batch_is_refused_by_field(bank: World, events: Any) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("event.track", events=events)

    assert (said.code, said.body["field"].split("[")[0]) == ("bad_input", "events")
    too_many = await tracks(mei, *(event(bank) for _ in range(51)))
    assert (too_many.code, too_many.body["field"]) == ("bad_input", "events")


async def test_of_who_says_no_nothing_is_kept_and_what_was_goes(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    await tracks(mei, event(bank))
    await tracks(wang, event(bank))

    # While they say no, their app goes on sending.
    said = await asyncio.gather(
        *(tracks(mei, event(bank)) for _ in range(3)), mei.call("recommend.personal", on=False),
        *(tracks(mei, event(bank)) for _ in range(3)),
    )  # fmt: skip

    assert {each.status for each in said} == {200}
    assert await kept(bank, mei) == []
    assert (await tracks(mei, event(bank))).body == {"kept": 0, "refused": []}
    await mei.call("account.list")
    await bank.bank.ports[Calls].flush()
    async with bank.bank.db.writers.acquire() as connection:
        assert not await connection.fetchval("SELECT count(*) FROM feature_event WHERE owner = $1", mei.party)
    assert len(await kept(bank, wang)) == 1
    await mei.call("recommend.personal", on=True)
    assert (await tracks(mei, event(bank))).body["kept"] == 1


async def test_who_floods_is_slowed_and_nobody_else_is(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sycee.brain.feature._events.MOST", 4)
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    await tracks(mei, *(event(bank) for _ in range(3)))

    said = await asyncio.gather(tracks(mei, *(event(bank) for _ in range(3))), tracks(wang, event(bank)))

    assert [each.code for each in said] == ["too_many", "ok"]
    assert len(await kept(bank, mei)) == 3
    with bank.hands.later(minutes=11):
        assert (await tracks(await mei.signs_in(), event(bank))).body["kept"] == 1


async def test_every_call_is_an_event_without_what_was_asked(bank: World) -> None:
    mei, calls = await bank.customer("李梅", cny="100"), bank.bank.ports[Calls]
    await mei.call("payee.check", to="13800138000")
    await mei.call("recommend.open", item="no.such")
    await tracks(mei, event(bank))

    await calls.flush()

    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch(
            "SELECT name, channel, props::text FROM feature_event WHERE owner = $1 AND kind = 'call' ORDER BY at",
            mei.party,
        )
    assert [tuple(row) for row in rows][-2:] == [
        ("payee.check", "http", '{"code": "payee_not_found"}'), ("recommend.open", "http", '{"code": "no_such_item"}')
    ]  # fmt: skip
    assert "13800138000" not in str(rows)


async def test_calls_wait_while_the_database_is_away_and_only_so_many_do(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.brain.feature._heard.ROOM", 3)
    calls = Calls(Events(bank.bank.db), bank.hands)
    mei = await bank.customer("李梅")
    ctx = await bank.bank.who(bank.bank.context(), mei.token)
    for _ in range(5):
        calls.heard(ctx, bank.bank.catalog["account.list"], "ok")
    assert calls.dropped == 2

    async def away(*_: Any) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as broken:
        broken.setattr(Events, "keep_calls", away)
        with pytest.raises(ConnectionResetError):
            await calls.flush()
    assert await calls.flush() == 3
    assert await calls.flush() == 0
