"""The end of a day: to the last part of a fen, and nothing twice, wherever it was killed."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from tests.core.closing.conftest import Days
from tests.faults.faults_edge import WAYS, How, breaking
from tests.world import Cast, Person, Row, World, asks, gets, sycee, yuan

from sycee.app.eod import close_until
from sycee.core import closing
from sycee.core.closing import _run
from sycee.core.deposit import PARTS
from sycee.kit.capability import Runner
from sycee.kit.money import CNY, Money

_STEPS = gets("not_found", owner="not_found", anonymous="not_found")


def _to_pay(cast: Cast) -> dict[str, Any]:
    return {"account": cast.owner.savings, "into": cast.owner.savings, "on": "2027-12-20"}


MATRIX = {
    "account.statements": (
        Row(asks(lambda c: {"account": c.owner.current}), gets("no_such_account"), never={"account": 999_999_999}),
    ),
    "deposit.mine": (Row(asks(lambda _: {}), gets("ok")),),
    "deposit.book": (Row(asks(lambda _: {"day": "2027-12-20"}), _STEPS),),
    "deposit.credit": (Row(asks(_to_pay), _STEPS),),
}

RATE = 9_500
_OWED = """
SELECT h.purpose, a.credits - a.debits AS minor FROM ledger_house h JOIN ledger_account a ON a.id = h.account_id
WHERE h.purpose LIKE 'interest%'
"""
_CARRY = "SELECT coalesce((SELECT carry FROM deposit_day WHERE booked IS NOT NULL ORDER BY day DESC LIMIT 1), 0)"


async def saver(branch: World, name: str, cny: str) -> Person:
    """Somebody with this much in savings."""
    who = await branch.customer(name)
    await branch.brings_in(who.savings, cny)
    return who


async def parts(branch: World, account: int) -> int:
    async with branch.bank.db.writers.acquire() as connection:
        return int(await connection.fetchval("SELECT parts FROM deposit_accrued WHERE account_id = $1", account))


async def house(branch: World) -> dict[str, int]:
    async with branch.bank.db.writers.acquire() as connection:
        return {r["purpose"]: r["minor"] for r in await connection.fetch(_OWED)}


async def it_adds_up(branch: World) -> None:
    """What the bank owes is what all accounts have earned and not been paid, to the last part."""
    async with branch.bank.db.writers.acquire() as connection:
        outstanding = int(await connection.fetchval("SELECT coalesce(sum(parts), 0) FROM deposit_accrued"))
        carry = int(await connection.fetchval(_CARRY))
        unbooked = int(
            await connection.fetchval("SELECT coalesce(sum(parts), 0) FROM deposit_day WHERE booked IS NULL")
        )
    owed = (await house(branch))["interest_payable"]
    assert owed * PARTS + carry + unbooked == outstanding


async def test_a_day_earns_the_balance_at_its_end_to_the_last_part(branch: World, days: Days) -> None:
    mei, wang = await saver(branch, "李梅", "10000.01"), await saver(branch, "王海", "0.01")
    days.on(11, 26)

    assert await close_until(branch.bank, date(2027, 11, 25)) == [date(2027, 11, 25)]

    assert await parts(branch, mei.savings) == 1_000_001 * RATE
    assert await parts(branch, wang.savings) == 1 * RATE
    booked = (1_000_002 * RATE) // PARTS
    assert await house(branch) == {"interest_expense": -booked, "interest_payable": booked, "interest_residue": 0}
    await it_adds_up(branch)
    await mei.signs_in()
    (earning,) = (await mei.call("deposit.mine")).body["accounts"]
    assert (earning["rate"], earning["earned"]["amount"], earning["paid_next"]) == ("0.95", "0.26", "2027-12-20")


async def test_a_day_is_closed_once_and_only_when_it_is_over(branch: World, days: Days) -> None:
    mei = await saver(branch, "李梅", "10000.00")
    assert closing.closable(branch.bank.clock()) == date(2027, 11, 24)
    days.on(11, 26, 0, minute=29)
    assert closing.closable(branch.bank.clock()) == date(2027, 11, 24)
    days.on(11, 26, 0, minute=30)
    assert closing.closable(branch.bank.clock()) == date(2027, 11, 25)

    assert len(await close_until(branch.bank, date(2027, 11, 25))) == 1
    before = await parts(branch, mei.savings), await house(branch)
    assert await close_until(branch.bank, date(2027, 11, 25)) == []
    await asyncio.gather(*(close_until(branch.bank, date(2027, 11, 25)) for _ in range(4)))
    assert (await parts(branch, mei.savings), await house(branch)) == before


async def test_interest_is_paid_on_the_twentieth_and_what_is_less_than_a_fen_is_carried_on(
    branch: World, days: Days
) -> None:
    mei, wang = await saver(branch, "李梅", "10000.00"), await saver(branch, "王海", "3.00")
    days.on(12, 21)

    closed = await close_until(branch.bank, date(2027, 12, 20))

    assert len(closed) == 26
    minor, rest = divmod(26 * 1_000_000 * RATE, PARTS)
    assert (minor, await parts(branch, mei.savings)) == (676, rest)
    await mei.signs_in()
    assert await mei.balance(mei.savings) == "10006.76"
    (entry, *_) = (await mei.call("book.entries", accounts=[f"own:{mei.savings}"])).body["entries"]
    assert (entry["kind"], entry["amount"]["amount"]) == ("interest", "6.76")
    assert await wang.signs_in()
    assert await wang.balance(wang.savings) == "3.00", "less than a fen is not paid"
    assert await parts(branch, wang.savings) == 26 * 300 * RATE
    await it_adds_up(branch)
    days.on(12, 22)
    await close_until(branch.bank, date(2027, 12, 21))
    assert await parts(branch, mei.savings) == rest + 1_000_676 * RATE, "interest earns interest, and the rest is kept"
    await branch.facts_arrive()
    await mei.signs_in()
    titles = [m["title"] for m in (await mei.call("message.list")).body["messages"]]
    assert any("6.76" in title for title in titles)


async def test_an_account_that_was_closed_is_paid_into_another_and_leaves_its_rest(branch: World, days: Days) -> None:
    mei = await saver(branch, "李梅", "10000.00")
    days.on(11, 26)
    await close_until(branch.bank, date(2027, 11, 25))
    await mei.signs_in()
    await mei.call("transfer.own", source=mei.savings, target=mei.current, amount=yuan("10000.00"))
    asked = await mei.call("account.close", account=mei.savings)
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    days.on(12, 21)

    await close_until(branch.bank, date(2027, 12, 20))

    await mei.signs_in()
    minor, rest = divmod(1_000_000 * RATE, PARTS)
    assert await mei.balance() == f"{10000 + minor / 100:.2f}"
    assert await parts(branch, mei.savings) == 0
    async with branch.bank.db.writers.acquire() as connection:
        kept = await connection.fetchval("SELECT parts FROM deposit_accrued WHERE owner = 0")
    assert kept == rest
    await it_adds_up(branch)


class _Killed(BaseException):
    """The process dies here."""


async def test_killed_in_every_piece_and_after_every_step_of_the_till_nothing_is_twice(
    branch: World, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small pieces over six savers. Each piece is done and then lost once before it commits; what the till has booked
    for it meanwhile stands, and after each booking the process dies once."""
    monkeypatch.setattr(_run, "_ACCRUE", 2)
    monkeypatch.setattr(_run, "_CREDIT", 2)
    monkeypatch.setattr(_run, "_STATEMENTS", 4)
    days.on(12, 20)
    savers = [await saver(branch, name, f"{n}0000.00") for n, name in enumerate("赵钱孙李周吴", 1)]
    days.on(12, 21)
    real_some, real_run, booked, deaths = closing.close_some, Runner.run, set(), 0
    calls = itertools.count(1)

    async def some(ctx: Any, until: date) -> Any:
        done = await real_some(ctx, until)
        if next(calls) % 2:
            raise _Killed
        return done

    async def run(self: Runner, ctx: Any, verb: Any, raw: bytes) -> bytes:
        answer = await real_run(self, ctx, verb, raw)
        if verb.name.startswith("deposit.") and (verb.name, raw) not in booked:
            booked.add((verb.name, raw))
            raise _Killed
        return answer

    monkeypatch.setattr("sycee.core.closing.close_some", some)
    monkeypatch.setattr(Runner, "run", run)
    while True:
        try:
            await close_until(branch.bank, date(2027, 12, 20))
            break
        except _Killed:
            deaths += 1
        await asyncio.sleep(0)

    assert (len(booked), deaths) >= (7, 15), "one day's booking and six payments, and every piece"
    for n, who in enumerate(savers, 1):
        minor, rest = divmod(n * 1_000_000 * RATE, PARTS)
        assert await parts(branch, who.savings) == rest
        await who.signs_in()
        assert await who.balance(who.savings) == Money(n * 1_000_000 + minor, CNY).major
    async with branch.bank.db.writers.acquire() as connection:
        run_of = await connection.fetchrow("SELECT * FROM closing_run")
        assert await connection.fetchval("SELECT count(*) FROM ledger_entry WHERE kind = 'interest'") == 14
    assert (run_of["step"], run_of["accounts"]) == ("done", 6)
    await it_adds_up(branch)


async def far(branch: World) -> Any:
    """How far a night has come: what differs only where something was done and kept."""
    async with branch.bank.db.writers.acquire() as connection:
        return await connection.fetchrow(
            "SELECT (SELECT string_agg(r::text, ' ' ORDER BY r::text) FROM closing_run r) AS runs, "
            "(SELECT count(*) FROM ledger_entry) AS entries, (SELECT sum(parts) FROM deposit_accrued) AS parts"
        )


@pytest.mark.parametrize("how", WAYS)
async def test_whichever_statement_of_a_night_fails_and_however_it_is_done_once(
    branch: World, days: Days, monkeypatch: pytest.MonkeyPatch, how: How
) -> None:
    """From wherever the night has come to, its first statement fails, then its second, until one more piece is done;
    and so on from there. Interest is earned, booked and paid in it."""
    for size in ("_ACCRUE", "_CREDIT", "_STATEMENTS"):
        monkeypatch.setattr(_run, size, 4)
    days.on(12, 20)
    savers = [await saver(branch, name, f"{n}0000.00") for n, name in enumerate("赵钱孙", 1)]
    days.on(12, 21)
    nth, broken_at, reached = 0, set(), await far(branch)
    while True:
        nth += 1
        with breaking(nth, how) as broken, suppress(Exception):
            await close_until(branch.bank, date(2027, 12, 20))
        if not broken.happened:
            break
        broken_at.add(broken.statement)
        if (now := await far(branch)) != reached:
            nth, reached = 0, now

    await close_until(branch.bank, date(2027, 12, 20))
    assert len(broken_at) > 15, broken_at
    for n, who in enumerate(savers, 1):
        minor, rest = divmod(n * 1_000_000 * RATE, PARTS)
        assert await parts(branch, who.savings) == rest
        await who.signs_in()
        assert await who.balance(who.savings) == Money(n * 1_000_000 + minor, CNY).major
    async with branch.bank.db.writers.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM ledger_entry WHERE kind = 'interest'") == 8
    await it_adds_up(branch)


async def test_the_jobs_close_each_night_by_themselves_and_make_up_for_nights_that_were_missed(
    branch: World, days: Days
) -> None:
    mei = await saver(branch, "李梅", "10000.00")
    worker = branch.bank.worker()

    async def works() -> None:
        await worker.schedule()
        while await worker.once():
            pass

    days.on(11, 26, 0, minute=31)
    await works()
    assert await parts(branch, mei.savings) == 1_000_000 * RATE
    days.on(11, 29, 8)
    await works()
    assert await parts(branch, mei.savings) == 4 * 1_000_000 * RATE
    async with branch.bank.db.writers.acquire() as connection:
        runs = await connection.fetch("SELECT day, step, accounts, done_at FROM closing_run ORDER BY day")
    assert [(r["day"].day, r["step"]) for r in runs] == [(25, "done"), (26, "done"), (27, "done"), (28, "done")]
    assert all(r["done_at"] and r["accounts"] == 1 for r in runs)


async def test_statements_are_made_when_a_month_is_over_and_are_what_the_entries_say(branch: World, days: Days) -> None:
    mei = await branch.customer("李梅", cny="100.00")
    wang = await branch.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "30.00")
    assert (await mei.confirms(asked.body["facts"]["proposal"])).status == 200
    days.on(12, 1)
    await close_until(branch.bank, date(2027, 11, 30))
    await mei.signs_in()

    said = (await mei.call("account.statements", account=mei.current)).body
    (november,) = said["statements"]
    assert (november["month"], november["entries"]) == ("2027-11-01", 2)
    assert [november[k]["amount"] for k in ("opening", "income", "outgo", "closing")] == [
        "0.00", "100.00", "30.00", "70.00",
    ]  # fmt: skip
    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("20.00"))
    days.on(1, 1, year=2028)
    await close_until(branch.bank, date(2027, 12, 31))
    await mei.signs_in()

    december, again = (await mei.call("account.statements", account=mei.current)).body["statements"]
    assert again == november, "a statement stays as it was made"
    assert [december[k]["amount"] for k in ("opening", "income", "outgo", "closing")] == [
        "70.00", "0.00", "20.00", "50.00",
    ]  # fmt: skip
    await wang.signs_in()
    assert (await wang.call("account.statements", account=mei.current)).code == "no_such_account"


async def test_a_bank_with_a_past_makes_the_statements_of_all_its_months_and_earns_since_interest_was_last_due(
    branch: World, days: Days
) -> None:
    days.on(7, 10)
    mei = await saver(branch, "李梅", "10000.00")
    days.on(11, 26)

    closed = await close_until(branch.bank, date(2027, 11, 25))

    assert (closed[0], len(closed)) == (date(2027, 9, 21), 66)
    assert await parts(branch, mei.savings) == 66 * 1_000_000 * RATE
    await mei.signs_in()
    months = [s["month"] for s in (await mei.call("account.statements", account=mei.savings)).body["statements"]]
    assert months == ["2027-10-01", "2027-09-01", "2027-08-01", "2027-07-01"]


async def test_the_command_closes_what_is_over_and_no_more(bank: World) -> None:
    home = bank.bank.settings.home
    nothing, early = await asyncio.gather(sycee(home, "eod"), sycee(home, "eod", "--day", "2999-01-01"))

    assert (nothing.status, nothing.err) == (0, "")
    assert "nothing to do" in nothing.out
    assert early.status == 1
    assert "2999-01-01 is not over" in early.err


async def test_at_a_months_end_its_statement_is_told_once_to_whoever_had_entries(branch: World, days: Days) -> None:
    mei, still = await saver(branch, "李梅", "10000.00"), await branch.customer("王海")
    await branch.brings_in(mei.current, "5.00")  # two accounts, one statement
    days.on(12, 1)
    await close_until(branch.bank, date(2027, 11, 30))
    await branch.facts_arrive()

    for who, titles in ((mei, ["2027 年 11 月账单已出"]), (still, [])):
        await who.signs_in()
        told = (await who.call("message.list")).body["messages"]
        assert [one["title"] for one in told if "账单" in one["title"]] == titles
    listed = (await mei.call("statement.list")).body["months"]
    assert [(one["month"], one["over"], one["ready_at"] is not None) for one in listed] == [("2027-11", True, True)]
