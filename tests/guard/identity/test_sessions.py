"""Sessions: how long they last, how they end, and what a token is worth to whom."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from tests.world import Person, World

from sycee.channels import cli
from sycee.guard import identity
from sycee.kit.capability import Factor
from sycee.kit.time import bank_day


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="1000")


async def code_of(person: Person) -> str:
    return (await person.call("party.me")).code


async def test_a_session_that_is_used_lives_and_an_idle_one_ends_after_ten_minutes(bank: World, mei: Person) -> None:
    await mei.signs_in()
    for minutes in (9, 18, 27):
        with bank.hands.later(minutes=minutes):
            assert await code_of(mei) == "ok"
    with bank.hands.later(minutes=37, seconds=1):
        assert await code_of(mei) == "not_signed_in"
    with bank.hands.later(minutes=36, seconds=50):
        assert await code_of(mei) == "ok", "looking at a dead session does not revive it, nor kill a living one"


async def test_a_session_ends_after_twelve_hours_however_busy_it_is(bank: World, mei: Person) -> None:
    await mei.signs_in()
    for minutes in range(9, 12 * 60, 9):
        with bank.hands.later(minutes=minutes):
            assert await code_of(mei) == "ok"
    with bank.hands.later(hours=12):
        assert await code_of(mei) == "not_signed_in"


async def test_where_the_clock_runs_faster_lives_last_as_long_for_people(bank: World, mei: Person) -> None:
    await mei.signs_in()
    now = bank.bank.context().now
    for pace, minutes, lives in ((1, 11, False), (10, 99, True), (10, 101, False), (60, 599, True)):
        ctx = replace(bank.bank.context(), now=now + timedelta(minutes=minutes), pace=pace)
        # As an app asks by itself: so it does not keep the session from idling.
        found = await bank.bank.who(ctx, mei.token, by_itself=True)
        assert (found.subject is not None) is lives, (pace, minutes)
    code = [Factor("sms", now), Factor("password", now)]
    assert [identity.level(code, now + timedelta(minutes=49), pace) for pace in (1, 10)] == [1, 2]


async def test_signing_out_ends_this_session_at_once_and_no_other(bank: World, mei: Person) -> None:
    first, second = (await mei.signs_in()).token, (await mei.signs_in()).token

    assert (await bank.call("session.end", {}, token=first)).code == "ok"

    assert (await bank.call("party.me", {}, token=first)).code == "not_signed_in"
    ctx = await bank.bank.who(bank.bank.context(), first)
    done, said = await cli.call(bank.bank.catalog, bank.bank.runner, ctx, "party.me", "{}", "zh")
    assert (done, b"not_signed_in" in said) == (False, True)
    assert (await bank.call("party.me", {}, token=second)).code == "ok"


async def test_every_sign_in_gets_a_token_of_its_own(bank: World, mei: Person) -> None:
    tokens = {(await mei.signs_in()).token for _ in range(3)}

    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens), "32 random bytes"


async def test_only_the_tokens_hash_is_kept(bank: World, mei: Person) -> None:
    await mei.signs_in()
    async with bank.bank.db.writers.acquire() as connection:
        rows = await connection.fetch("SELECT t::text AS kept, token FROM identity_session t")
        said = await connection.fetch("SELECT said FROM journal_record WHERE verb = 'session.start'")

    assert sha256(mei.token.encode()).digest() in [r["token"] for r in rows]
    assert not any(mei.token in r["kept"] for r in rows)
    assert not any(mei.token in r["said"] for r in said)


async def test_what_is_no_token_is_nobody(bank: World, mei: Person) -> None:
    await mei.signs_in()
    hashed = sha256(mei.token.encode()).digest()
    forged = [
        "x", mei.token[:-1], mei.token + "A", mei.token.swapcase(), hashed.hex(), urlsafe_b64encode(hashed).decode(),
        "' OR true --", "null", "0", "é", "A" * 10_000,
    ]  # fmt: skip
    for token in forged:
        headers = {"Authorization": f"Bearer {token}".encode(), "Content-Type": "application/json"}
        said = await bank.http.post("/v1/party/me", content=b"{}", headers=headers)
        assert (said.status_code, said.json()["code"]) == (401, "not_signed_in"), token[:20]


async def test_a_session_that_ends_amid_a_step_up_takes_the_proof_along(bank: World, mei: Person) -> None:
    await mei.signs_in()
    wang = await bank.customer("王海")
    asked = await mei.sends(await mei.adds(wang), "10.00")
    proposal = asked.body["facts"]["proposal"]
    await mei.call("proposal.challenge", proposal=proposal)
    code = await mei.code()
    await mei.call("session.end")

    assert (await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)).code == "not_signed_in"
    assert await wang.balance() == "0.00"

    await mei.signs_in()
    assert (await mei.call("proposal.confirm", proposal=proposal, factor="sms", code=code)).code == "ok"
    assert await wang.balance() == "10.00"


async def test_who_has_stolen_a_session_has_not_stolen_the_money(bank: World) -> None:
    """The token alone: no phone, no password. What it can do is bounded, and over when its owner says so."""
    await bank.forgets_tries()
    mei, wang = await bank.customer("李梅", cny="5000"), await bank.customer("王海")
    thief = await bank.customer("贼")
    payee = await mei.adds(wang)
    await mei.confirms((await mei.sends(payee, "1.00")).body["facts"]["proposal"])
    await bank.facts_arrive()
    stolen = replace(mei, address=thief.address)

    asked = await stolen.sends(await stolen.adds(thief), "1.00")
    assert asked.code == "step_up_needed", "somebody new is paid by a proof alone"
    proof = {"proposal": asked.body["facts"]["proposal"], "factor": "sms", "code": "000000"}
    assert (await stolen.call("proposal.confirm", **proof)).code in ("code_expired", "wrong_code")
    assert (await stolen.sends(payee, "200.01")).code == "step_up_needed"
    small = [(await stolen.sends(payee, "200.00")).code for _ in range(6)]
    assert small == ["ok"] * 5 + ["step_up_needed"], "to people paid before, a thousand yuan a day"
    allowed = await stolen.call("assistant.allow", name="x", days=1, password="not hers, surely")
    assert allowed.code == "wrong_password", "and nobody is let in to stay"
    order = await stolen.call(
        "order.make", source=mei.current, payee=payee, amount={"amount": "1.00", "asset": "CNY"}, every="once",
        first_on=bank_day(bank.bank.clock()).isoformat(),
    )  # fmt: skip
    assert order.code == "step_up_needed"
    assert await thief.balance() == "0.00"

    begun = mei.token
    await mei.signs_in()
    assert (await mei.call("session.stop_others")).code == "ok"
    said = await bank.call("account.list", {}, token=begun)
    assert (said.code, said.body["facts"]) == ("not_signed_in", {"why": "stopped"})
