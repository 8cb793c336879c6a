"""Orders: agreed to once with a proof, paid on each of their dates exactly once, and never beyond what was agreed."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.core.transfer.order_steps import Trio, on, only, orders, today, works
from tests.world import Cast, Row, World, asks, gets, yuan

from sycee.core.transfer import _order_due
from sycee.kit.ids import derived_id
from sycee.kit.time import BANK_ZONE

NEVER = str(uuid4())
_ENDED = "UPDATE transfer_order SET state = 'ended' WHERE owner = $1"
_PAUSED = "UPDATE transfer_order SET state = 'paused', reason = 'over_limit' WHERE id = $1"


async def _tomorrow(cast: Cast, payee: int) -> dict[str, Any]:
    await cast.world.forgets_tries()
    async with cast.world.bank.db.writers.acquire() as connection:
        await connection.execute(_ENDED, cast.owner.party)
    day = (today(cast.world) + timedelta(days=40)).isoformat()
    return {"payee": payee, "first_on": day, "amount": yuan("0.01"), "every": "once"}


async def _to_make(cast: Cast) -> dict[str, Any]:
    return {"source": cast.owner.current, **await _tomorrow(cast, cast.payee)}


async def _made(cast: Cast) -> str:
    ask = await _tomorrow(cast, cast.payee)
    day = date.fromisoformat(ask["first_on"])
    return await orders(cast.owner, cast.payee, day, amount=ask["amount"], every="month")


async def _to_end(cast: Cast) -> dict[str, Any]:
    return {"order": await _made(cast)}


async def _to_skip(cast: Cast) -> dict[str, Any]:
    number = await _made(cast)
    return {"order": number, "on": (today(cast.world) + timedelta(days=40)).isoformat()}


async def _to_resume(cast: Cast) -> dict[str, Any]:
    number = await _made(cast)
    async with cast.world.bank.db.writers.acquire() as connection:
        await connection.execute(_PAUSED, UUID(number))
    return {"order": number}


async def _to_run(cast: Cast) -> dict[str, Any]:
    return {"order": await _made(cast), "on": today(cast.world).isoformat(), "attempt": 0}


MATRIX = {
    "order.list": (Row(asks(lambda _: {}), gets("ok")),),
    "order.make": (
        Row(_to_make, gets("no_such_account", owner="step_up_needed"), theirs=lambda c: {"payee": c.their_payee},
            never={"source": 999_999_999}),
        Row(_to_make, gets("payee_not_found", owner="step_up_needed"), theirs=lambda c: {"source": c.stranger.current},
            never={"payee": 999_999_999}),
    ),
    "order.end": (Row(_to_end, gets("no_such_order"), never={"order": NEVER}),),
    "order.skip": (Row(_to_skip, gets("no_such_order"), never={"order": NEVER}),),
    "order.resume": (Row(_to_resume, gets("no_such_order"), never={"order": NEVER}),),
    # The bank's own step: on no channel, so that no caller from outside reaches it, its owner no more than others.
    "order.run": (Row(_to_run, gets("not_found", owner="not_found", anonymous="not_found")),),
}  # fmt: skip


async def test_an_order_is_shown_whole_and_made_by_a_proof(bank: World, trio: Trio) -> None:
    mei, wang, payee = trio
    first = date(today(bank).year + 1, 1, 31)

    asked = await mei.call(
        "order.make", source=mei.current, payee=payee, amount=yuan("100.00"), first_on=first.isoformat(),
        every="month", memo="房租",
    )  # fmt: skip

    assert asked.code == "step_up_needed"
    assert {line["value"] for line in asked.body["facts"]["shown"]} >= {
        "王海", f"**** {wang.number[-4:]}", "100.00 CNY", f"{first} 09:00", "每月 31 日（短月为最后一天）", "房租",
        "直到您取消，最长十年",
    }  # fmt: skip
    assert (await mei.call("order.list")).body["orders"] == [], "nothing is made before the proof"
    done = await mei.confirms(asked.body["facts"]["proposal"])
    assert done.body["answer"]["next_on"] == first.isoformat()
    async with bank.bank.db.writers.acquire() as connection:
        terms = await connection.fetchrow("SELECT * FROM access_mandate WHERE subject = $1", mei.party)
    assert str(terms["evidence"]) == asked.body["facts"]["proposal"], "the mandate rests on this very proof"
    assert (terms["account"], terms["to_account"], terms["each"]) == (mei.current, wang.current, 10_000)
    order = await only(mei)
    assert (order["to"], order["state"], order["next_on"]) == ("王海", "active", first.isoformat())
    assert order["how_often"] == "每月 31 日（短月为最后一天）"


async def test_it_is_paid_on_its_day_at_nine_and_no_sooner(bank: World, trio: Trio) -> None:
    mei, wang, payee = trio
    day = today(bank) + timedelta(days=3)
    number = await orders(mei, payee, day, every="once", memo="押金")

    with on(bank, day, 8, 58):
        await works(bank)
        assert await wang.signs_in()
        assert await wang.balance() == "0.00"
    with on(bank, day, 9):
        await works(bank)
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        (run,) = order["runs"]
        assert (run["on"], run["state"]) == (day.isoformat(), "done")
        assert (order["order"], order["state"], order["reason"]) == (number, "ended", "已全部完成")
        receipt = (await mei.call("transfer.receipt", transfer=run["transfer"])).body
        assert (receipt["to"], receipt["memo"]) == ("王海", "押金")
        assert await mei.balance() == "900.00"


async def test_a_standing_order_pays_each_of_its_months_once(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    first = date(today(bank).year + 1, 1, 31)
    await orders(mei, payee, first, until=date(first.year, 4, 30).isoformat())

    for day in (first, date(first.year, 3, 1) - timedelta(days=1), date(first.year, 3, 31), date(first.year, 4, 30)):
        with on(bank, day, 9):
            await works(bank)
    with on(bank, date(first.year, 6, 1), 9):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)

    assert [run["on"][5:] for run in order["runs"]][-1] == "01-31"
    assert [run["state"] for run in order["runs"]] == ["done"] * 4
    assert order["state"] == "ended"
    await mei.signs_in()
    assert await mei.balance() == "600.00"


async def test_a_bank_that_was_down_for_weeks_pays_each_date_once_when_it_is_up(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day, every="week", amount=yuan("10.00"))

    with on(bank, day + timedelta(days=23), 12):
        await asyncio.gather(*(works(bank) for _ in range(4)))
        await mei.signs_in()
        order = await only(mei)
        assert [run["state"] for run in order["runs"]] == ["done"] * 4
        assert order["next_on"] == (day + timedelta(days=28)).isoformat()
        assert await mei.balance() == "960.00"


async def test_without_money_it_is_tried_four_times_that_day_then_said_and_the_next_month_goes_on(
    bank: World, trio: Trio
) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=2)
    await orders(mei, payee, day, amount=yuan("1500.00"), every="week")

    for hour, tried_next in ((9, 12), (12, 15), (15, 18)):
        with on(bank, day, hour):
            await works(bank)
            await mei.signs_in()
            order = await only(mei)
            when = datetime.fromisoformat(order["next_at"]).astimezone(BANK_ZONE)
            assert (order["state"], when.hour, order["runs"]) == ("active", tried_next, [])
    with on(bank, day, 18):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        (run,) = order["runs"]
        assert (run["state"], run["reason"]) == ("failed", "当天四次都因余额不足没有转出")
        assert order["next_on"] == (day + timedelta(days=7)).isoformat()
    await bank.brings_in(mei.current, "1000")
    with on(bank, day + timedelta(days=7), 9):
        await works(bank)
        await mei.signs_in()
        assert await mei.balance() == "500.00"


async def test_money_that_comes_by_noon_pays_it_at_noon(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=2)
    await orders(mei, payee, day, amount=yuan("1500.00"), every="once")
    with on(bank, day, 9):
        await works(bank)
    await bank.brings_in(mei.current, "1000")

    with on(bank, day, 12):
        await works(bank)
        await mei.signs_in()
        assert await mei.balance() == "500.00"


@pytest.mark.parametrize("when", ["before_done", "again_later"])
async def test_killed_between_the_payment_and_its_mark_it_pays_once(
    bank: World, trio: Trio, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day)
    dies = asyncio.Event()

    async def killed(*_: object) -> bool:
        dies.set()
        await asyncio.Event().wait()
        return False

    with on(bank, day, 9):
        with monkeypatch.context() as patch:
            patch.setattr(_order_due, "advance", killed)
            dying = asyncio.create_task(bank.bank.worker().once())
            await asyncio.wait_for(dies.wait(), 10)
            dying.cancel()
            await asyncio.gather(dying, return_exceptions=True)
        await mei.signs_in()
        assert await mei.balance() == "900.00", "the payment stands"
        assert (await only(mei))["next_on"] == day.isoformat(), "what follows from it was not written"
    with on(bank, day, 9 if when == "before_done" else 20, 5):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        assert [run["state"] for run in order["runs"]] == ["done"]
        assert order["next_on"] > day.isoformat()
        assert await mei.balance() == "900.00"


async def test_a_job_given_up_after_many_faults_is_taken_up_the_next_day(
    bank: World, trio: Trio, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day)
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE job_due SET state = 'failed' WHERE state = 'due' AND name = 'order.due'")

    with on(bank, day + timedelta(days=1), 9):
        await bank.bank.worker().schedule()
        await works(bank)
        await mei.signs_in()
        assert [run["state"] for run in (await only(mei))["runs"]] == ["done"]


async def test_a_date_that_is_skipped_is_not_paid_and_the_one_after_it_is(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day, every="week")

    said = await mei.call("order.skip", order=number, on=day.isoformat())

    following = day + timedelta(days=7)
    assert said.body == {"next_on": following.isoformat()}
    assert (await mei.call("order.skip", order=number, on=day.isoformat())).code == "order_over"
    with on(bank, following, 9):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        assert [(run["on"], run["state"]) for run in order["runs"]] == [
            (following.isoformat(), "done"), (day.isoformat(), "skipped"),
        ]  # fmt: skip
        assert await mei.balance() == "900.00"


async def test_skipping_the_only_date_ends_it(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day, every="once")

    assert (await mei.call("order.skip", order=number, on=day.isoformat())).body == {"next_on": None}
    assert (await only(mei))["state"] == "ended"


async def test_a_date_skipped_at_the_moment_it_is_due_is_skipped_or_paid_never_both(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day, every="week", amount=yuan("1.00"))

    with on(bank, day, 9):
        await mei.signs_in()
        said, _ = await asyncio.gather(mei.call("order.skip", order=number, on=day.isoformat()), works(bank))
        await works(bank)
        order = await only(mei)
        (run,) = order["runs"]
        assert run["state"] == ("skipped" if said.code == "ok" else "done")
        assert await mei.balance() == ("1000.00" if said.code == "ok" else "999.00")
        assert order["next_on"] == (day + timedelta(days=7)).isoformat()


async def test_an_ended_order_pays_nothing_and_its_mandate_is_gone(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day)

    assert (await mei.call("order.end", order=number)).code == "ok"
    assert (await mei.call("order.end", order=number)).code == "ok", "ended is ended"
    for verb, ask in (("order.skip", {"on": day.isoformat()}), ("order.resume", {})):
        assert (await mei.call(verb, order=number, **ask)).code == "order_over"
    with on(bank, day, 9):
        await works(bank)
        await mei.signs_in()
        assert (await only(mei))["reason"] == "您已取消"
        assert await mei.balance() == "1000.00"
    async with bank.bank.db.writers.acquire() as connection:
        left = "SELECT count(*) FROM access_mandate WHERE subject = $1 AND ended_at IS NULL"
        assert await connection.fetchval(left, mei.party) == 0


async def test_what_no_order_can_be_is_refused_before_a_proof_is_asked_for(bank: World, trio: Trio) -> None:
    mei, wang, payee = trio
    day = today(bank)
    good: dict[str, Any] = {
        "source": mei.current, "payee": payee, "amount": yuan("1.00"), "first_on": day.isoformat(), "every": "month",
    }  # fmt: skip
    for change, no in (
        ({"first_on": (day - timedelta(days=1)).isoformat()}, "bad_input"),
        ({"first_on": (day + timedelta(days=800)).isoformat()}, "bad_input"),
        ({"first_on": "2026-02-30"}, "bad_input"),
        ({"until": (day - timedelta(days=1)).isoformat()}, "bad_input"),
        ({"until": (day + timedelta(days=4000)).isoformat()}, "bad_input"),
        ({"until": day.isoformat(), "every": "once"}, "bad_input"),
        ({"every": "day"}, "bad_input"),
        ({"amount": yuan("0.00")}, "amount_not_positive"),
        ({"amount": yuan("600000.00")}, "over_limit"),
        ({"payee": 999_999_999}, "payee_not_found"),
        ({"source": wang.current}, "no_such_account"),
    ):
        assert (await mei.call("order.make", **(good | change))).code == no, change


async def test_orders_have_an_end(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=30)
    await orders(mei, payee, day)
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute(
            "INSERT INTO transfer_order SELECT gen_random_uuid(), owner, account_id, tail, payee, to_account, to_name,"
            " to_tail, asset, minor, memo, first_on, every, until, mandate, state, reason, next_on, next_at, attempt,"
            " made_at, changed_at FROM transfer_order, generate_series(1, 49) WHERE owner = $1", mei.party,
        )  # fmt: skip

    asked = await mei.call(
        "order.make", source=mei.current, payee=payee, amount=yuan("1.00"), first_on=day.isoformat(), every="once"
    )
    said = await mei.confirms(asked.body["facts"]["proposal"])

    assert (said.code, said.body["facts"]["refused"]) == ("overtaken", "orders_full")


async def test_nobody_outside_runs_an_order_nor_under_a_key_of_their_own(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank)
    number = await orders(mei, payee, day + timedelta(days=1))
    ask = {"order": number, "on": day.isoformat(), "attempt": 0}

    assert (await bank.http.post("/v1/order/run", json=ask)).status_code == 404
    key = derived_id("order", number, day.isoformat(), "0")
    assert (await mei.call("payee.check", key=key, to=mei.number)).code == "bad_input", "nor takes the bank's key"


async def test_facts_of_orders_are_told_to_their_owner(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day, every="once")
    with on(bank, day, 9):
        await works(bank)

    async with bank.bank.db.writers.acquire() as connection:
        said = await connection.fetch("SELECT said FROM journal_record WHERE said LIKE $1", f"%{number}%")
    told = [name for name in ("order.changed", "order.done", "order.failed") if any(name in r["said"] for r in said)]
    assert told == ["order.changed", "order.done"]


async def test_at_the_demos_pace_each_date_is_paid_on_its_day(bank: World, trio: Trio) -> None:
    """An hour a second, and a worker that looks twice a second: half an hour goes by between two looks."""
    mei, _, payee = trio
    first = today(bank) + timedelta(days=3)
    await orders(mei, payee, first, every="week", amount=yuan("10.00"))
    worker, days = bank.bank.worker(), 16

    for look in range(days * 48):
        with bank.hands.later(minutes=30 * look):
            await worker.once()

    with bank.hands.later(days=days):
        await mei.signs_in()
        runs = (await only(mei))["runs"]
        assert [run["state"] for run in runs] == ["done"] * 2
        for run in runs:
            paid = datetime.fromisoformat(run["at"]).astimezone(BANK_ZONE)
            assert (paid.date().isoformat(), paid.hour) == (run["on"], 9)
