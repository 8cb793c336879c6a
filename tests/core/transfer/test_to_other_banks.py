"""To another bank: reserved, given to the rail under one name for good, and posted, released or booked back once,
whatever the rail says, however often, however late, and wherever the bank is killed."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.core.transfer.out_steps import Told, adds_elsewhere, asks_for_returns, rail, sends, stage, sums, works
from tests.world import Cast, Person, Row, World, asks, gets, yuan

from sycee.core.clearing import Accepted, Heard, NeverCame, NoAnswer, Rejected, Returned, Waiting
from sycee.core.transfer import _out_due
from sycee.kit.capability import Runner

NEVER = str(uuid4())


async def _reserved(cast: Cast) -> str:
    await cast.world.forgets_tries()
    await cast.world.brings_in(cast.owner.current, "1")
    said = await sends(cast.owner, cast.payee, "0.01", arrives="next_day")
    assert said.status == 200, said
    return str(said.body["transfer"])


async def _to_cancel(cast: Cast) -> dict[str, Any]:
    return {"transfer": await _reserved(cast)}


async def _to_release(cast: Cast) -> dict[str, Any]:
    return {"transfer": await _reserved(cast), "reason": "refused_there"}


async def _to_give_back(cast: Cast) -> dict[str, Any]:
    return {**await _to_release(cast), "account": cast.owner.current}


_THE_BANKS = gets("not_found", owner="not_found", anonymous="not_found")
MATRIX = {
    "bank.list": (Row(asks(lambda _: {}), gets("ok")),),
    "transfer.cancel": (Row(_to_cancel, gets("no_such_transfer"), never={"transfer": NEVER}),),
    "transfer.under_way": (Row(asks(lambda _: {}), gets("ok")),),
    # The bank's own steps: on no channel, so that no caller from outside reaches them, their owner no more than others.
    "transfer.settle": (Row(_to_cancel, _THE_BANKS),),
    "transfer.release": (Row(_to_release, _THE_BANKS),),
    "transfer.give_back": (Row(_to_give_back, _THE_BANKS),),
}


@pytest.fixture
async def mei(bank: World) -> Person:
    """Who sends. Other tests' jobs are out of the way."""
    await bank.facts_arrive()
    await bank.forgets_jobs()
    return await bank.customer("李梅", cny="1000")


async def entries(bank: World, person: Person) -> list[tuple[str, int]]:
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch(
            "SELECT kind, amount FROM ledger_entry WHERE account_id = $1 ORDER BY seq", person.current
        )
    return [(r["kind"], r["amount"]) for r in rows][1:]  # without what came at the beginning


async def test_a_payee_at_another_bank_is_kept_with_a_sealed_number(bank: World, mei: Person) -> None:
    number = "6222020000001234567"
    said = await mei.call("payee.add", to="6222 0200 0000 1234 567", name=" 钱塘 ", bank="102")

    assert (said.body["name"], said.body["tail"], said.body["bank"]) == ("钱塘", "4567", "中国工商银行")
    assert await adds_elsewhere(mei, number) == said.body["id"], "the same number is the same payee"
    async with bank.bank.db.writers.acquire() as connection:
        row = await connection.fetchrow("SELECT * FROM payee_payee WHERE id = $1", said.body["id"])
    assert number not in str(dict(row))
    assert (row["account_id"], row["party"]) == (None, None)
    for bad, code, at in (("1234567", "bad_input", "to"), ("6222x02000000", "bad_input", "to")):
        no = await mei.call("payee.add", to=bad, name="钱塘", bank="102")
        assert (no.code, no.body["field"]) == (code, at)
    assert (await mei.call("payee.add", to=number, name="钱塘", bank="999")).code == "no_such_bank"
    assert (await mei.call("bank.list")).body["simulated"] is True


async def test_what_goes_to_another_bank_is_held_until_the_rail_takes_it(bank: World, mei: Person) -> None:
    payee = await adds_elsewhere(mei, "6222020000001234567")

    asked = await mei.call("transfer.send", source=mei.current, payee=payee, amount=yuan("300.00"), memo="货款")
    assert {line["value"] for line in asked.body["facts"]["shown"]} >= {
        "钱塘",
        "中国工商银行",
        "**** 4567",
        "300.00 CNY",
    }
    made = (await mei.confirms(asked.body["facts"]["proposal"])).body["answer"]

    assert (made["stage"], made["bank"]) == ("held", "中国工商银行")
    assert await sums(mei) == ("1000.00", "700.00")
    (going,) = (await mei.call("transfer.under_way")).body["transfers"]
    assert (going["transfer"], going["stage"], going["cancellable"]) == (made["transfer"], "held", False)

    with rail(bank, Told([Accepted()])) as told:
        await works(bank)

    receipt = (await mei.call("transfer.receipt", transfer=made["transfer"])).body
    assert (receipt["stage"], receipt["to_tail"], receipt["reason"]) == ("arrived", "4567", None)
    assert await sums(mei) == ("700.00", "700.00")
    (order,) = told.orders
    assert (str(order.message), order.number, order.amount.minor) == (made["transfer"], "6222020000001234567", 30000)
    assert (await mei.call("transfer.under_way")).body["transfers"] == []
    assert await entries(bank, mei) == [("transfer", -30000)]
    kept = next(p for p in (await mei.call("payee.list")).body["payees"] if p["id"] == payee)
    assert kept["sent_count"] == 1
    again = await mei.call("transfer.send", source=mei.current, payee=payee, amount=yuan("20.00"))
    assert again.status == 200, "somebody whom money has reached is known"


async def test_the_entry_leads_to_the_receipt(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234567"), "300.00")
    with rail(bank, Told([Accepted()])):
        await works(bank)

    entry = (await mei.call("book.entry", entry=f"own:{mei.current}:2")).body

    assert entry["transfer"] == made.body["transfer"]


async def test_a_refused_transfer_frees_the_money_and_says_why(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234500"), "300.00")

    with rail(bank, Told([Rejected("no_such_account_there")])):
        await works(bank)

    receipt = (await mei.call("transfer.receipt", transfer=made.body["transfer"])).body
    assert (receipt["stage"], receipt["reason"]) == ("rejected", "对方银行没有这个账号")
    assert await sums(mei) == ("1000.00", "1000.00")
    assert await entries(bank, mei) == [], "nothing was debited"


@pytest.mark.parametrize(
    ("enquiries", "stages", "orders"),
    [
        ([Accepted()], ["sent", "arrived"], 1),
        ([Rejected("refused_there")], ["sent", "rejected"], 1),
        ([Waiting(), Waiting(), Accepted()], ["sent", "sent", "sent", "arrived"], 1),
        ([NoAnswer(), Accepted()], ["sent", "sent", "arrived"], 1),
        ([NeverCame()], ["sent", "arrived"], 2),
        ([NoAnswer(), NeverCame()], ["sent", "sent", "arrived"], 2),
    ],
)
async def test_a_rail_that_does_not_answer_is_asked_until_it_is_known(
    bank: World, mei: Person, enquiries: list[Heard | BaseException], stages: list[str], orders: int
) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234567"), "300.00")
    seen = []

    with rail(bank, Told([NoAnswer(), Accepted()], enquiries)) as told:
        for hour in range(len(stages)):
            with bank.hands.later(minutes=20 * hour):
                await works(bank)
                await mei.signs_in()
                seen.append(await stage(mei, made.body["transfer"]))

    assert seen == stages
    assert len(told.orders) == orders
    assert {o.message for o in told.orders} == {UUID(made.body["transfer"])}, "one name for good"
    assert set(told.asked) <= {UUID(made.body["transfer"])}
    await mei.signs_in()
    gone = stages[-1] == "arrived"
    assert await entries(bank, mei) == ([("transfer", -30000)] if gone else [])
    assert await sums(mei) == (("700.00", "700.00") if gone else ("1000.00", "1000.00"))


async def test_what_came_back_is_booked_back_once_as_an_entry_of_its_own(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234502"), "300.00")
    back = Returned(UUID(made.body["transfer"]), "account_closed_there")
    with rail(bank, Told([Accepted()])):
        await works(bank)

    with rail(bank, Told([Accepted()], came_back=[back, back])):
        for day in (2, 3, 4):
            with bank.hands.later(days=day):
                await asks_for_returns(bank)
                await works(bank)

    await mei.signs_in()
    receipt = (await mei.call("transfer.receipt", transfer=made.body["transfer"])).body
    assert (receipt["stage"], receipt["reason"]) == ("returned", "收款账户已销户")
    assert await entries(bank, mei) == [("transfer", -30000), ("returned", 30000)]
    assert await sums(mei) == ("1000.00", "1000.00")
    entry = (await mei.call("book.entry", entry=f"own:{mei.current}:3")).body
    assert entry["transfer"] == made.body["transfer"], "it leads to the receipt of what came back"


async def test_word_of_a_return_before_that_of_the_arrival_books_both(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234502"), "300.00")
    back = Returned(UUID(made.body["transfer"]), "account_closed_there")

    with rail(bank, Told([NoAnswer()], [NoAnswer()], came_back=[back])):
        await works(bank)
        with bank.hands.later(minutes=30):
            await asks_for_returns(bank)
            await works(bank)

    await mei.signs_in()
    assert await stage(mei, made.body["transfer"]) == "returned"
    assert await entries(bank, mei) == [("transfer", -30000), ("returned", 30000)]


async def test_what_returns_to_a_closed_account_goes_to_its_owners_other_one(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234502"), "1000.00")
    with rail(bank, Told([Accepted()])):
        await works(bank)
    asked = await mei.call("account.close", account=mei.current)
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200

    back = Told([Accepted()], came_back=[Returned(UUID(made.body["transfer"]), "account_closed_there")])
    with rail(bank, back), bank.hands.later(hours=1):
        await asks_for_returns(bank)
        await works(bank)
        await mei.signs_in()
        assert await mei.balance(mei.savings) == "1000.00"
    await mei.signs_in()


class _Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("where", ["before the rail", "after the rail", "before the till", "after the till"])
@pytest.mark.parametrize("says", [Accepted(), Rejected("refused_there")])
async def test_killed_anywhere_and_run_again_it_happens_once(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch, where: str, says: Heard
) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234567"), "300.00")
    told = Told([says], [says] if where != "before the rail" else [NeverCame()])
    real_submit, real_run = told.submit, Runner.run
    deaths = iter([True])

    async def submit(order: Any, at: Any) -> Heard:
        if where == "before the rail" and next(deaths, False):
            raise _Killed
        heard = await real_submit(order, at)
        if where == "after the rail" and next(deaths, False):
            raise _Killed
        return heard

    async def run(self: Runner, ctx: Any, verb: Any, raw: bytes) -> bytes:
        steps = verb.name in ("transfer.settle", "transfer.release")
        if steps and where == "before the till" and next(deaths, False):
            raise _Killed
        answer = await real_run(self, ctx, verb, raw)
        if steps and where == "after the till" and next(deaths, False):
            raise _Killed
        return answer

    monkeypatch.setattr(told, "submit", submit)
    monkeypatch.setattr(Runner, "run", run)
    with rail(bank, told):
        with pytest.raises(_Killed):
            await works(bank)
        await works(bank)
        await works(bank)

    gone = isinstance(says, Accepted)
    assert await stage(mei, made.body["transfer"]) == ("arrived" if gone else "rejected")
    assert await entries(bank, mei) == ([("transfer", -30000)] if gone else [])
    assert {str(o.message) for o in told.orders} == {made.body["transfer"]}
    assert len(told.orders) == 1, "the rail was given it once"


async def test_a_rail_that_answers_twice_and_otherwise_is_believed_once(bank: World, mei: Person) -> None:
    made = await sends(mei, await adds_elsewhere(mei, "6222020000001234567"), "300.00")
    with rail(bank, Told([NoAnswer()], [NoAnswer()])):
        await works(bank)
    ask = _out_due.AskRail(transfer=UUID(made.body["transfer"]), attempt=77)

    async def hears(says: Heard) -> None:
        with rail(bank, Told([says], [says])):
            async with bank.bank.db.writers.acquire() as connection, connection.transaction():
                ctx = bank.bank.writing(connection, bank.new_key())
                await _out_due.ask_rail(ctx, ask)

    await hears(Accepted())
    await hears(Accepted())
    await hears(Rejected("refused_there"))

    assert await stage(mei, made.body["transfer"]) == "arrived"
    assert await entries(bank, mei) == [("transfer", -30000)]


async def test_two_workers_at_once_give_it_to_the_rail_under_one_name_and_book_it_once(
    bank: World, mei: Person
) -> None:
    made = [await sends(mei, await adds_elsewhere(mei, f"62220200000012345{n}7"), "30.00") for n in range(4)]

    with rail(bank, Told([Accepted()], [Accepted()])) as told:
        await bank.facts_arrive()
        await asyncio.gather(*(works(bank) for _ in range(4)))

    assert sorted(str(o.message) for o in told.orders) == sorted(m.body["transfer"] for m in made)
    assert await entries(bank, mei) == [("transfer", -3000)] * 4


@pytest.mark.parametrize(
    ("ending", "minutes", "expected"),
    [
        ("00", 0, "rejected"),
        ("01", 0, "rejected"),
        ("02", 0, "arrived"),
        ("03", 3, "arrived"),
        ("04", 3, "arrived"),
        ("05", 30, "arrived"),
        ("06", 30, "rejected"),
        ("88", 0, "arrived"),
    ],
)
async def test_the_simulator_does_what_it_says(
    bank: World, mei: Person, ending: str, minutes: int, expected: str
) -> None:
    made = await sends(mei, await adds_elsewhere(mei, f"62220200000012345{ending}"), "10.00")
    await works(bank)
    with bank.hands.later(minutes=minutes):
        await works(bank)

    receipt = (await mei.call("transfer.receipt", transfer=made.body["transfer"])).body
    assert receipt["stage"] == expected
    assert "模拟" in receipt["notice"]
    if ending == "02":
        with bank.hands.later(days=2, hours=1):
            await asks_for_returns(bank)
            await works(bank)
            await mei.signs_in()
            assert await stage(mei, made.body["transfer"]) == "returned"
        await mei.signs_in()
        assert await mei.balance() == "1000.00"


async def test_an_order_is_for_payees_here(bank: World, mei: Person) -> None:
    payee = await adds_elsewhere(mei, "6222020000001234567")
    said = await mei.call(
        "order.make", source=mei.current, payee=payee, amount=yuan("1.00"), every="once", first_on="2099-01-01"
    )
    assert said.code == "payee_elsewhere"
