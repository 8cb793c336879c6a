"""What leaves the bank: by the ways that a customer wants, not in quiet hours, once, and whatever a port does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tests.world import Person, World

from sycee.guard import identity
from sycee.kit.db import Connection
from sycee.kit.ids import new_id
from sycee.kit.jobs import later
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import words
from sycee.service import message
from sycee.service.message._deliver import deliver_at
from sycee.service.message._make import make
from sycee.service.message._rules import Quiet, Wishes
from sycee.service.message._templates import TEMPLATES, Template


async def is_told(bank: World, person: Person, template: str = "money.in_somewhere", **params: str) -> UUID:
    """The bank tells somebody something; returns the message."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.bank.writing(connection, new_id(bank.bank.clock()))
        number = await make(ctx, person.party, template, {"amount": "¥1", **params})
    assert number is not None
    return number


async def jobs_done(bank: World) -> None:
    """Everything that is due is done."""
    worker = bank.bank.worker()
    while await worker.once():
        pass


async def is_due(bank: World, name: str) -> None:
    """It is time for a job that comes by itself, whatever other tests have let go by."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await later(bank.bank.writing(connection), name, {}, bank.bank.clock())


async def arrived(bank: World, person: Person) -> list[str]:
    """The ways by which something came to somebody's phone and mailbox, newest first."""
    said = await bank.call("city.phone", {"phone": person.phone})
    return [m["way"] for m in said.body["messages"]]


async def states(bank: World, number: UUID) -> dict[str, str]:
    """What became of each delivery of a message."""
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch("SELECT way, state FROM message_delivery WHERE message = $1", number)
    return {r["way"]: r["state"] for r in rows}


def at(clock: str, day: int = 10) -> datetime:
    """An instant of the bank's day."""
    hour, minute, *second = map(int, clock.split(":"))
    return datetime(2027, 3, day, hour, minute, *second, tzinfo=BANK_ZONE).astimezone(UTC)


async def prefers(person: Person, **ask: Any) -> None:
    said = await person.call("message.prefer", **ask)
    assert said.status == 200, said


def choice(kind: str, way: str, *, on: bool) -> dict[str, Any]:
    return {"kind": kind, "way": way, "on": on}


@pytest.mark.parametrize(
    ("hours", "instant", "ends"),
    [
        (Quiet(22 * 60, 7 * 60), at("21:59:59"), None),
        (Quiet(22 * 60, 7 * 60), at("22:00:00"), at("07:00", day=11)),
        (Quiet(22 * 60, 7 * 60), at("23:59:59"), at("07:00", day=11)),
        (Quiet(22 * 60, 7 * 60), at("00:00:00"), at("07:00")),
        (Quiet(22 * 60, 7 * 60), at("06:59:59"), at("07:00")),
        (Quiet(22 * 60, 7 * 60), at("07:00:00"), None),
        (Quiet(13 * 60, 14 * 60), at("12:59:59"), None),
        (Quiet(13 * 60, 14 * 60), at("13:30:00"), at("14:00")),
        (Quiet(13 * 60, 14 * 60), at("14:00:00"), None),
        (Quiet(0, 1439), at("00:00:00"), at("23:59")),
        (Quiet(0, 1439), at("23:59:00"), None),
        (Quiet(1, 0), at("00:00:30"), None),
        (Quiet(1, 0), at("00:01:00"), at("00:00", day=11)),
    ],
)
def test_quiet_hours_begin_and_end_to_the_minute(hours: Quiet, instant: datetime, ends: datetime | None) -> None:
    wishes = Wishes(quiet=True, hours=hours)

    assert wishes.quiet_ends("service", instant) == ends
    assert wishes.quiet_ends("security", instant) is None, "security passes through"
    assert Wishes(quiet=False, hours=hours).quiet_ends("service", instant) is None


async def test_each_way_goes_as_it_is_preferred_and_once(bank: World) -> None:
    wang = await bank.customer("王海洋")
    await is_told(bank, wang)
    await jobs_done(bank)
    assert await arrived(bank, wang) == ["push"], "what holds until one chooses"

    service = {"push": False, "sms": True, "mail": True}
    await prefers(wang, mail="wang@example.cn", choices=[choice("service", w, on=on) for w, on in service.items()])
    number = await is_told(bank, wang)
    for _ in range(3):
        await jobs_done(bank)

    assert sorted(await arrived(bank, wang)) == ["mail", "push", "sms"]
    assert await states(bank, number) == {"sms": "sent", "mail": "sent"}
    assert len((await wang.call("message.list")).body["messages"]) == 2


async def test_a_mail_says_that_there_is_something_and_not_what(bank: World) -> None:
    wang = await bank.customer("王海洋")
    await prefers(wang, mail="wang@example.cn", language="en", choices=[choice("service", "mail", on=True)])
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.bank.writing(connection, new_id(bank.bank.clock()))
        await make(ctx, wang.party, "money.in", {"amount": "¥77.00", "name": "李*", "tail": "1234"})
    await jobs_done(bank)

    lying = (await bank.call("city.phone", {"phone": wang.phone})).body["messages"]
    (mail,) = [m for m in lying if m["way"] == "mail"]
    assert mail["title"] == "A new message from Sycee"
    assert "李" not in mail["text"]
    assert not [secret for secret in ("1234", "77") if secret in mail["title"] + mail["text"]]
    async with bank.bank.db.writers.acquire() as connection:
        kept = await connection.fetchval("SELECT mail FROM message_setting WHERE owner = $1", wang.party)
    assert b"example" not in kept, "the address is sealed"


async def test_what_is_switched_off_before_it_goes_does_not_go(bank: World) -> None:
    wang = await bank.customer("王海洋")
    number = await is_told(bank, wang)
    await prefers(wang, choices=[choice("service", "push", on=False)])
    await jobs_done(bank)

    assert await arrived(bank, wang) == []
    assert await states(bank, number) == {"push": "off"}


async def test_a_new_device_is_told_by_text_whatever_is_chosen(bank: World) -> None:
    wang = await bank.customer("王海洋")
    await prefers(wang, choices=[choice("security", way, on=False) for way in ("push", "sms")])

    await is_told(bank, wang, "session.new_device", agent="Chrome")
    await is_told(bank, wang, "assistant.allowed", day="2027-01-01")
    await jobs_done(bank)

    assert await arrived(bank, wang) == ["sms"]
    assert "新设备（Chrome）" in (await wang.texts())[0]


async def test_what_comes_at_night_waits_for_the_morning_but_not_if_it_is_about_safety(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = await bank.customer("王海洋")
    await prefers(wang, quiet={"on": True, "since": "22:00", "until": "07:00"})
    now = [at("23:30")]
    monkeypatch.setattr(type(bank.hands), "__call__", lambda _: now[0])

    number = await is_told(bank, wang)
    await is_told(bank, wang, "session.new_device", agent="Chrome")
    await jobs_done(bank)
    assert sorted(await arrived(bank, wang)) == ["push", "sms"], "both are of the new device"

    now[0] = at("06:59:59", day=11)
    await jobs_done(bank)
    assert (await states(bank, number)) == {"push": "due"}
    now[0] = at("07:00:00", day=11)
    await jobs_done(bank)
    assert (await states(bank, number)) == {"push": "sent"}


async def test_what_a_late_worker_takes_up_at_night_waits_too(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    wang = await bank.customer("王海洋")
    await prefers(wang, quiet={"on": True, "since": "22:00", "until": "07:00"})
    now = [at("21:59", day=14)]
    monkeypatch.setattr(type(bank.hands), "__call__", lambda _: now[0])
    number = await is_told(bank, wang)

    now[0] = at("22:00", day=14)
    await jobs_done(bank)
    assert await states(bank, number) == {"push": "due"}
    now[0] = at("07:00", day=15)
    await jobs_done(bank)
    assert await states(bank, number) == {"push": "sent"}


class Broken:
    """A port that fails as often as it is told to, in the middle of what it does for its customer; others it serves."""

    simulated = True

    def __init__(self, fails: int, owner: int) -> None:
        self.fails, self.owner, self.tried = fails, owner, 0
        self.kept = message.SimulatedPush()

    async def send(self, connection: Connection, notice: message.Notice) -> None:
        await self.kept.send(connection, notice)
        if notice.owner != self.owner:
            return
        self.tried += 1
        if self.tried <= self.fails:
            raise ConnectionError("the provider hung up on 13700000000")


async def test_a_port_that_fails_is_tried_again_and_the_message_stays(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = await bank.customer("王海洋")
    port = Broken(fails=2, owner=wang.party)
    monkeypatch.setitem(bank.bank.ports, message.Push, port)
    number = await is_told(bank, wang)

    await jobs_done(bank)
    assert (await states(bank, number), await arrived(bank, wang)) == ({"push": "due"}, [])
    assert len((await wang.call("message.list")).body["messages"]) == 1
    for seconds in (2, 5, 10):
        with bank.hands.later(seconds=seconds):
            await jobs_done(bank)

    assert port.tried == 3
    assert (await states(bank, number), await arrived(bank, wang)) == ({"push": "sent"}, ["push"])


async def test_a_port_that_was_away_for_an_hour_is_asked_anew(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await bank.facts_arrive()
    await bank.forgets_jobs()
    wang = await bank.customer("王海洋")
    port = Broken(fails=8, owner=wang.party)
    monkeypatch.setitem(bank.bank.ports, message.Push, port)
    number = await is_told(bank, wang)
    for minute in range(10):
        with bank.hands.later(minutes=minute):
            await jobs_done(bank)
    assert (port.tried, await states(bank, number)) == (8, {"push": "due"}), "the worker has given this job up"

    with bank.hands.later(hours=1):
        await is_due(bank, "message.deliver_again")
        await jobs_done(bank)

    assert (port.tried, await states(bank, number)) == (9, {"push": "sent"})


async def test_what_could_not_go_for_a_day_is_given_up_and_stays_in_the_inbox(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = await bank.customer("王海洋")
    port = Broken(fails=10_000, owner=wang.party)
    monkeypatch.setitem(bank.bank.ports, message.Push, port)
    number = await is_told(bank, wang)

    with bank.hands.later(hours=26):
        await is_due(bank, "message.deliver_again")
        await jobs_done(bank)
    tried = port.tried
    with bank.hands.later(hours=30):
        await is_due(bank, "message.deliver_again")
        await jobs_done(bank)

    assert await states(bank, number) == {"push": "failed"}
    assert port.tried == tried
    assert len((await wang.call("message.list")).body["messages"]) == 1


async def test_a_delivery_asked_for_by_many_jobs_goes_once(bank: World) -> None:
    wang = await bank.customer("王海洋")
    number = await is_told(bank, wang)
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.bank.writing(connection, new_id(bank.bank.clock()))
        for ago in range(5):
            await deliver_at(ctx, number, "push", ctx.now - timedelta(seconds=ago))

    await asyncio.gather(*(jobs_done(bank) for _ in range(4)))

    assert await arrived(bank, wang) == ["push"]


async def test_without_a_phone_or_an_address_nothing_goes_and_nothing_fails(bank: World) -> None:
    wang = await bank.customer("王海洋")
    await prefers(wang, mail="wang@example.cn", choices=[choice("service", "mail", on=True)])
    number = await is_told(bank, wang)
    await prefers(wang, mail="")
    await jobs_done(bank)

    assert await states(bank, number) == {"push": "sent", "mail": "off"}
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        assert not await identity.text_to(bank.bank.writing(connection), 10**9, "to nobody")


async def test_marketing_comes_to_those_alone_who_want_it(bank: World, monkeypatch: pytest.MonkeyPatch) -> None:
    offer = Template("marketing", words(zh="新产品", en="Something new"), words(zh="看看", en="Have a look"))
    monkeypatch.setitem(TEMPLATES, "test.offer", offer)
    wang, li = await bank.customer("王海洋"), await bank.customer("李梅")
    await prefers(li, choices=[choice("marketing", "inbox", on=True), choice("marketing", "push", on=True)])

    for person in (wang, li):
        async with bank.bank.db.writers.acquire() as connection, connection.transaction():
            await make(bank.bank.writing(connection, new_id(bank.bank.clock())), person.party, "test.offer", {})
    await jobs_done(bank)

    assert (await wang.call("message.list")).body["messages"] == []
    assert [m["kind"] for m in (await li.call("message.list")).body["messages"]] == ["marketing"]
    assert (await arrived(bank, wang), await arrived(bank, li)) == ([], ["push"])
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("DELETE FROM message_message WHERE template = 'test.offer'")


async def test_messages_of_more_than_two_years_go_in_small_batches(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.service.message._purge._BATCH", 3)
    wang = await bank.customer("王海洋")
    old = [await is_told(bank, wang) for _ in range(7)]
    young = await is_told(bank, wang)
    moved = "UPDATE message_message SET at = $2 WHERE id = ANY ($1)"
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute(moved, old, bank.bank.clock() - timedelta(days=730, minutes=1))
    await owner.execute(moved, [young], bank.bank.clock() - timedelta(days=729))
    await owner.close()

    await is_due(bank, "message.purge")
    await jobs_done(bank)

    assert [m["id"] for m in (await wang.call("message.list")).body["messages"]] == [str(young)]
    assert await states(bank, old[0]) == {}
