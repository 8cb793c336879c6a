"""What goes without a proof is bounded over the day as well as each time."""

from __future__ import annotations

import asyncio

from tests.world import Person, World


async def known_to_each_other(bank: World) -> tuple[Person, Person, int]:
    mei, wang = await bank.customer("李梅", cny="9000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "1.00")
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    await bank.facts_arrive()
    return mei, wang, payee


async def test_many_small_payments_ask_for_a_proof_in_the_end(bank: World) -> None:
    mei, _, payee = await known_to_each_other(bank)

    said = [await mei.sends(payee, "200.00") for _ in range(7)]

    assert [s.code for s in said] == ["ok"] * 5 + ["step_up_needed"] * 2
    done = await mei.confirms(said[-1].body["facts"]["proposal"])
    assert done.code == "ok", "with a proof there is no such bound"


async def test_small_payments_at_once_do_not_pass_the_bound_together(bank: World) -> None:
    mei, wang, payee = await known_to_each_other(bank)

    said = await asyncio.gather(*(mei.sends(payee, "200.00") for _ in range(20)))

    assert sum(s.code == "ok" for s in said) == 5
    assert {s.code for s in said} <= {"ok", "not_booked", "step_up_needed"}
    assert await wang.balance() == "1001.00"


async def test_the_next_day_begins_anew(bank: World) -> None:
    mei, _, payee = await known_to_each_other(bank)
    for _ in range(5):
        assert (await mei.sends(payee, "200.00")).code == "ok"

    with bank.hands.later(days=1):
        await mei.signs_in()
        assert (await mei.sends(payee, "200.00")).code == "ok"
    await mei.signs_in()
