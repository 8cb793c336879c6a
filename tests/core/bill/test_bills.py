"""Bills: found at the biller, paid once whoever pays them, and given back once where the biller does not take them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from tests.core.bill.bill_steps import POWER, Heard, billers, household, only, pays, works
from tests.world import Cast, Person, Row, World, asks, gets, yuan

from sycee.core.bill import NeverHeard, NotTaken, NoWord, Payment, Taken, Word
from sycee.kit.capability import Runner

NUMBER = "3301000012345"
_NEVER = str(uuid4())


async def _first(cast: Cast) -> dict[str, Any]:
    """A bill of a household that nobody else asks for, small enough to be paid without a proof."""
    await cast.world.brings_in(cast.owner.current, "100")  # what others have left may not be enough
    while True:
        await cast.world.forgets_tries()
        number = f"33{uuid4().int % 10**9:09d}77"
        said = await cast.owner.call("bill.find", biller=POWER, customer=number)
        bill = said.body["bills"][0]
        if float(bill["amount"]["amount"]) < 100:
            break
    return {"biller": POWER, "customer": number, "bill": bill["bill"], "amount": bill["amount"]}


async def _to_pay(cast: Cast) -> dict[str, Any]:
    return {"source": cast.owner.current, **await _first(cast)}


async def _like(cast: Cast) -> dict[str, Any]:
    done = await pays(cast.owner, await _first(cast))
    assert done.status == 200, done
    return {"biller": POWER, "like": done.body["transfer"]}


async def _paid(cast: Cast) -> dict[str, Any]:
    return {"transfer": (await _like(cast))["like"]}


async def _to_refund(cast: Cast) -> dict[str, Any]:
    return {"transfer": (await _like(cast))["like"], "reason": "not_taken", "account": cast.owner.current}


MATRIX = {
    "bill.billers": (Row(asks(lambda _: {}), gets("ok")),),
    "bill.list": (Row(asks(lambda _: {}), gets("ok")),),
    "bill.show": (Row(_paid, gets("not_found"), never={"transfer": _NEVER}),),
    "bill.find": (
        Row(asks(lambda _: {"biller": POWER, "customer": NUMBER}), gets("ok"),
            tells="what a customer number owes its biller says to anybody who has it, the name masked; counted"),
        Row(_like, gets("no_such_customer_number"), never={"like": _NEVER}),
    ),
    "bill.pay": (
        Row(_to_pay, gets("no_such_account"), never={"source": 999_999_999}),
    ),
    "bill.refund": (Row(_to_refund, gets("not_found", owner="not_found", anonymous="not_found")),),
}  # fmt: skip


async def test_a_bill_is_found_paid_and_settled(bank: World, mei: Person) -> None:
    said = await mei.call("bill.find", biller=POWER, customer="3301 0000 1234 9")
    assert (said.body["biller"], said.body["tail"]) == ("杭州供电", "2349")
    assert "*" in said.body["holder"]
    bill = said.body["bills"][0]

    done = await pays(
        mei, {"biller": POWER, "customer": "3301000012349", "bill": bill["bill"], "amount": bill["amount"]}
    )
    await works(bank)

    assert done.body["to"] == "杭州供电"
    receipt = (await mei.call("transfer.receipt", transfer=done.body["transfer"])).body
    assert (receipt["to_tail"], receipt["bank"], receipt["stage"]) == ("2349", "户号", "arrived")
    assert "模拟" in receipt["notice"]
    assert ((await only(mei))["state"], (await only(mei))["period"]) == ("settled", bill["period"])
    left = (await mei.call("bill.find", biller=POWER, like=done.body["transfer"])).body["bills"]
    assert bill["bill"] not in [b["bill"] for b in left], "what is settled is owed no more"
    (entry, *_) = (await mei.call("book.entries")).body["entries"]
    assert entry["kind"] == "utility"


async def test_a_small_bill_goes_at_once_and_a_large_one_is_shown_whole_first(bank: World, mei: Person) -> None:
    with billers(bank, Heard()):
        bill = household()
        assert (await mei.call("bill.pay", source=mei.current, **bill)).status == 200
    asked = await mei.call("bill.find", biller="medical", customer="330100199")
    owed = asked.body["bills"][0]
    said = await mei.call(
        "bill.pay", source=mei.current, biller="medical", customer="330100199", bill=owed["bill"], amount=owed["amount"]
    )
    assert said.code == "step_up_needed"
    assert {line["value"] for line in said.body["facts"]["shown"]} >= {"城乡居民医疗保险", "**** 0199", "400.00 CNY"}


async def test_a_bill_is_paid_once_whoever_pays_it(bank: World, mei: Person) -> None:
    wang, bill = await bank.customer("王海", cny="1000"), household()

    with billers(bank, Heard()) as heard:
        said = await asyncio.gather(*(pays(who, bill) for who in (mei, wang, mei, wang)))
        await works(bank)

    assert sorted(s.code for s in said).count("ok") == 1
    assert {s.code for s in said} <= {"ok", "not_booked", "bill_paid"}, "whichever looks first, the till has the word"
    assert len(heard.told) == 1
    assert sorted([await mei.balance(), await wang.balance()]) == ["1000.00", "850.00"]


async def test_the_customer_number_is_sealed(bank: World, mei: Person) -> None:
    bill = household()
    with billers(bank, Heard()):
        await pays(mei, bill)
    async with bank.bank.db.writers.acquire() as connection:
        rows = [dict(r) for r in await connection.fetch("SELECT * FROM bill_payment WHERE owner = $1", mei.party)]
    assert rows
    assert bill["customer"] not in str([{k: v for k, v in r.items() if k != "bill"} for r in rows])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": yuan("149.99")}, "bill_gone"),
        ({"bill": "another"}, "bill_gone"),
        ({"biller": "nobody"}, "no_such_biller"),
        ({"customer": "12"}, "bad_input"),
        ({"amount": yuan("0.00")}, "amount_not_positive"),
    ],
)
async def test_what_is_not_owed_is_not_paid(bank: World, mei: Person, change: dict[str, Any], code: str) -> None:
    with billers(bank, Heard()):
        assert (await pays(mei, household() | change)).code == code
    assert await mei.balance() == "1000.00"


@pytest.mark.parametrize(
    ("settles", "enquiries", "state", "told"),
    [
        ([Taken()], [], "settled", 1),
        ([NotTaken("settled_elsewhere")], [], "refunded", 1),
        ([NoWord()], [Taken()], "settled", 1),
        ([NoWord()], [NotTaken("not_taken")], "refunded", 1),
        ([NoWord(), Taken()], [NeverHeard()], "settled", 2),
        ([NoWord()], [NoWord(), Taken()], "settled", 1),
    ],
)
async def test_the_billers_word_is_awaited_and_what_it_does_not_take_comes_back_once(
    bank: World, mei: Person, settles: list[Any], enquiries: list[Any], state: str, told: int
) -> None:
    with billers(bank, Heard(settles, enquiries)) as heard:
        done = await pays(mei, household())
        for minutes in (0, 2, 10, 60):
            with bank.hands.later(minutes=minutes):
                await works(bank)

    await mei.signs_in()
    assert (await only(mei))["state"] == state
    assert len(heard.told) == told
    assert {str(p.message) for p in heard.told} == {done.body["transfer"]}
    assert await mei.balance() == ("1000.00" if state == "refunded" else "850.00")


class _Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("where", ["before the biller", "after the biller", "after the till"])
async def test_killed_anywhere_the_money_comes_back_once(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    no = NotTaken("settled_elsewhere")
    heard = Heard([no], [NeverHeard() if where == "before the biller" else no])
    real_settle, real_run, deaths = heard.settle, Runner.run, iter([True])

    async def settle(payment: Payment, at: datetime) -> Word:
        if where == "before the biller" and next(deaths, False):
            raise _Killed
        word = await real_settle(payment, at)
        if where == "after the biller" and next(deaths, False):
            raise _Killed
        return word

    async def run(self: Runner, ctx: Any, verb: Any, raw: bytes) -> bytes:
        answer = await real_run(self, ctx, verb, raw)
        if verb.name == "bill.refund" and where == "after the till" and next(deaths, False):
            raise _Killed
        return answer

    monkeypatch.setattr(heard, "settle", settle)
    monkeypatch.setattr(Runner, "run", run)
    with billers(bank, heard):
        await pays(mei, household())
        with pytest.raises(_Killed):
            await works(bank)
        await works(bank)
        with bank.hands.later(hours=3):
            await works(bank)

    await mei.signs_in()
    assert (await only(mei))["state"] == "refunded"
    assert await mei.balance() == "1000.00"
    assert len(heard.told) == 1
    titles = [m["title"] for m in (await mei.call("message.list")).body["messages"]]
    assert sum("退款" in title for title in titles) == 1


async def test_a_bill_that_came_back_can_be_paid_again(bank: World, mei: Person) -> None:
    bill = household()
    with billers(bank, Heard([NotTaken("not_taken"), Taken()])):
        await pays(mei, bill)
        await works(bank)
        again = await pays(mei, bill)
        await works(bank)
    assert again.status == 200
    assert [b["state"] for b in (await mei.call("bill.list")).body["bills"]] == ["settled", "refunded"]
    assert await mei.balance() == "850.00"


@pytest.mark.parametrize(
    ("ending", "code", "bills", "state"),
    [
        ("00", "no_such_customer_number", 0, ""),
        ("01", "ok", 0, ""),
        ("02", "ok", 1, "refunded"),
        ("03", "ok", 1, "settled"),
        ("04", "ok", 1, "settled"),
    ],
)
async def test_the_simulator_does_what_it_says(
    bank: World, mei: Person, ending: str, code: str, bills: int, state: str
) -> None:
    number = f"33{uuid4().int % 10**9:09d}{ending}"
    said = await mei.call("bill.find", biller=POWER, customer=number)
    assert said.code == code
    if code == "ok":
        assert (len(said.body["bills"]) >= 1) == bool(bills)
    if state:
        bill = said.body["bills"][0]
        await pays(mei, {"biller": POWER, "customer": number, "bill": bill["bill"], "amount": bill["amount"]})
        for minutes in (0, 2, 10):
            with bank.hands.later(minutes=minutes):
                await works(bank)
        await mei.signs_in()
        assert (await only(mei))["state"] == state


async def test_tries_are_counted(bank: World, mei: Person) -> None:
    said = await asyncio.gather(*(mei.call("bill.find", biller=POWER, customer=NUMBER) for _ in range(42)))
    assert sorted(s.code for s in said).count("too_many") == 2
