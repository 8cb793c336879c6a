"""Signing in: who may, who may not, and what neither of them can tell from the answer."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from secrets import token_urlsafe

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from tests.world import Person, Said, World

from sycee.guard.identity import _password
from sycee.kit.ids import new_id


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", signed_in=False)


async def tries(bank: World, phone: str, password: str, address: str) -> Said:
    return await bank.call("session.start", {"phone": phone, "password": password}, address=address)


async def test_a_wrong_password_and_an_unknown_phone_read_the_same(bank: World, mei: Person) -> None:
    wrong, unknown = [await tries(bank, phone, "not hers", "10.9.0.1") for phone in (mei.phone, "19912345678")]

    assert wrong == unknown
    assert (wrong.status, wrong.code, wrong.body["facts"], wrong.body["field"]) == (401, "wrong_credentials", {}, None)


async def test_a_wrong_password_and_an_unknown_phone_take_the_same_work(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = []
    fits = _password._fits

    def watched(stored: str, password: str) -> bool:
        worked.append(extract_parameters(stored))
        return fits(stored, password)

    monkeypatch.setattr(_password, "_fits", watched)
    for phone in (mei.phone, "19912345678"):
        await tries(bank, phone, "not hers", "10.9.0.2")

    assert len(worked) == 2
    assert worked[0] == worked[1]


def test_a_password_costs_what_it_should() -> None:
    program = "from sycee.guard.identity import _password as p; print(p._NOBODYS, p._HASHER.hash('x'))"
    hashes = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    for parameters in map(extract_parameters, hashes):
        assert (parameters.type, parameters.memory_cost >= 19 * 1024, parameters.time_cost >= 2) == (
            Type.ID,
            True,
            True,
        )
    assert extract_parameters(hashes[0]) == extract_parameters(hashes[1])


async def test_a_password_of_an_older_cost_is_hashed_anew(bank: World, mei: Person) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(mei.password)
    kept = "SELECT password FROM identity_login WHERE subject = $1"
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE identity_login SET password = $2 WHERE subject = $1", mei.party, old)
        await mei.signs_in()
        new = await connection.fetchval(kept, mei.party)
        await mei.signs_in()
        same = await connection.fetchval(kept, mei.party)

    assert extract_parameters(new) == extract_parameters(_password._NOBODYS) != extract_parameters(old)
    assert new == same


async def test_ten_wrong_tries_close_the_door_for_a_while_from_wherever_they_come(bank: World) -> None:
    victim = await bank.customer("被试", signed_in=False)
    said = await asyncio.gather(*(tries(bank, victim.phone, f"guess {n}", f"10.8.0.{n}") for n in range(25)))

    assert sorted(s.code for s in said) == ["too_many"] * 15 + ["wrong_credentials"] * 10
    assert (await tries(bank, victim.phone, victim.password, "10.8.1.1")).code == "too_many"
    with bank.hands.later(minutes=15, seconds=1):
        assert (await tries(bank, victim.phone, victim.password, "10.8.1.1")).code == "ok"


async def at_home(bank: World, person: Person, password: str, device: str) -> str:
    """Sign in with a browser, from a device that names itself so."""
    headers = {
        "Idempotency-Key": str(new_id(bank.bank.clock())), "X-Sycee": "app", "Cookie": f"__Host-sycee-device={device}",
    }  # fmt: skip
    ask = {"phone": person.phone, "password": password}
    said = await bank.http.post("/v1/session/start", json=ask, headers=headers, extensions={"address": person.address})
    return str(said.json().get("code", "ok"))


async def test_who_guesses_does_not_lock_the_customer_out_at_home(bank: World) -> None:
    victim, other = await bank.customer("被试", signed_in=False), await bank.customer("易飞", signed_in=False)
    home, elsewhere = token_urlsafe(32), token_urlsafe(32)
    assert await at_home(bank, victim, victim.password, home) == "ok"
    assert await at_home(bank, other, other.password, elsewhere) == "ok"

    for n in range(11):
        last = await tries(bank, victim.phone, f"guess {n}", f"10.8.4.{n}")

    assert last.code == "too_many"
    assert (await tries(bank, victim.phone, victim.password, victim.address)).code == "too_many"
    assert await at_home(bank, victim, victim.password, elsewhere) == "too_many", "somebody else's device is none"
    assert await at_home(bank, victim, victim.password, home) == "ok"
    assert (await tries(bank, victim.phone, "guess", "10.8.4.99")).code == "too_many", "it gives no guesses back"


async def test_a_device_of_theirs_has_ten_tries_of_its_own_and_no_more(bank: World) -> None:
    victim, home = await bank.customer("被试", signed_in=False), token_urlsafe(32)
    assert await at_home(bank, victim, victim.password, home) == "ok"

    said = [await at_home(bank, victim, "a guess", home) for _ in range(21)]

    assert said == ["wrong_credentials"] * 20 + ["too_many"]
    assert await at_home(bank, victim, victim.password, home) == "too_many"


async def test_who_signs_in_may_do_so_often_and_is_forgiven_what_went_wrong_before(bank: World) -> None:
    clumsy = await bank.customer("手误", signed_in=False)
    for _ in range(3):
        said = [await tries(bank, clumsy.phone, "a slip", "10.8.2.1") for _ in range(9)]
        assert {s.code for s in said} == {"wrong_credentials"}
        assert (await tries(bank, clumsy.phone, clumsy.password, "10.8.2.1")).code == "ok"


async def test_one_source_may_try_so_many_phones_and_no_more(bank: World, mei: Person) -> None:
    source = "10.7.7.7"
    said = await asyncio.gather(*(tries(bank, f"1991111{n:04d}", "a guess", source) for n in range(70)))

    assert [s.code for s in said].count("wrong_credentials") == 60
    assert {s.code for s in said} == {"wrong_credentials", "too_many"}
    assert (await tries(bank, mei.phone, mei.password, "10.7.7.8")).code == "ok"


async def test_what_a_caller_says_of_its_own_address_does_not_count(bank: World) -> None:
    codes = []
    for n in range(61):
        headers = {
            "X-Forwarded-For": f"10.6.0.{n}", "Forwarded": f"for=10.6.0.{n}", "X-Real-IP": f"10.6.0.{n}",
            "Idempotency-Key": str(new_id(bank.bank.clock())),
        }  # fmt: skip
        ask = {"phone": f"1992222{n:04d}", "password": "a guess"}
        said = await bank.http.post("/v1/session/start", json=ask, headers=headers, extensions={"address": "10.6.6.6"})
        codes.append(said.json()["code"])

    assert codes == ["wrong_credentials"] * 60 + ["too_many"]


@pytest.mark.parametrize(
    "written", ["+86 {0}", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}{0[6]}-{0[7]}{0[8]}{0[9]}{0[10]}"]
)
async def test_a_phone_may_be_written_as_people_write_it(bank: World, mei: Person, written: str) -> None:
    assert (await tries(bank, written.format(mei.phone), mei.password, "10.5.0.1")).code == "ok"


@pytest.mark.parametrize("phone", ["", "123", "2" * 11, "12000000000", "1３８00000000", "137000000001", "+1 5550100"])
async def test_what_is_no_phone_is_named(bank: World, phone: str) -> None:
    said = await tries(bank, phone, "whatever", "10.5.0.2")

    assert (said.status, said.code, said.body["field"]) == (422, "bad_phone", "phone")


async def test_a_sign_in_sent_again_under_its_key_signs_in_again(bank: World, mei: Person) -> None:
    key, ask = new_id(bank.bank.clock()), {"phone": mei.phone, "password": mei.password}
    first, second = [await bank.call("session.start", ask, key=key, address="10.5.0.3") for _ in range(2)]

    assert (first.code, second.code) == ("ok", "ok")
    for said in (first, second):
        assert (await bank.call("party.me", {}, token=said.body["token"])).code == "ok"
