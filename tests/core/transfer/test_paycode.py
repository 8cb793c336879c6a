"""Codes to pay by: a minute, once, up to two hundred yuan, and nothing of the payer told to who charges them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from tests.world import Cast, Person, Row, Said, World, asks, gets, yuan

from sycee.kit.ids import new_id


async def shows(person: Person) -> str:
    said = await person.call("paycode.make", source=person.current)
    assert said.code == "ok", said
    return str(said.body["code"])


async def charges(person: Person, code: str, amount: str, **ask: Any) -> Said:
    return await person.call("paycode.charge", account=person.current, code=code, amount=yuan(amount), **ask)


async def _kins_code(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"code": await shows(cast.kin), "account": cast.owner.current, "amount": yuan("0.01")}


MATRIX = {
    "paycode.make": (
        Row(asks(lambda c: {"source": c.owner.current}), gets("no_such_account"), never={"source": 999_999_999}),
    ),
    "paycode.charge": (Row(_kins_code, gets("no_such_account"), never={"account": 999_999_999}),),
}


@pytest.fixture
async def pair(bank: World) -> tuple[Person, Person]:
    """Who pays, and who charges."""
    await bank.forgets_tries()
    return await bank.customer("李梅", cny="150"), await bank.customer("欧阳明漪")


async def test_a_code_pays_once_and_both_read_it(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    code = await shows(mei)
    assert len(code) == 18
    assert code.startswith("28")

    done = await charges(shop, code, "12.50", memo="豆浆")

    assert done.code == "ok", done
    assert (await mei.balance(), await shop.balance()) == ("137.50", "12.50")
    receipt = (await mei.call("transfer.receipt", transfer=done.body["transfer"])).body
    assert (receipt["to"], receipt["amount"], receipt["memo"]) == ("欧**漪", yuan("12.50"), "豆浆")
    (entry,) = [e for e in (await mei.call("book.entries")).body["entries"] if e["amount"]["amount"] == "-12.50"]
    assert entry["memo"] == "豆浆"
    assert mei.name not in str((await shop.call("book.entries")).body), "who pays at a counter is masked there"
    assert (await charges(shop, code, "1.00")).code == "paycode_gone"


async def test_used_late_unknown_and_malformed_codes_are_all_alike(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    used, late = await shows(mei), await shows(mei)
    assert (await charges(shop, used, "1.00")).code == "ok"

    said = [await charges(shop, used, "1.00"), await charges(shop, "28" + "0" * 16, "1.00")]
    with bank.hands.later(seconds=61):
        said.append(await charges(shop, late, "1.00"))

    assert {s.code for s in said} == {"paycode_gone"}
    assert len({json.dumps(s.body, sort_keys=True) for s in said}) == 1
    assert (await charges(shop, "123", "1.00")).code == "bad_input"
    assert await mei.balance() == "149.00"


async def test_more_than_a_code_pays_ones_own_code_and_no_amount_are_refused(pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    code = await shows(mei)

    much = await charges(shop, code, "200.01")
    assert (much.code, much.body["facts"]) == ("paycode_too_much", {"most": yuan("200.00")})
    own = await mei.call("paycode.charge", code=code, account=mei.savings, amount=yuan("1.00"))
    assert own.code == "paycode_is_own"
    assert (await charges(shop, code, "0.00")).code == "amount_not_positive"
    other = await shop.call("paycode.charge", code=code, account=mei.current, amount=yuan("1.00"))
    assert other.code == "no_such_account"
    assert (await charges(shop, code, "1.00")).code == "ok", "none of these has used the code up"


async def test_who_charges_learns_nothing_of_what_the_payer_has(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    poor, key = await shows(mei), new_id(bank.bank.clock())

    short = await charges(shop, poor, "150.01", key=key)
    again = await charges(shop, poor, "150.01", key=key)
    nothing = await charges(shop, await shows(await bank.customer("易飞")), "0.01")

    assert short.code == "payer_declined"
    assert short.body["facts"] == {}
    assert short == again == nothing, "much or little, it reads the same"
    assert "150" not in str(short.body)
    assert (await charges(shop, poor, "1.00")).code == "paycode_gone", "nobody finds out by trying less and less"
    assert await mei.balance() == "150.00"


async def test_it_counts_with_what_goes_unproven_in_a_day(bank: World, pair: tuple[Person, Person]) -> None:
    _, shop = pair
    rich = await bank.customer("何以宁", cny="5000")
    for _ in range(5):
        assert (await charges(shop, await shows(rich), "200.00")).code == "ok"

    assert (await charges(shop, await shows(rich), "0.01")).code == "payer_declined"
    payee = await rich.adds(shop)
    asked = await rich.sends(payee, "1.00")
    await rich.confirms(asked.body["facts"]["proposal"])
    await bank.facts_arrive()
    assert (await rich.sends(payee, "1.00")).code == "step_up_needed", "and the other way round"
    assert await rich.balance() == "3999.00"


async def test_who_charges_finds_no_limit_by_asking_for_less_under_one_key(
    bank: World, pair: tuple[Person, Person]
) -> None:
    _, shop = pair
    rich = await bank.customer("何以宁", cny="5000")
    for amount in ("200.00",) * 4 + ("100.00",):
        assert (await charges(shop, await shows(rich), amount)).code == "ok"
    code, key = await shows(rich), new_id(bank.bank.clock())

    said = [(await charges(shop, code, amount, key=key)).code for amount in ("200.00", "150.00", "100.00", "200.00")]

    assert said == ["payer_declined", "paycode_gone", "paycode_gone", "payer_declined"]
    assert await rich.balance() == "4100.00"


async def test_of_many_who_charge_one_code_at_once_one_is_paid(bank: World, pair: tuple[Person, Person]) -> None:
    mei, _ = pair
    code, shops = await shows(mei), [await bank.customer(f"店{n}") for n in range(6)]

    said = await asyncio.gather(*(charges(shop, code, "10.00") for shop in shops for _ in range(2)))

    assert [s.code for s in said].count("ok") == 1
    assert {s.code for s in said} == {"ok", "paycode_gone"}
    assert await mei.balance() == "140.00"


async def test_a_charge_sent_again_under_its_key_is_one(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    eve = await bank.customer("易飞")
    code, key = await shows(mei), new_id(bank.bank.clock())

    said = await asyncio.gather(*(charges(shop, code, "10.00", key=key) for _ in range(8)))

    assert {s.code for s in said} == {"ok"}
    assert len({str(s.body) for s in said}) == 1
    assert (await charges(eve, code, "10.00", key=key)).code in ("key_reused", "no_such_account")
    assert await mei.balance() == "140.00"


async def test_codes_cannot_be_guessed_by_the_thousand(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    said = [(await charges(shop, f"28{n:016}", "1.00")).code for n in range(12)]

    assert said == ["paycode_gone"] * 10 + ["too_many"] * 2
    assert (await charges(shop, await shows(mei), "1.00")).code == "ok", "who is shown a true one is still paid"
    await bank.forgets_tries()


async def test_the_digits_are_kept_nowhere(bank: World, pair: tuple[Person, Person]) -> None:
    mei, shop = pair
    code = await shows(mei)
    await charges(shop, code, "1.00")

    async with bank.bank.db.writers.acquire() as connection:
        for table in ("journal_record", "transfer_paycode", "access_mandate"):
            rows = await connection.fetch(f"SELECT t::text AS line FROM {table} t")
            assert not [r for r in rows if code in r["line"]], table
