"""Somebody added a short while ago: what goes to all of them together in a day has an end, which the commit checks."""

from __future__ import annotations

import asyncio

from tests.world import Person, World, yuan


async def sends(person: Person, payee: int, amount: str) -> str:
    """Send with a proof where one is asked for; the code of the answer."""
    said = await person.call("transfer.send", source=person.current, payee=payee, amount=yuan(amount))
    if said.code != "step_up_needed":
        return said.code
    return (await person.confirms(said.body["facts"]["proposal"])).code


async def test_a_new_payee_gets_five_thousand_a_day_and_the_refusal_says_until_when(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="20000"), await bank.customer("王海", signed_in=False)
    payee = await mei.adds(wang)
    kept = next(p for p in (await mei.call("payee.list")).body["payees"] if p["id"] == payee)

    assert await sends(mei, payee, "3000.00") == "ok"
    said = await mei.sends(payee, "2000.01")

    assert (said.status, said.code, said.body["field"]) == (409, "payee_cooling", "amount")
    facts = said.body["facts"]
    assert (facts["most"]["amount"], facts["left"]["amount"]) == ("5000.00", "2000.00")
    assert facts["until"] == kept["new_until"].replace("Z", "+00:00")
    assert "最多转 5000.00 元，今天还能转 2000.00 元" in said.body["say"]
    assert await sends(mei, payee, "2000.00") == "ok"
    with bank.hands.later(hours=24, seconds=1):
        await mei.signs_in()
        assert await sends(mei, payee, "12000.00") == "ok", "a day later they are new no more"


async def test_new_payees_share_what_goes_in_a_day(bank: World) -> None:
    mei = await bank.customer("李梅", cny="20000")
    payees = [await mei.adds(await bank.customer(name, signed_in=False)) for name in ("王海", "沈周")]

    assert await sends(mei, payees[0], "4000.00") == "ok"
    assert await sends(mei, payees[1], "1000.01") == "payee_cooling"
    assert await sends(mei, payees[1], "1000.00") == "ok"


async def test_of_many_confirmed_at_once_no_more_goes_than_may(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="20000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    asked = [await mei.sends(payee, "2000.00") for _ in range(4)]
    proofs = [a.body["facts"]["proposal"] for a in asked]
    codes = []
    for proof in proofs:
        await mei.call("proposal.challenge", proposal=proof)
        codes.append(await mei.code())
        await bank.forgets_tries()

    said = await asyncio.gather(
        *(mei.call("proposal.confirm", proposal=p, factor="sms", code=c) for p, c in zip(proofs, codes, strict=True))
    )

    assert sorted(s.code for s in said) == ["not_booked", "not_booked", "ok", "ok"]
    assert await wang.balance() == "4000.00"
