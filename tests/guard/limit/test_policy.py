"""The assurance table, read as a whole: what a code that can be read out is enough for, and what it never is."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from tests.world import Passkey, Person, World, yuan

from sycee.kit.time import bank_day

LARGE = 5_000_000


@pytest.fixture(scope="module")
async def rows(world: World) -> list[Any]:
    async with world.bank.db.writers.acquire() as connection:
        found: list[Any] = await connection.fetch("SELECT * FROM limit_assurance ORDER BY class, asset, amount_from")
    return found


async def test_what_is_large_or_changes_what_proves_a_customer_takes_no_code_beside_a_passkey(rows: list[Any]) -> None:
    others = [r for r in rows if r["class"] in ("new", "known") and r["amount_from"] >= LARGE]
    new = [r for r in rows if r["class"] == "new" and r["amount_from"] >= 100_000]
    deeds = [r for r in rows if r["class"] == "deed"]

    assert others
    assert new
    assert deeds
    for row in (*others, *new, *deeds):
        assert {"sms", "totp"} <= set(row["not_beside_passkey"]), dict(row)
        assert (row["level"], row["allowance"]) == (2, None)


async def test_more_money_never_takes_a_weaker_proof(rows: list[Any]) -> None:
    for before, after in itertools.pairwise(rows):
        if (before["class"], before["asset"]) != (after["class"], after["asset"]):
            continue
        assert after["level"] >= before["level"], dict(after)
        assert set(after["not_by"]) >= set(before["not_by"]), dict(after)
        assert set(after["not_beside_passkey"]) >= set(before["not_beside_passkey"]), dict(after)


async def test_a_code_that_knows_no_payment_pays_nobody_new(rows: list[Any]) -> None:
    assert all("totp" in r["not_by"] for r in rows if r["class"] == "new" and r["level"] == 2)


async def asked(person: Person, payee: int, amount: str) -> tuple[str, list[str]]:
    said = await person.sends(payee, amount)
    assert said.code == "step_up_needed", said
    return said.body["facts"]["proposal"], said.body["facts"]["factors"]


async def test_a_customer_with_a_passkey_cannot_be_talked_into_a_large_payment_by_a_code(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="90000"), await bank.customer("王海")
    payee, passkey = await mei.adds(wang), Passkey()
    before, by_before = await asked(mei, payee, "1000.00")
    await mei.adds_passkey(passkey)

    small, by_small = await asked(mei, payee, "999.99")
    large, by_large = await asked(mei, payee, "1000.00")
    relayed = [await mei.confirms(one) for one in (before, large)]

    assert (by_before, by_small, by_large) == (["sms"], ["passkey", "sms"], ["passkey"])
    assert [one.code for one in relayed] == ["proof_too_weak"] * 2, "nor one that was asked for before"
    assert await wang.balance() == "0.00"
    assert (await mei.confirms(small)).code == "ok"
    assert (await mei.asserts(large, passkey)).code == "ok"


async def test_nor_into_adding_another_passkey_or_an_order(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="90000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    await mei.adds_passkey(Passkey())
    begun = (await mei.call("device.begin_passkey")).body
    tomorrow = (bank_day(bank.bank.clock()) + timedelta(days=1)).isoformat()
    thiefs = Passkey().makes(begun["challenge"])

    adding = await mei.call("device.add_passkey", ceremony=begun["ceremony"], name="手机", made=thiefs)
    order = await mei.call("order.make", source=mei.current, payee=payee, amount=yuan("100.00"), first_on=tomorrow,
                           every="once")  # fmt: skip

    for said in (adding, order):
        assert said.code == "step_up_needed", said
        assert said.body["facts"]["factors"] == ["passkey"]
        assert (await mei.confirms(said.body["facts"]["proposal"])).code == "proof_too_weak"
