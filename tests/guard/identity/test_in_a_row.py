"""A hundred wrong tries and no right one between them are the most that anything a customer proves by takes, ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

import pytest
from tests.world import Passkey, Person, Said, World

from sycee.guard.identity import _password, code_now
from sycee.kit.ids import new_id

NEVER, WRONG = "13799990077", "a guess"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts here is how often a password is looked at, not what that costs."""
    monkeypatch.setattr(_password, "_fits", lambda _, password: password != WRONG)


async def guesses(bank: World, phone: str, times: int, after: int = 0) -> set[str]:
    """Wrong tries at the pace that is let through, each from somewhere else; what was said to them."""
    said: set[str] = set()
    for begun in range(0, times, 10):
        with bank.hands.later(minutes=after + 16 * (begun // 10)):
            calls = (
                bank.call("session.start", {"phone": phone, "password": WRONG}, address=f"10.{40 + begun}.0.{n}")
                for n in range(10)
            )
            said |= {one.code for one in await asyncio.gather(*calls)}
    return said


async def tries(bank: World, person: Person, password: str, minutes: int) -> Said:
    with bank.hands.later(minutes=minutes):
        return await bank.call("session.start", {"phone": person.phone, "password": password})


async def at_home(bank: World, person: Person, device: str) -> str:
    headers = {
        "Idempotency-Key": str(new_id(bank.bank.clock())), "X-Sycee": "app", "Cookie": f"__Host-sycee-device={device}",
    }  # fmt: skip
    ask = {"phone": person.phone, "password": person.password}
    said = await bank.http.post("/v1/session/start", json=ask, headers=headers)
    bank.http.cookies.clear()
    return str(said.json().get("code", "ok"))


async def test_a_password_is_closed_to_strangers_alike_and_open_at_home_and_by_passkey(bank: World) -> None:
    mei, home, passkey = await bank.customer("李梅"), token_urlsafe(32), Passkey()
    await mei.adds_passkey(passkey)
    assert await at_home(bank, mei, home) == "ok"

    for phone in (mei.phone, NEVER):
        assert await guesses(bank, phone, 100) == {"wrong_credentials"}
    with bank.hands.later(hours=20):
        closed = [
            await bank.call("session.start", {"phone": phone, "password": mei.password}) for phone in (mei.phone, NEVER)
        ]
        assert {one.code for one in closed} == {"password_closed"}
        assert closed[0] == closed[1], "whether there is such a customer is nobody's to learn"
        assert await at_home(bank, mei, home) == "ok", "who guesses does not lock the customer out"
        elsewhere = await bank.call("session.start", {"phone": mei.phone, "password": mei.password})
        assert elsewhere.code == "password_closed", "nor does a right one at home open it elsewhere"
        asked = (await bank.call("session.ask_passkey", {})).body
        by_passkey = await bank.call(
            "session.start_passkey",
            {"ceremony": asked["ceremony"], "assertion": passkey.signs(asked["challenge"])},
        )
        assert by_passkey.code == "ok", by_passkey
    with bank.hands.later(days=30):
        later = await bank.call("session.start", {"phone": mei.phone, "password": mei.password})
        assert later.code == "password_closed", "it does not open by itself"


async def test_a_right_one_between_them_begins_anew_and_an_open_app_is_no_way_round(bank: World) -> None:
    mei = await bank.customer("李梅")
    assert await guesses(bank, mei.phone, 90) == {"wrong_credentials"}
    assert (await tries(bank, mei, mei.password, 300)).code == "ok"
    assert await guesses(bank, mei.phone, 100, after=400) == {"wrong_credentials"}
    assert (await tries(bank, mei, mei.password, 700)).code == "password_closed"

    said = await mei.call("password.change", old=mei.password, new="another-quiet-canal-9")

    assert said.code == "password_closed"


async def test_wrong_codes_in_a_row_end_codes_until_the_password_was_recovered(bank: World) -> None:
    mei = await bank.customer("李梅")
    opened, wrong = (await mei.call("account.open", kind="current")).body, 0
    while wrong < 100:
        with bank.hands.later(minutes=31 * (wrong // 50)):
            await mei.signs_in()
            asked = await mei.call("account.close", account=opened["id"])
            proposal = asked.body["facts"]["proposal"]
            assert (await mei.call("proposal.challenge", proposal=proposal)).code == "ok"
            right = await mei.code()
            for n in range(5):
                guess = f"{(int(right) + 1 + n) % 10**6:06}"
                said = await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=guess)
                assert said.code == "wrong_code", said
                wrong += 1
            await mei.call("proposal.drop", proposal=proposal)
    with bank.hands.later(hours=3):
        await mei.signs_in()
        asked = await mei.call("account.close", account=opened["id"])
        assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "codes_closed"


async def test_wrong_codes_of_an_authenticator_end_it_until_it_is_added_anew(
    bank: World, wall: Callable[[datetime], None]
) -> None:
    mei = await bank.customer("李梅")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    opened = (await mei.call("account.open", kind="current")).body
    for begun in range(20):
        with bank.hands.later(minutes=16 * begun):
            await mei.signs_in()
            proposal = (await mei.call("account.close", account=opened["id"])).body["facts"]["proposal"]
            said = [await proves(mei, proposal, "000000") for _ in range(5)]
            assert {one.code for one in said} == {"wrong_totp"}
    wall(start + timedelta(seconds=90))
    with bank.hands.later(minutes=16 * 21):
        await mei.signs_in()
        proposal = (await mei.call("account.close", account=opened["id"])).body["facts"]["proposal"]
        assert (await proves(mei, proposal, code_now(secret))).code == "totp_closed"
        assert (await mei.call("device.remove_totp", password=mei.password)).code == "ok"
        secret = await mei.adds_totp()
        wall(start + timedelta(seconds=180))
        assert (await proves(mei, proposal, code_now(secret))).code == "ok"


async def proves(person: Person, proposal: str, code: str) -> Said:
    return await person.call("proposal.confirm", proposal=proposal, factor="totp", code=code)
