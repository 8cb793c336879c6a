"""Sending money to someone: what moves, when, and what never does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from tests.world import World

from sycee.kit.ids import new_id


async def test_sending_to_a_new_payee_moves_nothing_until_it_is_confirmed(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee = await mei.adds(wang)

    asked = await mei.sends(payee, "500.00", memo="房租")

    assert (asked.status, asked.code) == (403, "step_up_needed")
    assert asked.body["facts"]["factors"] == ["sms"]
    assert {line["value"] for line in asked.body["facts"]["shown"]} >= {"王海", "500.00 CNY", "房租"}
    assert await mei.balance() == "1000.00", "proposing moves nothing"

    done = await mei.confirms(asked.body["facts"]["proposal"])

    assert done.status == 200, done
    assert done.body["answer"]["amount"] == {"amount": "500.00", "asset": "CNY"}
    assert (await mei.balance(), await wang.balance()) == ("500.00", "500.00")


async def test_the_code_says_what_it_confirms(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "88.00")
    await mei.call("proposal.challenge", proposal=asked.body["facts"]["proposal"])

    text = (await mei.texts())[0]

    assert wang.number[-4:] in text
    assert "88.00 CNY" in text


async def test_a_small_amount_to_someone_paid_before_goes_at_once(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    first = await mei.sends(payee, "10.00")
    await mei.confirms(first.body["facts"]["proposal"])
    await bank.facts_arrive()

    again = await mei.sends(payee, "20.00")

    assert again.status == 200, again
    assert await wang.balance() == "30.00"
    assert (await mei.sends(payee, "200.01")).code == "step_up_needed"


async def test_the_same_key_sends_once_however_often_it_is_sent(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee, key = await mei.adds(wang), new_id(datetime.now(UTC))
    asked = await mei.sends(payee, "100.00", key=key)
    await mei.confirms(asked.body["facts"]["proposal"])

    answers = await asyncio.gather(*(mei.sends(payee, "100.00", key=key) for _ in range(20)))

    assert {a.status for a in answers} == {200}
    assert len({str(a.body) for a in answers}) == 1
    assert await wang.balance() == "100.00"


async def test_a_key_used_for_another_ask_is_refused(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee, key = await mei.adds(wang), new_id(datetime.now(UTC))
    asked = await mei.sends(payee, "100.00", key=key)

    assert (await mei.sends(payee, "101.00", key=key)).code == "key_reused"
    await mei.confirms(asked.body["facts"]["proposal"])
    assert (await mei.sends(payee, "101.00", key=key)).code == "key_reused"
    assert await wang.balance() == "100.00"


async def test_more_than_there_is_is_refused_and_says_what_there_is(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="50"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "50.01")

    done = await mei.confirms(asked.body["facts"]["proposal"])

    assert (done.status, done.code) == (409, "insufficient_funds")
    assert done.body["facts"]["available"] == {"amount": "50.00", "asset": "CNY"}
    assert await mei.balance() == "50.00"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("-5.00", "amount_not_positive"),
        ("0.00", "amount_not_positive"),
        ("0.001", "too_many_digits"),
        ("1e3", "bad_amount"),
        ("１００", "bad_amount"),
        ("٥٠٠", "bad_amount"),
        ("NaN", "bad_amount"),
        ("1,000", "bad_amount"),
        ("", "bad_amount"),
        ("999999999999999", "amount_too_large"),
        ("9" * 400, "bad_amount"),
    ],
)
async def test_what_is_no_amount_is_refused_and_named(bank: World, amount: str, code: str) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")

    said = await mei.sends(await mei.adds(wang), amount)

    assert (said.status, said.code, said.body["field"]) == (422, code, "amount")
    assert await mei.balance() == "1000.00"


async def test_a_memo_is_short_visible_text(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    for memo in ("长" * 10_000, "a\u202eb", "a\u200bb", "a\x00b"):
        said = await mei.sends(payee, "1.00", memo=memo)
        assert (said.status, said.code, said.body["field"]) == (422, "bad_input", "memo"), memo[:5]


async def test_anothers_account_is_as_good_as_none(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海", cny="1000")
    payee, money = await mei.adds(wang), {"amount": "1.00", "asset": "CNY"}

    theirs = await mei.call("transfer.send", source=wang.current, payee=payee, amount=money)
    none = await mei.call("transfer.send", source=99_999_999, payee=payee, amount=money)

    assert theirs == none
    assert (theirs.status, theirs.code) == (404, "no_such_account")


async def test_money_moves_between_ones_own_accounts_without_another_proof(bank: World) -> None:
    mei = await bank.customer("李梅", cny="1000")
    money = {"amount": "400.00", "asset": "CNY"}

    said = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=money)

    assert said.status == 200, said
    assert (await mei.balance(), await mei.balance(mei.savings)) == ("600.00", "400.00")
    same = await mei.call("transfer.own", source=mei.current, target=mei.current, amount=money)
    assert (same.status, same.code, same.body["field"]) == (422, "same_account", "target")


async def test_the_receipt_is_the_payers_alone(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "10.00")
    done = await mei.confirms(asked.body["facts"]["proposal"])
    transfer = done.body["answer"]["transfer"]

    assert (await mei.call("transfer.receipt", transfer=transfer)).body["verification"]
    assert (await wang.call("transfer.receipt", transfer=transfer)).code == "not_found"
