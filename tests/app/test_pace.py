"""A clock that runs an hour a second: what a person has to keep up with lasts as long for them as ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from tests.core.transfer.order_steps import only, today, works
from tests.world import Person, World

PACE = 3600


@pytest.fixture
async def fast(bank: World) -> AsyncIterator[World]:
    """The same bank, as a process shows it whose clock runs faster."""
    shown = World(replace(bank.bank, pace=PACE), bank.hands)
    yield shown
    await shown.close()


async def person(bank: World, fast: World, cny: str) -> Person:
    """Somebody who looks at the fast one."""
    return await replace(await bank.customer("周亦澜", cny=cny), world=fast).signs_in()


async def test_a_session_outlives_minutes_of_people_and_not_a_quarter_of_an_hour(bank: World, fast: World) -> None:
    mei = await person(bank, fast, "10")

    with bank.hands.later(minutes=9 * PACE):
        assert (await mei.call("account.list")).status == 200
    with bank.hands.later(minutes=25 * PACE):
        assert (await mei.call("account.list")).status == 401


async def test_a_payment_is_proven_in_a_persons_own_time(bank: World, fast: World) -> None:
    mei, wang = await person(bank, fast, "900"), await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "300.00")

    with bank.hands.later(minutes=8 * PACE):
        proposal = asked.body["facts"]["proposal"]
        sent = await mei.call("proposal.challenge", proposal=proposal)
        code = await mei.code()
        with bank.hands.later(minutes=2 * PACE - 600):
            assert sent.status == 200
            assert (await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)).code == "ok"

    assert await mei.balance() == "600.00"


async def test_tries_are_counted_over_a_persons_minutes(bank: World, fast: World) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    wrong = {"phone": mei.phone, "password": "not-this-one-88"}

    said = []
    for _ in range(11):
        said.append((await fast.call("session.start", wrong, address="10.99.1.1")).code)
    with bank.hands.later(minutes=5 * PACE):
        later = (await fast.call("session.start", wrong, address="10.99.1.2")).code
    with bank.hands.later(minutes=16 * PACE):
        forgotten = (await fast.call("session.start", wrong, address="10.99.1.3")).code

    assert (said[0], said[-1], later) == ("wrong_credentials", "too_many", "too_many")
    assert forgotten == "wrong_credentials"


async def test_a_code_to_be_paid_by_lasts_a_persons_day(bank: World, fast: World) -> None:
    mei = await person(bank, fast, "10")
    said = await mei.call("collect.make", account=mei.current, amount={"amount": "1.00", "asset": "CNY"})

    with bank.hands.later(minutes=5 * PACE):
        shown = await mei.call("collect.show", code=said.body["code"])

    assert shown.body["state"] == "open"


async def test_an_order_that_begins_today_may_be_proven_in_a_persons_own_time(bank: World, fast: World) -> None:
    mei, wang = await person(bank, fast, "900"), await bank.customer("王海")
    asked = await mei.call(
        "order.make", source=mei.current, payee=await mei.adds(wang), amount={"amount": "5.00", "asset": "CNY"},
        first_on=today(bank).isoformat(), every="once",
    )  # fmt: skip

    with bank.hands.later(minutes=8 * PACE):
        done = await mei.confirms(asked.body["facts"]["proposal"])
        await works(bank)
        order = await only(mei)

    assert done.code == "ok", done
    assert [run["state"] for run in order["runs"]] == ["done"]
    assert await mei.balance() == "895.00"
