"""Letting an assistant in: its token is told once, is good on its own channel alone, and ends when it should."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from tests.world import Person, Row, Said, World, asks, gets

from sycee.channels import cli

MATRIX = {
    "assistant.allow": (
        Row(
            asks(lambda c: {"name": "Claude", "password": c.owner.password, "days": 30}),
            gets("wrong_password"),
            theirs=lambda _: {"password": "not the owner's"},
        ),
    )
}


@pytest.fixture
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="1000")


async def lets_in(person: Person, *, name: str = "小助手", days: int = 30, password: str | None = None) -> Said:
    return await person.call("assistant.allow", name=name, days=days, password=password or person.password)


async def knows(bank: World, token: str, channel: str = "mcp") -> bool:
    """Whether a token is somebody's on a channel."""
    ctx = await bank.bank.who(replace(bank.bank.context(), channel=channel), token)
    return ctx.subject is not None


async def test_an_assistants_token_is_good_on_its_own_channel_and_on_no_other(bank: World, mei: Person) -> None:
    said = await lets_in(mei)

    token = said.body["token"]
    assert said.status == 200
    assert await knows(bank, token)
    assert not await knows(bank, token, "http")
    assert not await knows(bank, token, "cli")
    assert (await bank.call("party.me", {}, token=token)).code == "not_signed_in"
    ctx = await bank.bank.who(bank.bank.context(), token)
    done, refused = await cli.call(bank.bank.catalog, bank.bank.runner, ctx, "party.me", "{}", "zh")
    assert (done, b"not_signed_in" in refused) == (False, True)


async def test_the_token_of_the_app_is_worth_nothing_to_an_assistant(bank: World, mei: Person) -> None:
    assert await knows(bank, mei.token, "http")
    assert not await knows(bank, mei.token, "mcp")


async def test_it_does_not_idle_and_ends_when_it_was_said_to(bank: World, mei: Person) -> None:
    token = (await lets_in(mei, days=2)).body["token"]

    with bank.hands.later(hours=47):
        assert await knows(bank, token)
    with bank.hands.later(hours=48, seconds=1):
        assert not await knows(bank, token)


async def test_it_takes_the_password_once_more_and_tries_count_as_those_of_signing_in(bank: World, mei: Person) -> None:
    await bank.forgets_tries()
    tried = [await lets_in(mei, password="not hers") for _ in range(11)]

    assert [said.code for said in tried] == ["wrong_password"] * 10 + ["too_many"]
    assert tried[0].body["field"] == "password"
    again = await bank.call("session.start", {"phone": mei.phone, "password": mei.password}, address="10.77.0.1")
    assert again.code == "too_many", "they are tries at the same password"
    await bank.forgets_tries()
    assert (await lets_in(mei)).status == 200


async def test_nobody_has_more_than_ten_even_when_asking_for_all_at_once(bank: World, mei: Person) -> None:
    await bank.forgets_tries()
    said = [await lets_in(mei) for _ in range(8)]
    said += await asyncio.gather(*(lets_in(mei) for _ in range(4)))

    assert sorted(one.code for one in said) == ["many_assistants"] * 2 + ["ok"] * 10


async def test_each_call_tells_a_token_of_its_own_and_no_record_has_it(bank: World, mei: Person) -> None:
    tokens = [(await lets_in(mei)).body["token"] for _ in range(2)]

    async with bank.bank.db.writers.acquire() as connection:
        said = await connection.fetch("SELECT said FROM journal_record WHERE verb = 'assistant.allow'")
        kept = await connection.fetch("SELECT t::text AS kept FROM identity_session t WHERE channel = 'mcp'")
    assert len(set(tokens)) == 2
    assert not any(token in row[0] for token in tokens for row in [*said, *kept])
    assert any('"assistant.allowed"' in row["said"] for row in said), "and the customer hears of it"


@pytest.mark.parametrize(
    ("name", "days", "field"), [("  ", 30, "name"), ("", 30, "name"), ("a\u202eb", 30, "name"), ("x", 91, "days")]
)
async def test_it_has_a_name_that_reads_as_one_and_an_end(mei: Person, name: str, days: int, field: str) -> None:
    said = await lets_in(mei, name=name, days=days)

    assert (said.code, said.body["field"]) == ("bad_input", field)
