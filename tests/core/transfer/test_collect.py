"""Codes to be paid by: who is paid, how often, and who is told what."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import Cast, Person, Row, Said, World, asks, gets, yuan

NEVER = "0" * 20


async def code_of(person: Person, **ask: Any) -> str:
    said = await person.call("collect.make", account=person.current, **ask)
    assert said.code == "ok", said
    return str(said.body["code"])


async def pays(person: Person, code: str, **ask: Any) -> Said:
    """Try to pay by a code, and confirm where a proof is asked for."""
    said = await person.call("collect.pay", code=code, source=person.current, **ask)
    return await person.confirms(said.body["facts"]["proposal"]) if said.code == "step_up_needed" else said


async def _lasting(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"code": await code_of(cast.owner)}


async def _of_kin(cast: Cast) -> dict[str, Any]:
    """A code of somebody whom the owner has paid before: small sums go at once."""
    await cast.world.forgets_tries()
    return {"code": await code_of(cast.kin), "source": cast.owner.current, "amount": yuan("0.01")}


MATRIX = {
    "collect.make": (
        Row(asks(lambda c: {"account": c.owner.current}), gets("no_such_account"), never={"account": 999_999_999}),
    ),
    "collect.show": (Row(_lasting, gets("ok"), tells="whoever reads the code may know whom it pays, masked"),),
    "collect.withdraw": (Row(_lasting, gets("no_such_code"), never={"code": NEVER}),),
    "collect.pay": (Row(_of_kin, gets("no_such_account"), never={"source": 999_999_999}),),
}


@pytest.fixture
async def pair(bank: World) -> tuple[Person, Person]:
    """Who is paid, and who pays."""
    return await bank.customer("欧阳明漪"), await bank.customer("王海", cny="1000")


async def test_a_code_without_an_amount_lasts_and_is_the_same_when_asked_for_again(
    bank: World, pair: tuple[Person, Person]
) -> None:
    mei, wang = pair
    made = await mei.call("collect.make", account=mei.current)
    code = made.body["code"]

    assert made.body == {"code": code, "content": f"/pay/{code}", "expires_at": None}
    assert await code_of(mei) == code
    assert await code_of(mei, memo="房租") != code, "other words, another code"
    for amount in ("10.00", "2.50"):
        assert (await pays(wang, code, amount=yuan(amount))).code == "ok"
    with bank.hands.later(days=300):
        await mei.signs_in()
        shown = (await mei.call("collect.show", code=code)).body
    assert (shown["state"], shown["count"], shown["last"]["amount"]) == ("open", 2, yuan("2.50"))
    assert shown["last"]["by"] == "王海"
    assert await mei.balance() == "12.50"


async def test_who_reads_a_code_learns_whom_it_pays_masked_and_no_more(pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    code = await code_of(mei, amount=yuan("88.00"), memo="午饭")

    shown = (await wang.call("collect.show", code=code)).body

    assert (shown["name"], shown["tail"]) == ("欧**漪", mei.number[-4:])
    assert (shown["amount"], shown["memo"], shown["state"]) == (yuan("88.00"), "午饭", "open")
    assert (shown["mine"], shown["count"], shown["last"]) == (False, None, None)
    assert mei.name not in str(shown)
    assert mei.number not in str(shown)


async def test_a_payment_by_code_is_shown_proven_and_read_by_both(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    code = await code_of(mei, amount=yuan("88.00"), memo="午饭")

    asked = await wang.call("collect.pay", code=code, source=wang.current)

    assert asked.code == "step_up_needed"
    assert {line["value"] for line in asked.body["facts"]["shown"]} >= {"欧**漪", "88.00 CNY", "午饭"}
    assert (await mei.call("collect.show", code=code)).body["state"] == "open"
    done = await wang.confirms(asked.body["facts"]["proposal"])
    assert done.code == "ok", done
    transfer = done.body["answer"]["transfer"]
    assert (await wang.call("transfer.receipt", transfer=transfer)).body["to"] == "欧**漪"
    assert (await mei.balance(), await wang.balance()) == ("88.00", "912.00")
    assert (await mei.call("collect.show", code=code)).body["state"] == "paid"


async def test_a_code_with_an_amount_is_paid_once(pair: tuple[Person, Person], bank: World) -> None:
    mei, wang = pair
    eve = await bank.customer("易飞", cny="100")
    code = await code_of(mei, amount=yuan("10.00"))
    assert (await pays(wang, code)).code == "ok"

    assert (await pays(eve, code)).code == "collect_paid"
    assert (await pays(wang, code)).code == "collect_paid"
    assert await eve.balance() == "100.00"


async def test_what_cannot_be_paid_says_why_and_debits_nothing(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    withdrawn, fixed = await code_of(mei, memo="x"), await code_of(mei, amount=yuan("5.00"), lives=1)
    assert (await mei.call("collect.withdraw", code=withdrawn)).code == "ok"
    lasting = await code_of(mei)

    for code, ask, no in (
        (NEVER, {"amount": yuan("1.00")}, "no_such_code"),
        (withdrawn, {"amount": yuan("1.00")}, "collect_withdrawn"),
        (fixed, {"amount": yuan("4.99")}, "collect_other_amount"),
        (lasting, {}, "bad_input"),
        (lasting, {"amount": yuan("0.00")}, "amount_not_positive"),
        (lasting, {"amount": {"amount": "1.00", "asset": "USD"}}, "bad_input"),
    ):
        assert (await wang.call("collect.pay", code=code, source=wang.current, **ask)).code == no
    own = await mei.call("collect.pay", code=lasting, source=mei.savings, amount=yuan("1.00"))
    assert own.code == "collect_is_own"
    with bank.hands.later(minutes=61):
        await wang.signs_in()
        assert (await pays(wang, fixed)).code == "collect_expired"
        assert (await wang.call("collect.show", code=fixed)).body["state"] == "expired"
    assert await wang.balance() == "1000.00"


async def test_what_is_no_code_to_make_is_refused(pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    for ask, no in (
        ({"account": wang.current}, "no_such_account"),
        ({"account": mei.current, "amount": yuan("-1.00")}, "amount_not_positive"),
        ({"account": mei.current, "amount": yuan("1.00"), "lives": 169}, "bad_input"),
        ({"account": mei.current, "lives": 5}, "bad_input"),
    ):
        assert (await mei.call("collect.make", **ask)).code == no


async def test_only_its_owner_withdraws_a_code_and_a_paid_one_stays_paid(pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    code = await code_of(mei, amount=yuan("1.00"))
    assert (await wang.call("collect.withdraw", code=code)).code == "no_such_code"
    assert (await pays(wang, code)).code == "ok"

    assert (await mei.call("collect.withdraw", code=code)).code == "ok"
    assert (await mei.call("collect.show", code=code)).body["state"] == "paid"


async def test_a_code_withdrawn_while_its_payer_proves_is_not_paid(pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    code = await code_of(mei)
    asked = await wang.call("collect.pay", code=code, source=wang.current, amount=yuan("1.00"))
    await mei.call("collect.withdraw", code=code)

    assert (await wang.confirms(asked.body["facts"]["proposal"])).code == "not_booked"
    assert await wang.balance() == "1000.00"


async def test_the_codes_of_an_account_that_is_closed_are_withdrawn(bank: World, pair: tuple[Person, Person]) -> None:
    mei, wang = pair
    made = await mei.call("collect.make", account=mei.savings)
    asked = await mei.call("account.close", account=mei.savings)
    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "ok"
    await bank.facts_arrive()

    said = await wang.call("collect.pay", code=made.body["code"], source=wang.current, amount=yuan("1.00"))

    assert said.code == "collect_withdrawn"


async def test_codes_cannot_be_tried_by_the_thousand(bank: World, pair: tuple[Person, Person]) -> None:
    _, wang = pair
    said = [(await wang.call("collect.show", code=f"{n:020}")).code for n in range(122)]

    assert set(said[:120]) == {"no_such_code"}
    assert set(said[120:]) == {"too_many"}
    await bank.forgets_tries()


@given(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=2, max_size=7))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_of_many_who_pay_one_code_at_once_one_is_debited(bank: World, whose: list[int]) -> None:
    """Each payer takes one of three codes, all with their proof in hand, at the same moment."""
    await bank.forgets_tries()
    mei = await bank.customer("李梅")
    codes = [await code_of(mei, amount=yuan(f"{7 + n}.00")) for n in range(3)]
    payers = [await bank.customer(f"客{n}", cny="20") for n in range(len(whose))]
    proofs = []
    for payer, n in zip(payers, whose, strict=True):
        asked = await payer.call("collect.pay", code=codes[n], source=payer.current)
        proposal = asked.body["facts"]["proposal"]
        await payer.call("proposal.challenge", proposal=proposal)
        proofs.append({"proposal": proposal, "factor": "sms", "code": await payer.code()})

    said = await asyncio.gather(*(p.call("proposal.confirm", **f) for p, f in zip(payers, proofs, strict=True)))

    for n in range(3):
        of_code = [s.code for s, w in zip(said, whose, strict=True) if w == n]
        assert of_code.count("ok") == min(1, len(of_code)), said
        assert set(of_code) <= {"ok", "not_booked"}
    due = sum(7 + n for n in set(whose))
    assert await mei.balance() == f"{due}.00"
    left = sum([float(await p.balance()) for p in payers])
    assert left == 20 * len(payers) - due
