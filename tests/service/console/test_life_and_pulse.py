"""A customer's life on a line of time, and the pulse of the bank: for staff who may, masked, and on record."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service.console.test_customers import facts_of
from tests.world import Member, Person, Row, World, asks, clerks_get, yuan

MATRIX = {
    "customer.life": (Row(asks(lambda c: {"customer": c.owner.party}), clerks_get()),),
    "bank.pulse": (Row(asks(lambda _: {"hours": 1}), clerks_get()),),
}


@pytest.fixture(scope="module")
async def lin(world: World) -> Member:
    return await world.member("entries", "records")


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("司徒望舒", cny="73194.27")


async def test_a_life_begins_with_joining_and_shows_what_was_large(bank: World, lin: Member, mei: Person) -> None:
    said = (await lin.call("customer.life", customer=mei.party)).body

    whats = [turn["what"] for turn in said["turns"]]
    assert {"joined", "account_opened", "large_in"} <= set(whats)
    days = [turn["on"] for turn in said["turns"]]
    assert days == sorted(days, reverse=True)
    large = next(turn for turn in said["turns"] if turn["what"] == "large_in")
    assert large["amount"] == yuan("73194.27")


async def test_own_transfers_are_no_turn_and_no_income(bank: World, lin: Member, mei: Person) -> None:
    before = (await lin.call("customer.life", customer=mei.party)).body
    moved = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("30000.00"))
    assert moved.code == "ok", moved
    after = (await lin.call("customer.life", customer=mei.party)).body

    assert after["turns"] == before["turns"]
    assert after["months"] == before["months"]


async def test_who_is_nobody_has_no_life(bank: World, lin: Member) -> None:
    assert (await lin.call("customer.life", customer=999_999)).code == "not_found"


async def test_the_other_side_is_masked_and_the_look_is_on_record(bank: World, lin: Member, mei: Person) -> None:
    text = (await lin.call("customer.life", customer=mei.party)).body

    assert "司徒望舒" not in str(text)
    entries = (await lin.call("customer.entries", customer=mei.party)).body["entries"]
    masked = {(e["counterparty"], e["amount"]["amount"]) for e in entries}
    large = [(t["about"], t["amount"]["amount"]) for t in text["turns"] if t["what"].startswith("large")]
    assert large
    assert set(large) <= masked
    told = [f for f in await facts_of(bank, lin) if f["verb"] == "customer.life" and not f["refused"]]
    assert told[-1]["customer"] == mei.party
    assert told[-1]["what"] == "life"
    assert told[-1]["found"] == len(text["turns"])


def _kind(pulse: dict[str, Any], verb: str) -> dict[str, Any]:
    return next((k for k in pulse["kinds"] if k["verb"] == verb), {"calls": 0, "refused": 0, "paid": 0})


async def test_the_pulse_counts_what_is_done_and_what_is_refused(bank: World, lin: Member) -> None:
    hua = await bank.customer("华春莹", cny="500")
    before = (await lin.call("bank.pulse")).body
    for fen in range(3):
        done = await hua.call("transfer.own", source=hua.current, target=hua.savings, amount=yuan(f"1.0{fen}"))
        assert done.code == "ok", done
    short = await hua.call("transfer.own", source=hua.current, target=hua.savings, amount=yuan("9999.00"))
    assert short.code == "insufficient_funds"
    after = (await lin.call("bank.pulse")).body

    one, other = _kind(before, "transfer.own"), _kind(after, "transfer.own")
    assert (other["calls"] - one["calls"], other["refused"] - one["refused"]) == (4, 1)
    calls = sum(minute["calls"] for minute in after["minutes"])
    assert calls == sum(kind["calls"] for kind in after["kinds"])
    assert all(kind["paid"] >= 5 for kind in after["kinds"] if kind["sum"] is not None), "one payment is no sum"


async def test_the_pulse_of_the_bank_names_nobody(bank: World, lin: Member, mei: Person) -> None:
    pulse = (await lin.call("bank.pulse", hours=6)).body
    assert set(pulse) == {"since", "until", "minutes", "kinds", "sum"}
    assert all(set(minute) == {"minute", "calls", "refused", "paid"} for minute in pulse["minutes"])
    assert (await lin.call("bank.pulse", hours=7)).code == "bad_input"
