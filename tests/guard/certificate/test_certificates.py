"""Certificates: issued to whom the key belongs, renewed near their end, revoked at once, and expired by themselves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.guard.certificate.certificate_steps import Key, certified, passkey, signs, software_key
from tests.world import Cast, Passkey, Person, Row, World, asks, gets

NEVER = str(uuid4())


async def _key(cast: Cast) -> dict[str, Any]:
    return {"device": (await software_key(cast.world, cast.owner)).number}


async def _certificate(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"serial": await certified(cast.owner, await software_key(cast.world, cast.owner))}


MATRIX = {
    "certificate.list": (Row(asks(lambda _: {}), gets("ok")),),
    "certificate.issue": (Row(_key, gets("not_found", owner="step_up_needed"), never={"device": NEVER}),),
    "certificate.revoke": (Row(_certificate, gets("not_found"), never={"serial": NEVER}),),
}


async def hers(person: Person) -> list[tuple[str, str]]:
    """Serial and state of each certificate, newest first."""
    listed = (await person.call("certificate.list")).body["certificates"]
    return [(each["serial"], each["state"]) for each in listed]


async def test_a_certificate_is_issued_for_a_key_once_its_customer_has_proven_it(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = await passkey(mei, Passkey())

    asked = await mei.call("certificate.issue", device=key.number)

    assert asked.code == "step_up_needed", "not for a stolen cookie"
    assert [line["value"] for line in asked.body["facts"]["shown"]][1] == "我的手机"
    assert await hers(mei) == []
    assert (await mei.confirms(asked.body["facts"]["proposal"])).code == "proof_too_weak", "nor by a code read out"
    assert (await signs(mei, asked.body["facts"]["proposal"], key)).code == "ok"
    (made,) = (await mei.call("certificate.list")).body["certificates"]
    assert (made["device"], made["suite"], made["state"], made["name"]) == (
        key.number, "es256-sha256", "valid", "我的手机",
    )  # fmt: skip


async def test_a_key_has_one_certificate_at_a_time(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = await software_key(bank, mei)
    first, again = [await mei.call("certificate.issue", device=key.number) for _ in range(2)]
    assert (await mei.confirms(first.body["facts"]["proposal"])).code == "ok"

    late = await mei.confirms(again.body["facts"]["proposal"])
    asked = await mei.call("certificate.issue", device=key.number)

    assert (late.code, late.body["facts"]["refused"]) == ("overtaken", "certificate_stands")
    assert asked.code == "certificate_stands"
    assert len(await hers(mei)) == 1


async def test_in_its_last_thirty_days_it_is_renewed(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = await software_key(bank, mei)
    first = await certified(mei, key)
    with bank.hands.later(days=334):
        await mei.signs_in()
        assert (await mei.call("certificate.issue", device=key.number)).code == "certificate_stands"
    with bank.hands.later(days=336):
        await mei.signs_in()
        second = await certified(mei, key)
        assert await hers(mei) == [(second, "valid"), (first, "renewed")]


async def test_it_expires_by_itself_and_a_new_one_takes_its_place(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = await software_key(bank, mei)
    first = await certified(mei, key)
    with bank.hands.later(days=366):
        await mei.signs_in()
        assert await hers(mei) == [(first, "expired")]
        second = await certified(mei, key)
        assert await hers(mei) == [(second, "valid"), (first, "renewed")]


async def test_its_customer_revokes_it_at_once(bank: World) -> None:
    mei = await bank.customer("李梅")
    key = await software_key(bank, mei)
    first = await certified(mei, key)

    assert (await mei.call("certificate.revoke", serial=first)).code == "ok"

    assert await hers(mei) == [(first, "revoked")]
    assert (await mei.call("certificate.revoke", serial=first)).code == "not_found"
    second = await certified(mei, key)
    assert await hers(mei) == [(second, "valid"), (first, "revoked")]


async def test_with_its_key_goes_its_certificate(bank: World) -> None:
    mei = await bank.customer("李梅")
    kept = await software_key(bank, mei)
    stays = await certified(mei, kept)
    lost = await passkey(mei, Passkey())
    goes = await certified(mei, lost)

    assert (await mei.call("device.revoke_key", device=lost.number, password=mei.password)).code == "ok"
    await bank.facts_arrive()

    assert dict(await hers(mei)) == {goes: "revoked", stays: "valid"}
    assert (await mei.call("certificate.issue", device=lost.number)).code == "not_found"


async def test_nobody_gets_a_certificate_for_anothers_key(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    key = await software_key(bank, mei)
    serial = await certified(mei, key)

    theirs = [await wang.call("certificate.issue", device=device) for device in (key.number, NEVER)]

    assert [said.code for said in theirs] == ["not_found", "not_found"]
    assert (await wang.call("certificate.revoke", serial=serial)).code == "not_found"
    assert await hers(wang) == []
    assert await hers(mei) == [(serial, "valid")]


async def test_a_key_that_is_gone_meanwhile_gets_none(bank: World) -> None:
    mei = await bank.customer("李梅")
    key: Key = await passkey(mei, Passkey())
    asked = await mei.call("certificate.issue", device=key.number)
    await mei.call("device.revoke_key", device=key.number, password=mei.password)

    done = await mei.confirms(asked.body["facts"]["proposal"])

    assert (done.code, done.body["facts"]["refused"]) == ("overtaken", "not_found")
