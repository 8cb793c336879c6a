"""Signing in at the console: three things at once, each code good once, and one answer to everybody who may not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from tests.world import Cast, Member, Row, World, asks, clerks_get
from tests.world._matrix import CALLERS

from sycee.guard.privacy import sealed_columns
from sycee.guard.staff import code_now

Wall = Callable[[datetime], None]


async def _fresh(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    member = await cast.world.member(signed_in=False)
    return {"login": member.login, "password": member.password, "code": code_now(member.secret)}


_ANYBODY = {caller: "wrong_staff_credentials" for caller in CALLERS if caller != "owner"}
MATRIX = {
    "staff.start": (
        Row(_fresh, {"owner": "ok", **_ANYBODY}, theirs=lambda _: {"password": "not theirs"},
            never={"login": "nobody"}),
    ),
    "staff.end": (Row(asks(lambda _: {}), clerks_get(right=False)),),
    "staff.me": (Row(asks(lambda _: {}), clerks_get(right=False)),),
}  # fmt: skip


@pytest.fixture
async def lin(bank: World) -> Member:
    return await bank.member("customers", signed_in=False)


async def test_login_password_and_code_let_a_member_in(bank: World, lin: Member) -> None:
    said = await lin.tries()
    lin.token = said.body["token"]

    me = (await lin.call("staff.me")).body

    assert (said.status, me["login"], me["name"]) == (200, lin.login, "测试员工")
    assert [r["right"] for r in me["rights"]] == ["customers"]


async def test_who_may_not_in_is_told_the_same_whatever_was_wrong(bank: World, lin: Member) -> None:
    wrong = [
        await lin.tries(password="not hers"), await lin.tries(code="000000"), await lin.tries(login="nobody.here"),
    ]  # fmt: skip

    assert {(said.status, said.code, said.body["say"], said.body["field"]) for said in wrong} == {
        (401, "wrong_staff_credentials", "账号、密码或动态码不正确；动态码用过一次即失效", None)
    }


async def test_a_code_is_good_once(bank: World, lin: Member) -> None:
    code = code_now(lin.secret)
    first, again = [await lin.tries(code=code) for _ in range(2)]

    assert (first.code, again.code) == ("ok", "wrong_staff_credentials")


async def test_of_two_who_come_with_one_code_at_once_one_gets_in(bank: World, lin: Member) -> None:
    said = await asyncio.gather(*(lin.tries() for _ in range(4)))

    assert sorted(s.code for s in said) == ["ok", *["wrong_staff_credentials"] * 3]


@pytest.mark.parametrize(("steps", "code"), [(-2, "wrong_staff_credentials"), (-1, "ok"), (1, "ok"),
                                             (2, "wrong_staff_credentials")])  # fmt: skip
async def test_an_authenticator_may_be_one_step_early_or_late(
    bank: World, lin: Member, wall: Wall, steps: int, code: str
) -> None:
    now = datetime(2026, 11, 21, 8, 0, 15, tzinfo=UTC)
    wall(now)

    said = await lin.tries(code=pyotp.TOTP(lin.secret).at(now + timedelta(seconds=30 * steps)))

    assert said.code == code


async def test_the_codes_before_one_that_was_used_are_worth_nothing(bank: World, lin: Member, wall: Wall) -> None:
    now = datetime(2026, 11, 21, 9, 0, 15, tzinfo=UTC)
    before, later = pyotp.TOTP(lin.secret).at(now), pyotp.TOTP(lin.secret).at(now + timedelta(seconds=30))
    wall(now)

    said = [await lin.tries(code=later), await lin.tries(code=before)]

    assert [s.code for s in said] == ["ok", "wrong_staff_credentials"]


async def test_codes_go_by_the_worlds_time_and_not_by_the_banks(bank: World, lin: Member) -> None:
    with bank.hands.later(hours=5):
        assert (await lin.tries()).code == "ok"


async def test_the_password_that_was_handed_over_is_good_for_choosing_another(
    bank: World, lin: Member, wall: Wall
) -> None:
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE staff_member SET state = 'new' WHERE id = $1", lin.number)
    own, now = "a lantern of her own", datetime(2026, 11, 21, 10, 0, 15, tzinfo=UTC)
    wall(now)

    said = [await lin.tries(), await lin.tries(chosen="short"), await lin.tries(chosen=own)]
    wall(now + timedelta(minutes=1))
    later = [await lin.tries(), await lin.tries(password=own)]

    assert [s.code for s in said] == ["password_due", "password_due", "ok"]
    assert [s.code for s in later] == ["wrong_staff_credentials", "ok"]


async def test_five_wrong_tries_lock_a_login_for_a_while_also_one_that_nobody_has(bank: World, lin: Member) -> None:
    for login in (lin.login, "nobody.at.all"):
        said = [await lin.tries(login=login, password="a guess") for _ in range(6)]
        assert [s.code for s in said] == [*["wrong_staff_credentials"] * 5, "too_many"]
    assert (await lin.tries()).code == "too_many", "even with everything right"
    with bank.hands.later(minutes=15, seconds=1):
        assert (await lin.tries()).code == "ok"


async def test_a_session_ends_after_fifteen_idle_minutes(bank: World, lin: Member) -> None:
    await lin.signs_in()
    for minutes in (14, 28):
        with bank.hands.later(minutes=minutes):
            assert (await lin.call("staff.me")).code == "ok"
    with bank.hands.later(minutes=43, seconds=1):
        assert (await lin.call("staff.me")).code == "not_signed_in"


async def test_a_session_ends_after_twelve_hours_however_busy(bank: World, lin: Member) -> None:
    await lin.signs_in()
    for minutes in range(0, 12 * 60, 14):
        with bank.hands.later(minutes=minutes):
            assert (await lin.call("staff.me")).code == "ok"
    with bank.hands.later(hours=12):
        assert (await lin.call("staff.me")).code == "not_signed_in"


async def test_signing_out_ends_the_session_at_once(bank: World, lin: Member) -> None:
    await lin.signs_in()

    assert (await lin.call("staff.end")).code == "ok"
    assert (await lin.call("staff.me")).code == "not_signed_in"


async def test_what_was_revoked_is_gone_with_the_next_call(bank: World) -> None:
    lin = await bank.member("customers")
    assert (await lin.call("customer.find", text="周文澜")).code == "ok"

    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE staff_member SET rights = '{entries}' WHERE id = $1", lin.number)
    assert (await lin.call("customer.find", text="周文澜")).code == "not_allowed"

    await bank.revokes(lin)
    assert (await lin.call("staff.me")).code == "not_signed_in"
    assert (await lin.tries()).code == "wrong_staff_credentials"


async def test_a_customers_session_is_nobodys_at_the_console_and_a_members_nobodys_in_the_app(bank: World) -> None:
    mei, lin = await bank.customer("李梅"), await bank.member("customers")

    assert (await bank.call("staff.me", {}, token=mei.token)).code == "not_signed_in"
    assert (await bank.call("customer.find", {"text": "李梅"}, token=mei.token)).code == "not_signed_in"
    assert (await bank.call("party.me", {}, token=lin.token)).code == "not_signed_in"


async def test_neither_site_has_a_route_to_the_others_verbs(bank: World) -> None:
    mei, lin = await bank.customer("李梅"), await bank.member("customers")
    for site, token, path in ((bank.http, mei.token, "customer/find"), (bank.console, lin.token, "party/me")):
        said = await site.post(f"/v1/{path}", json={}, headers={"Authorization": f"Bearer {token}"})
        assert (said.status_code, said.json()["code"]) == (404, "not_found")


async def test_the_consoles_cookie_is_its_own_and_needs_its_own_word(bank: World, lin: Member) -> None:
    ask = {"login": lin.login, "password": lin.password, "code": code_now(lin.secret)}
    headers = {"X-Sycee": "staff", "Idempotency-Key": str(bank.new_key())}
    said = await bank.console.post("/v1/staff/start", json=ask, headers=headers)
    cookie = said.headers["set-cookie"]
    kept = cookie.split(";")[0].removeprefix("__Host-sycee-staff=")

    assert said.json()["token"] == ""
    assert cookie.startswith("__Host-sycee-staff=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=strict"} <= set(cookie.replace("; ", ";").split(";"))
    for word, name, status in (("staff", "__Host-sycee-staff", 200), ("app", "__Host-sycee-staff", 415),
                               ("staff", "__Host-sycee", 401)):  # fmt: skip
        headers = {"X-Sycee": word, "Cookie": f"{name}={kept}"}
        assert (await bank.console.post("/v1/staff/me", json={}, headers=headers)).status_code == status


async def test_nothing_that_lets_a_member_in_is_kept_as_it_is(bank: World) -> None:
    lin = await bank.member("customers")
    async with bank.bank.db.writers.acquire() as connection:
        member = await connection.fetchrow("SELECT * FROM staff_member WHERE id = $1", lin.number)
        session = await connection.fetchrow("SELECT * FROM staff_session WHERE member = $1", lin.number)
        said = await connection.fetch("SELECT said FROM journal_record WHERE subject = $1", -1 - lin.number)
    kept = str(dict(member)) + str(dict(session)) + str(said)

    assert member["password"].startswith("$argon2id$")
    assert not [secret for secret in (lin.password, lin.secret, lin.token) if secret in kept]
    assert bank.bank.vault.unseal(member["secret"], sealed_columns()["staff_member.secret"], lin.login) == lin.secret
