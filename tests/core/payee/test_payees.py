"""Whom a customer pays: found by number, named in full, counted exactly."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.world import Person, Said, World

from sycee.core.payee import note_sent
from sycee.kit.capability import Writing
from sycee.kit.ids import new_id


@pytest.fixture(scope="module")
async def pair(world: World) -> tuple[Person, Person]:
    return await world.customer("李梅", cny="5000"), await world.customer("司马相如")


async def test_a_check_shows_a_masked_name_and_no_more(bank: World, pair: tuple[Person, Person]) -> None:
    mei, sima = pair

    by_account = await mei.call("payee.check", to=sima.number, name="司马相如")
    by_phone = await mei.call("payee.check", to=f"+86 {sima.phone[:3]}-{sima.phone[3:]}", name="司马迁")

    tail = sima.number[-4:]
    assert by_account.body == {"name_masked": "司**如", "tail": tail, "by": "account", "name_matches": True}
    assert by_phone.body == {"name_masked": "司**如", "tail": tail, "by": "phone", "name_matches": False}


@pytest.mark.parametrize(
    "to",
    [
        "19900001111",
        "6299000000000000000",
        "1",
        "不是号码",
        "6217 0000",
        "١٣٨٠٠٠٠٠٠٠١",
        "1" * 40,
        "' OR 1=1 --",
        "\u0000",
    ],
)
async def test_a_number_that_leads_nowhere_says_so_and_nothing_else(
    bank: World, pair: tuple[Person, Person], to: str
) -> None:
    said = await pair[0].call("payee.check", to=to)

    assert (said.status, said.code, said.body["field"], said.body["facts"]) == (404, "payee_not_found", "to", {})


async def test_the_name_must_be_the_holders(bank: World, pair: tuple[Person, Person]) -> None:
    mei, sima = pair
    for wrong in ("司马", "司马相", "司马相如 Jr", "司**如"):
        assert (await mei.call("payee.add", to=sima.number, name=wrong)).code == "name_mismatch"
    for right in ("司马相如", " 司马 相如 "):
        assert (await mei.call("payee.add", to=sima.number, name=right)).status == 200
    said = await mei.call("payee.add", to=sima.number, name="司马\u202e相如")
    assert (said.code, said.body["field"]) == ("bad_input", "name")


async def test_adding_someone_twice_keeps_one(bank: World, pair: tuple[Person, Person]) -> None:
    mei, sima = pair

    added = await asyncio.gather(*(mei.adds(sima) for _ in range(8)))
    listed = (await mei.call("payee.list")).body["payees"]

    assert len(set(added)) == 1
    assert [p["name"] for p in listed].count("司马相如") == 1


async def test_oneself_is_no_payee(bank: World, pair: tuple[Person, Person]) -> None:
    mei, _ = pair

    assert (await mei.call("payee.add", to=mei.number, name=mei.name)).code == "payee_is_self"
    assert (await mei.call("payee.add", to=mei.phone, name=mei.name)).code == "payee_is_self"


async def test_who_was_removed_cannot_be_paid_and_can_be_added_again(bank: World, pair: tuple[Person, Person]) -> None:
    mei, _ = pair
    he = await bank.customer("何以宁", signed_in=False)
    payee = await mei.adds(he)

    assert (await mei.call("payee.remove", payee=payee)).status == 200

    assert (await mei.call("payee.remove", payee=payee)).code == "payee_not_found"
    assert (await mei.sends(payee, "1.00")).code == "payee_not_found"
    assert await mei.adds(he) != payee


async def test_checks_are_counted_and_end(bank: World) -> None:
    curious, other = await bank.customer("好奇"), await bank.customer("旁人", signed_in=False)

    async def check() -> Said:
        return await curious.call("payee.check", to=other.number)

    said = await asyncio.gather(*(check() for _ in range(65)))

    assert sorted(s.code for s in said).count("ok") == 60
    assert {s.code for s in said} == {"ok", "too_many"}
    assert (await curious.call("payee.add", to=other.number, name=other.name)).code == "too_many"
    with bank.hands.later(hours=1, seconds=1):
        await curious.signs_in()
        assert (await check()).code == "ok"


async def test_every_transfer_counts_once_in_whatever_order_it_is_read(
    bank: World, pair: tuple[Person, Person]
) -> None:
    mei, _ = pair
    payee = await mei.adds(await bank.customer("沈周", signed_in=False))
    now = bank.bank.clock()
    sent = [(new_id(now), minor, now + timedelta(minutes=place)) for place, minor in enumerate((100, 200, 300))]

    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        for place in (1, 0, 1, 2, 0, 2, 1):
            transfer, minor, at = sent[place]
            await note_sent(ctx, mei.party, payee, minor, at, transfer)

    kept = next(p for p in (await mei.call("payee.list")).body["payees"] if p["id"] == payee)
    assert (kept["sent_count"], kept["last_amount"]["amount"]) == (3, "3.00")


async def test_a_transfer_confirmed_after_a_later_one_counts_too(bank: World, pair: tuple[Person, Person]) -> None:
    mei, _ = pair
    payee = await mei.adds(await bank.customer("文徵明", signed_in=False))
    first, second = await mei.sends(payee, "301.00"), await mei.sends(payee, "302.00")

    for asked in (second, first):
        assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
        await bank.facts_arrive()

    kept = next(p for p in (await mei.call("payee.list")).body["payees"] if p["id"] == payee)
    assert kept["sent_count"] == 2
