"""Arriving later: held until then, taken back before then, and of the two exactly one."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.core.transfer.out_steps import sends, stage, sums, works
from tests.world import Person, World, yuan

from sycee.kit.time import BANK_ZONE, bank_day

Pair = tuple[Person, Person, int]


@pytest.fixture
async def pair(bank: World) -> Pair:
    """Who sends, who is paid, and the payee's number. Other tests' jobs are out of the way."""
    await bank.facts_arrive()
    await bank.forgets_jobs()
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海")
    return mei, wang, await mei.adds(wang)


async def test_what_arrives_in_two_hours_is_held_and_says_when(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    asked = await mei.call(
        "transfer.send", source=mei.current, payee=payee, amount=yuan("300.00"), arrives="2h", memo="学费"
    )
    assert any("两小时后" in line["value"] for line in asked.body["facts"]["shown"]), "when it arrives is signed too"
    made = (await mei.confirms(asked.body["facts"]["proposal"])).body["answer"]

    await works(bank)
    assert await sums(mei) == ("1000.00", "700.00")
    assert await wang.balance() == "0.00"
    listed = (await mei.call("account.list")).body["accounts"]
    assert next(a for a in listed if a["id"] == mei.current)["held"] == {"amount": "300.00", "asset": "CNY"}
    (going,) = (await mei.call("transfer.under_way")).body["transfers"]
    assert (going["to"], going["cancellable"]) == ("王海", True)
    assert datetime.fromisoformat(made["due_at"]) - datetime.fromisoformat(made["made_at"]) == timedelta(hours=2)

    with bank.hands.later(hours=2, seconds=1):
        await works(bank)
        await works(bank)
    assert await stage(mei, made["transfer"]) == "arrived"
    assert await sums(mei) == ("700.00", "700.00")
    assert await wang.balance() == "300.00"
    told = [m["title"] for m in (await wang.call("message.list")).body["messages"]]
    assert any("到账" in title for title in told), "the receiver hears of it when it arrives, no sooner"


async def test_the_next_day_is_nine_in_the_morning(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    made = await sends(mei, payee, "300.00", arrives="next_day")
    due = datetime.fromisoformat(made.body["due_at"]).astimezone(BANK_ZONE)

    assert (due.date(), due.hour, due.minute) == (bank_day(bank.bank.clock()) + timedelta(days=1), 9, 0)
    with bank.hands.later(seconds=(due - bank.bank.clock()).total_seconds() - 60):
        await works(bank)
    assert await wang.balance() == "0.00"
    with bank.hands.later(seconds=(due - bank.bank.clock()).total_seconds() + 1):
        await works(bank)
    assert await wang.balance() == "300.00"


async def test_taking_it_back_frees_the_money_at_once(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    made = await sends(mei, payee, "300.00", arrives="2h")

    said = await mei.call("transfer.cancel", transfer=made.body["transfer"])

    assert (said.status, said.body["amount"]["amount"]) == (200, "300.00")
    assert await sums(mei) == ("1000.00", "1000.00")
    assert await stage(mei, made.body["transfer"]) == "cancelled"
    with bank.hands.later(hours=3):
        await works(bank)
    assert await wang.balance() == "0.00"
    assert (await mei.call("transfer.cancel", transfer=made.body["transfer"])).code == "too_late_to_cancel"
    assert (await wang.call("transfer.cancel", transfer=made.body["transfer"])).code == "no_such_transfer"


async def test_what_has_arrived_cannot_be_taken_back(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    made = await sends(mei, payee, "300.00", arrives="2h")
    with bank.hands.later(hours=2, seconds=1):
        await works(bank)

    assert (await mei.call("transfer.cancel", transfer=made.body["transfer"])).code == "too_late_to_cancel"
    assert await wang.balance() == "300.00"


async def test_taken_back_and_due_at_once_one_of_the_two_happens(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    made = [(await sends(mei, payee, "50.00", arrives="2h")).body["transfer"] for _ in range(6)]
    async with bank.bank.db.writers.acquire() as connection:
        await works(bank)
        # Due for the jobs, and not yet for whoever takes them back.
        await connection.execute("UPDATE job_due SET run_at = now() WHERE name = 'transfer.due'")

    async def back(transfer: str) -> str:
        return (await mei.call("transfer.cancel", transfer=transfer)).code

    async def arrives() -> None:
        with bank.hands.later(hours=2, seconds=1):
            await works(bank)

    codes = (await asyncio.gather(*(back(t) for t in made), arrives()))[:-1]

    stages = [await stage(mei, t) for t in made]
    for code, at in zip(codes, stages, strict=True):
        assert (code, at) in (("ok", "cancelled"), ("not_booked", "arrived"), ("too_late_to_cancel", "arrived"),
                              ("hold_gone", "arrived"))  # fmt: skip
    arrived = stages.count("arrived")
    assert await wang.balance() == f"{50 * arrived}.00"
    assert await sums(mei) == (f"{1000 - 50 * arrived}.00", f"{1000 - 50 * arrived}.00")


async def test_what_cannot_arrive_any_more_is_freed_and_says_why(bank: World, pair: Pair) -> None:
    mei, wang, payee = pair
    made = await sends(mei, payee, "300.00", arrives="2h")
    asked = await wang.call("account.close", account=wang.current)
    assert (await wang.confirms(asked.body["facts"]["proposal"])).status == 409, "money is under way to it"
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE ledger_account SET state = 1 WHERE id = $1", mei.current)

    with bank.hands.later(hours=2, seconds=1):
        await works(bank)

    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE ledger_account SET state = 0 WHERE id = $1", mei.current)
    receipt = (await mei.call("transfer.receipt", transfer=made.body["transfer"])).body
    assert (receipt["stage"], receipt["reason"]) == ("rejected", "付款账户已冻结")
    assert await sums(mei) == ("1000.00", "1000.00")


async def test_held_money_cannot_be_spent_again_and_counts_against_the_day(bank: World, pair: Pair) -> None:
    mei, _, payee = pair
    await sends(mei, payee, "900.00", arrives="next_day")

    assert (await sends(mei, payee, "100.01")).code == "insufficient_funds"
    async with bank.bank.db.writers.acquire() as connection:
        taken = await connection.fetchval("SELECT day_out FROM ledger_account WHERE id = $1", mei.current)
    assert taken == 90000


async def test_who_takes_it_back_twice_is_answered_twice_the_same(bank: World, pair: Pair) -> None:
    mei, _, payee = pair
    made, key = await sends(mei, payee, "300.00", arrives="2h"), bank.new_key()
    said = [await mei.call("transfer.cancel", key=key, transfer=made.body["transfer"]) for _ in range(2)]
    assert said[0] == said[1]
    assert said[0].status == 200


async def test_a_hold_of_ones_own_is_let_go_by_taking_its_transfer_back_alone(bank: World, pair: Pair) -> None:
    """The row of the transfer and its hold end together, or neither does."""
    mei, _, payee = pair
    made = await sends(mei, payee, "300.00", arrives="2h")
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE transfer_out SET state = 'sent' WHERE id = $1", UUID(made.body["transfer"]))

    assert (await mei.call("transfer.cancel", transfer=made.body["transfer"])).code == "too_late_to_cancel"
    assert await sums(mei) == ("1000.00", "700.00")
