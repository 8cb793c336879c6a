"""Mandates: a plan goes by one only within what its payer has agreed to, and never more often."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.world import Person, World

from sycee.guard import access
from sycee.kit.capability import Context, Subject, Writing
from sycee.kit.errors import Fault, Refusal
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Plan


def yuan(text: str) -> Money:
    return Money.parse(text, CNY)


def asking(bank: World, person: Person) -> Context:
    """A session without any proof, with a fresh key."""
    ctx = bank.bank.context()
    return replace(ctx, subject=Subject(person.party, uuid4()), key=new_id(ctx.now))


async def agrees(bank: World, payer: Person, to: Person | None, **terms: Any) -> UUID:
    """The payer agrees to pay somebody, or whoever comes, 30 yuan each for an hour, or to what the test says."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(asking(bank, payer), writing=Writing(connection))
        given = {"each": yuan("30.00"), "until": ctx.now + timedelta(hours=1), **terms}
        return await access.give_mandate(
            ctx, access.Terms(what="test", account=payer.current, to=to and to.current, asset=CNY, **given)
        )


async def pays(bank: World, mandate: UUID, payer: Person, to: Person, amount: str, ctx: Context | None = None) -> str:
    """A plan under the mandate, put to the till; "ok", or why not."""
    ctx = ctx or asking(bank, payer)
    plan = Plan(
        legs=(Leg(payer.current, -yuan(amount), to.name), Leg(to.current, yuan(amount), payer.name)),
        kind="transfer", answer={}, risk="new", mandate=mandate, payer=payer.party,
    )  # fmt: skip
    try:
        await bank.bank.till.submit(ctx, "test.mandated", new_id(ctx.now).bytes, plan)
    except Refusal as no:
        return no.code
    return "ok"


@pytest.fixture
async def pair(bank: World) -> tuple[Person, Person]:
    return await bank.customer("李梅", cny="1000"), await bank.customer("王海")


async def test_within_its_terms_it_lets_a_plan_through_without_a_proof(
    bank: World, pair: tuple[Person, Person]
) -> None:
    mei, wang = pair
    mandate = await agrees(bank, mei, wang)

    assert await pays(bank, mandate, mei, wang, "30.00") == "ok"
    assert (await mei.balance(), await wang.balance()) == ("970.00", "30.00")


async def test_beyond_its_ceiling_its_time_or_its_end_nothing_moves(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    mandate = await agrees(bank, mei, wang)

    assert await pays(bank, mandate, mei, wang, "30.01") == "mandate_ended"
    with bank.hands.later(minutes=61):
        assert await pays(bank, mandate, mei, wang, "1.00") == "mandate_ended"
    async with bank.bank.db.writers.acquire() as connection:
        await access.end_mandate(replace(asking(bank, mei), writing=Writing(connection)), mandate)
    assert await pays(bank, mandate, mei, wang, "1.00") == "mandate_ended"
    assert await mei.balance() == "1000.00"


async def test_nobody_ends_the_mandate_of_another(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    mandate = await agrees(bank, mei, wang)

    async with bank.bank.db.writers.acquire() as connection:
        await access.end_mandate(replace(asking(bank, wang), writing=Writing(connection)), mandate)

    assert await pays(bank, mandate, mei, wang, "1.00") == "ok"


async def test_it_is_for_its_own_account_and_its_own_payee(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    eve = await bank.customer("易飞", cny="500")
    mandate = await agrees(bank, mei, wang)

    for payer, to in ((mei, eve), (eve, wang), (wang, mei)):
        with pytest.raises(Fault):
            await pays(bank, mandate, payer, to, "1.00")
    assert (await mei.balance(), await eve.balance()) == ("1000.00", "500.00")


async def test_of_many_who_use_the_last_of_it_at_once_one_is_booked(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    mandate = await agrees(bank, mei, None, uses=1)
    takers = [wang, await bank.customer("易飞"), await bank.customer("顾念慈")] * 5

    said = await asyncio.gather(*(pays(bank, mandate, mei, to, "10.00", asking(bank, to)) for to in takers))

    assert sorted(said)[-1] == "ok"
    assert said.count("ok") == 1
    assert set(said) <= {"ok", "not_booked", "mandate_ended"}
    assert await mei.balance() == "990.00"


async def test_its_total_is_never_passed(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    mandate = await agrees(bank, mei, wang, total=yuan("100.00"))

    said = await asyncio.gather(*(pays(bank, mandate, mei, wang, "30.00") for _ in range(12)))

    assert said.count("ok") == 3
    assert await mei.balance() == "910.00"


async def test_a_plan_sent_again_under_its_key_uses_it_once(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    mandate, ctx = await agrees(bank, mei, wang, uses=1), asking(bank, mei)
    mark = bytes(16)
    plan = Plan(
        legs=(Leg(mei.current, -yuan("5.00"), "王海"), Leg(wang.current, yuan("5.00"), "李梅")),
        kind="transfer", answer={}, risk="new", mandate=mandate,
    )  # fmt: skip

    await asyncio.gather(*(bank.bank.till.submit(ctx, "test.mandated", mark, plan) for _ in range(6)))

    assert await mei.balance() == "995.00"
