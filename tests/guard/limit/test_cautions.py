"""Cautions: on a new device, and after what proves a customer has changed, little goes for a while, whoever asks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.world import Passkey, Person, Row, World, asks, gets, yuan

from sycee.kit.time import bank_day

MATRIX = {"limit.cautions": (Row(asks(lambda _: {}), gets("ok")),)}
_ENTER = {"Content-Type": "application/json", "X-Sycee": "app"}


async def on_a_new_browser(bank: World, person: Person, device: str = "") -> tuple[Person, str]:
    """The same person, signed in on a browser that names itself so or gets a name; and that name."""
    cookie = {"Cookie": f"__Host-sycee-device={device}"} if device else {}
    said = await bank.http.post(
        "/v1/session/start", json={"phone": person.phone, "password": person.password},
        headers={**_ENTER, **cookie, "Idempotency-Key": str(bank.new_key())},
    )  # fmt: skip
    assert said.status_code == 200, said.text
    bank.http.cookies.clear()
    set_now = dict(pair.split(";")[0].split("=", 1) for pair in said.headers.get_list("set-cookie"))
    return replace(person, token=set_now["__Host-sycee"]), set_now["__Host-sycee-device"]


async def pays(person: Person, payee: int, amount: str) -> Any:
    """A payment with its proof: what the bank answers at the first step that it refuses, or at the last."""
    asked = await person.sends(payee, amount)
    return asked if asked.code != "step_up_needed" else await person.confirms(asked.body["facts"]["proposal"])


async def held(person: Person) -> list[tuple[str, str]]:
    found = (await person.call("limit.cautions")).body["cautions"]
    return [(one["why"], one["left"]["amount"]) for one in found]


async def two(bank: World) -> tuple[Person, int]:
    mei, wang = await bank.customer("李梅", cny="90000"), await bank.customer("王海")
    return mei, await bank.was_added_long_ago(await mei.adds(wang))


async def test_the_first_device_knows_no_caution(bank: World) -> None:
    mei, payee = await two(bank)

    assert await held(mei) == []
    assert (await pays(mei, payee, "20000.00")).code == "ok"


async def test_a_new_device_pays_little_for_a_day_and_the_old_one_as_before(bank: World) -> None:
    mei, payee = await two(bank)
    there, name = await on_a_new_browser(bank, mei)

    assert await held(there) == [("new_device", "10000.00")]
    assert (await pays(there, payee, "9000.00")).code == "ok"
    said = await pays(there, payee, "1000.01")
    assert (said.code, said.body["facts"]["limit"], said.body["facts"]["why"]) == (
        "over_limit", yuan("1000.00"), "new_device",
    )  # fmt: skip
    assert "这台设备刚开始使用" in said.body["say"]
    assert await held(mei) == []
    assert (await pays(mei, payee, "20000.00")).code == "ok"

    again, _ = await on_a_new_browser(bank, mei, name)
    assert await held(again) == [("new_device", "1000.00")], "signing in anew begins nothing anew"
    with bank.hands.later(minutes=24 * 60 + 1):
        later, _ = await on_a_new_browser(bank, mei, name)
        assert await held(later) == []
        assert (await pays(later, payee, "20000.00")).code == "ok"


async def test_proofs_at_the_same_moment_do_not_go_over_it_together(bank: World) -> None:
    mei, payee = await two(bank)
    there, _ = await on_a_new_browser(bank, mei)
    passkey = Passkey(counts=False)
    await there.adds_passkey(passkey)
    proposals = [(await there.sends(payee, "4000.00")).body["facts"]["proposal"] for _ in range(5)]

    said = await asyncio.gather(*(there.asserts(one, passkey) for one in proposals))

    assert sorted(one.code for one in said) == ["ok", "ok", *["over_limit"] * 3]
    assert await mei.balance() == "82000.00"


@pytest.mark.parametrize("change", ["passkey", "totp", "revoked"])
async def test_after_a_change_of_what_proves_them_a_customer_pays_little_everywhere(bank: World, change: str) -> None:
    mei, payee = await two(bank)
    elsewhere = replace(mei)
    await elsewhere.signs_in()
    passkey = Passkey()
    if change == "totp":
        await mei.adds_totp()
    else:
        key = await mei.adds_passkey(passkey)
    if change == "revoked":
        with bank.hands.later(minutes=24 * 60 + 1):
            await mei.signs_in()
            assert await held(mei) == []
            assert (await mei.call("device.revoke_key", device=key, password=mei.password)).code == "ok"
            assert await held(mei) == [("factor", "10000.00")]
            return

    for session in (mei, elsewhere):
        assert await held(session) == [("factor", "10000.00")]
        assert (await session.sends(payee, "10000.01")).code == "over_limit"
    own = await mei.call("transfer.own", source=mei.current, target=mei.savings, amount=yuan("30000.00"))
    assert own.code == "ok", "between one's own accounts nothing leaves"


async def orders(person: Person, payee: int, amount: str, days: int) -> str:
    """An order for in so many days, agreed to with its proof: what the bank said in the end."""
    day = bank_day(person.world.bank.clock()) + timedelta(days=days)
    asked = await person.call(
        "order.make", source=person.current, payee=payee, amount=yuan(amount), first_on=day.isoformat(), every="once"
    )
    if asked.code != "step_up_needed":
        return asked.code
    said = await person.confirms(asked.body["facts"]["proposal"])
    return said.code if said.code != "overtaken" else str(said.body["facts"]["refused"])


async def test_an_order_for_later_is_no_way_round(bank: World) -> None:
    mei, payee = await two(bank)
    there, _ = await on_a_new_browser(bank, mei)

    assert await orders(there, payee, "10000.01", 0) == "over_limit"
    assert [await orders(there, payee, "4000.00", 0) for _ in range(3)] == ["ok", "ok", "over_limit"]
    assert await held(there) == [("new_device", "2000.00")]
    assert await orders(there, payee, "4000.00", 2) == "over_limit", "more than is left is not agreed to either"
    assert await orders(there, payee, "2000.00", 2) == "ok"
    assert await held(there) == [("new_device", "2000.00")], "the bank is cautious no longer when it is paid"
