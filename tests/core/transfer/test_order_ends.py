"""What ends an order or lets it rest, each with a reason that its owner reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.core.transfer.order_steps import Trio, on, only, orders, today, works
from tests.world import World


async def test_a_removed_payee_ends_it_with_a_reason(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day)
    await mei.call("payee.remove", payee=payee)

    with on(bank, day, 9):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        assert (order["state"], order["reason"], order["runs"]) == ("ended", "收款人已删除", [])
        assert await mei.balance() == "1000.00"


@pytest.mark.parametrize(
    ("state", "whose", "said", "reason"),
    [
        (2, "payer", "ended", "付款或收款账户已销户"),
        (2, "payee", "ended", "付款或收款账户已销户"),
        (1, "payer", "paused", "付款账户已冻结"),
    ],
)
async def test_an_account_closed_or_frozen_ends_or_rests_it(
    bank: World, trio: Trio, state: int, whose: str, said: str, reason: str
) -> None:
    mei, wang, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day)
    account = mei.current if whose == "payer" else wang.current
    turn = "UPDATE ledger_account SET state = $2 WHERE id = $1"
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute(turn, account, state)

    with on(bank, day, 9):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        assert (order["state"], order["reason"]) == (said, reason)
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute(turn, account, 0)
    assert await wang.balance() == "0.00"


async def test_a_lower_limit_of_ones_own_rests_it_until_it_is_let_go_on(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    number = await orders(mei, payee, day, every="week")
    own = "INSERT INTO limit_transfer (subject, asset, per_transfer) VALUES ($1, 'CNY', 5000)"
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute(own, mei.party)

    with on(bank, day, 9):
        await works(bank)
        await mei.signs_in()
        order = await only(mei)
        assert (order["state"], order["reason"], order["next_on"]) == ("paused", "超过您的单笔转账限额", None)
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE limit_transfer SET per_transfer = 10000 WHERE subject = $1", mei.party)
    with on(bank, day + timedelta(days=10), 12):
        await mei.signs_in()
        said = await mei.call("order.resume", order=number)
        assert said.body == {"next_on": (day + timedelta(days=14)).isoformat()}, "what went by is not paid"
        await works(bank)
        assert await mei.balance() == "1000.00"
    with on(bank, day + timedelta(days=14), 9):
        await works(bank)
        await mei.signs_in()
        assert await mei.balance() == "900.00"


async def test_over_the_days_limit_it_is_said_at_the_end_of_the_day(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=1)
    await orders(mei, payee, day, every="week")
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE ledger_account SET day_cap = 5000 WHERE id = $1", mei.current)

    with on(bank, day, 18):
        await works(bank)
        await mei.signs_in()
        (run,) = (await only(mei))["runs"]
        assert (run["state"], run["reason"]) == ("failed", "超过当天的转账限额")


async def test_a_payee_removed_or_an_account_closed_ends_it_as_soon_as_it_is_heard(bank: World, trio: Trio) -> None:
    mei, _, payee = trio
    day = today(bank) + timedelta(days=9)
    await orders(mei, payee, day)
    await orders(mei, payee, day, source=mei.savings)
    kin = await mei.adds(await bank.customer("顾念慈"))
    await orders(mei, kin, day)

    asked = await mei.call("account.close", account=mei.savings)
    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "ok"
    await bank.facts_arrive()
    listed = (await mei.call("order.list")).body["orders"]
    assert sorted((o["to"], o["state"], o["reason"] or "") for o in listed) == [
        ("王海", "active", ""), ("王海", "ended", "付款或收款账户已销户"), ("顾念慈", "active", ""),
    ]  # fmt: skip

    await mei.call("payee.remove", payee=payee)
    await bank.facts_arrive()
    listed = (await mei.call("order.list")).body["orders"]
    assert sorted((o["to"], o["state"]) for o in listed) == [
        ("王海", "ended"), ("王海", "ended"), ("顾念慈", "active"),
    ]  # fmt: skip
