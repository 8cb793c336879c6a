"""Authenticators: a secret told once, codes good once, and never enough where a proof must know what it proves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
from tests.world import Cast, Passkey, Person, Row, Said, World, gets

from sycee.guard.identity import code_now

Wall = Callable[[datetime], None]


async def _none_yet(cast: Cast) -> None:
    await cast.world.forgets_tries()
    for person in (cast.owner, cast.stranger):
        assert (await person.call("device.remove_totp", password=person.password)).code == "ok"


async def _asked(cast: Cast) -> dict[str, Any]:
    await _none_yet(cast)
    return {"password": cast.owner.password}


async def _begun(cast: Cast) -> dict[str, Any]:
    await _none_yet(cast)
    begun = await cast.owner.call("device.begin_totp", password=cast.owner.password)
    return {"code": code_now(begun.body["secret"])}


_THEIRS = {"theirs": lambda c: {"password": c.stranger.password}}
MATRIX = {
    "device.begin_totp": (Row(_asked, gets("ok"), tells="a secret of the caller's own", **_THEIRS),),
    "device.add_totp": (Row(_begun, gets("wrong_totp", owner="step_up_needed")),),
    "device.remove_totp": (Row(_asked, gets("ok"), **_THEIRS),),
}  # fmt: skip


async def closing(person: Person) -> str:
    """The proposal of something that is no payment: an account is to be closed."""
    opened = (await person.call("account.open", kind="current")).body
    said = await person.call("account.close", account=opened["id"])
    assert said.code == "step_up_needed", said
    return str(said.body["facts"]["proposal"])


async def proves(person: Person, proposal: str, code: str) -> Said:
    return await person.call("proposal.confirm", proposal=proposal, factor="totp", code=code)


async def test_an_authenticator_is_added_by_a_code_and_another_proof_and_then_proves(bank: World, wall: Wall) -> None:
    mei = await bank.customer("李梅")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    proposal = await closing(mei)

    shown = (await mei.call("proposal.show", proposal=proposal)).body
    spent = await proves(mei, proposal, code_now(secret))
    wall(start + timedelta(seconds=60))
    said = await proves(mei, proposal, code_now(secret))

    assert shown["factors"] == ["totp", "sms"]
    assert spent.code == "wrong_totp", "the code that added it is used"
    assert said.code == "ok", said
    assert (await mei.call("device.keys")).body["totp_since"] is not None


async def test_the_secret_is_told_once_and_the_address_is_the_same_secret(bank: World) -> None:
    mei = await bank.customer("李梅")

    wrong = await mei.call("device.begin_totp", password="not hers")
    first, second = [await mei.call("device.begin_totp", password=mei.password) for _ in range(2)]

    assert wrong.code == "wrong_password"
    assert pyotp.parse_uri(first.body["address"]).secret == first.body["secret"]
    assert first.body["secret"] != second.body["secret"], "what was told before is worth nothing"
    assert (await mei.call("device.add_totp", code=code_now(first.body["secret"]))).code == "wrong_totp"
    assert first.body["secret"] not in str((await mei.call("device.keys")).body)


async def test_nothing_is_added_without_another_proof(bank: World) -> None:
    mei = await bank.customer("李梅")
    begun = await mei.call("device.begin_totp", password=mei.password)
    assert (await mei.call("device.add_totp", code=code_now(begun.body["secret"]))).code == "step_up_needed"

    proposal = await closing(mei)

    assert (await mei.call("proposal.show", proposal=proposal)).body["factors"] == ["sms"]
    assert (await proves(mei, proposal, code_now(begun.body["secret"]))).code == "wrong_totp"


async def test_a_code_is_good_once_however_many_use_it_at_once(bank: World, wall: Wall) -> None:
    mei = await bank.customer("李梅")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    wall(start + timedelta(seconds=60))
    code, proposals = code_now(secret), [await closing(mei) for _ in range(4)]

    said = await asyncio.gather(*(proves(mei, one, code) for one in proposals))

    assert sorted(one.code for one in said) == ["ok", *["wrong_totp"] * 3]


async def test_codes_drift_by_half_a_minute_and_five_wrong_ones_are_the_most(bank: World, wall: Wall) -> None:
    mei = await bank.customer("李梅")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    at = pyotp.TOTP(secret)
    proposal = await closing(mei)
    wall(start + timedelta(minutes=5))

    for seconds in (-61, 61):
        assert (await proves(mei, proposal, at.at(start + timedelta(minutes=5, seconds=seconds)))).code == "wrong_totp"
    wrong = [await proves(mei, proposal, "000000") for _ in range(4)]

    assert [one.code for one in wrong] == [*["wrong_totp"] * 3, "too_many"]
    assert (await proves(mei, proposal, code_now(secret))).code == "too_many"
    await bank.forgets_tries()
    assert (await proves(mei, proposal, at.at(start + timedelta(minutes=5, seconds=-29)))).code == "ok"


async def test_it_pays_nobody_new_and_nothing_where_the_customer_has_a_passkey_to_be_asked(
    bank: World, wall: Wall
) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    wall(start + timedelta(seconds=60))
    asked = await mei.sends(await mei.adds(wang), "30.00")

    said = await proves(mei, asked.body["facts"]["proposal"], code_now(secret))

    assert asked.body["facts"]["factors"] == ["sms"]
    assert (said.code, await wang.balance()) == ("proof_too_weak", "0.00")
    passkey = Passkey()
    await mei.adds_passkey(passkey)
    proposal = await closing(mei)
    assert (await proves(mei, proposal, code_now(secret))).code == "proof_too_weak"
    assert (await mei.asserts(proposal, passkey)).code == "ok"


async def test_it_is_removed_with_the_password_and_proves_nothing_then(bank: World, wall: Wall) -> None:
    mei = await bank.customer("李梅")
    start = datetime.now(UTC)
    wall(start)
    secret = await mei.adds_totp()
    again = await mei.call("device.begin_totp", password=mei.password)
    proposal = await closing(mei)
    wall(start + timedelta(seconds=60))

    wrong = await mei.call("device.remove_totp", password="not hers")
    gone = [await mei.call("device.remove_totp", password=mei.password) for _ in range(2)]

    assert (again.code, wrong.code, [one.code for one in gone]) == ("totp_known", "wrong_password", ["ok", "ok"])
    assert (await proves(mei, proposal, code_now(secret))).code == "wrong_totp"
    assert (await mei.call("device.keys")).body["totp_since"] is None
