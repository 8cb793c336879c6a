"""Passkeys: made as the bank asked or not at all, and signing in and confirming for their own customer alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.world import Cast, Passkey, Person, Row, Said, World, asks, b64, gets, raw

from sycee.guard import device
from sycee.kit.capability import Context

NEVER = str(uuid4())


async def _made(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    begun = (await cast.owner.call("device.begin_passkey")).body
    return {"ceremony": begun["ceremony"], "name": "手机", "made": Passkey().makes(begun["challenge"])}


async def _mine(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    number, public = uuid4(), Ed25519PrivateKey.generate().public_key().public_bytes_raw()

    async def add(ctx: Context) -> None:
        await device.add_key(ctx, cast.owner.party, public, "手机", number)

    await cast.world.bank.runner.as_bank(cast.world.bank.context(), "test.device", add)
    return {"device": str(number)}


async def _renamed(cast: Cast) -> dict[str, Any]:
    return await _mine(cast) | {"name": "新手机"}


async def _revoked(cast: Cast) -> dict[str, Any]:
    return await _mine(cast) | {"password": cast.owner.password}


async def _signing_in(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    passkey, somebody = Passkey(), await cast.world.customer("何以宁")
    await somebody.adds_passkey(passkey)
    asked = (await cast.world.call("session.ask_passkey", {})).body
    return {"ceremony": asked["ceremony"], "assertion": passkey.signs(asked["challenge"])}


_ANYBODYS = "who holds the passkey is who signs in, whatever session they have already"
MATRIX = {
    "device.begin_passkey": (Row(asks(lambda _: {}), gets("ok"), tells="a fresh challenge every time"),),
    "device.add_passkey": (Row(_made, gets("challenge_gone", owner="step_up_needed"), never={"ceremony": NEVER}),),
    "device.keys": (Row(asks(lambda _: {}), gets("ok")),),
    "device.rename_key": (Row(_renamed, gets("not_found"), never={"device": NEVER}),),
    "device.revoke_key": (
        Row(_revoked, gets("not_found"), theirs=lambda c: {"password": c.stranger.password}, never={"device": NEVER}),
    ),
    "session.ask_passkey": (Row(asks(lambda _: {}), gets("ok", anonymous="ok"), tells=_ANYBODYS),),
    "session.start_passkey": (Row(_signing_in, gets("ok", anonymous="ok"), tells=_ANYBODYS),),
}


async def signs_in(bank: World, passkey: Passkey, address: str = "10.5.0.1") -> Said:
    asked = await bank.call("session.ask_passkey", {}, address=address)
    assert asked.status == 200, asked
    ask = {"ceremony": asked.body["ceremony"], "assertion": passkey.signs(asked.body["challenge"])}
    return await bank.call("session.start_passkey", ask, address=address)


async def adding(person: Person, passkey: Passkey, **wrong: Any) -> Said:
    """What adding this passkey is answered, before any proof is asked for."""
    begun = (await person.call("device.begin_passkey")).body
    made = passkey.makes(begun["challenge"]) | wrong
    return await person.call("device.add_passkey", ceremony=begun["ceremony"], name="手机", made=made)


async def paying(bank: World, passkey: Passkey, amount: str = "300.00") -> tuple[Person, Person, str]:
    """A customer with a passkey, a payee, and the proposal of a payment to them."""
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海", cny="900")
    await mei.adds_passkey(passkey)
    said = await mei.sends(await mei.adds(wang), amount)
    assert said.code == "step_up_needed", said
    return mei, wang, said.body["facts"]["proposal"]


@pytest.mark.parametrize("kind", ["es256", "ed25519"])
async def test_a_passkey_is_added_by_a_proof_and_then_signs_in_and_confirms(bank: World, kind: str) -> None:
    passkey = Passkey(kind)
    mei, wang, proposal = await paying(bank, passkey)

    started = await signs_in(bank, passkey)
    mei.token = started.body["token"]
    said = await mei.asserts(proposal, passkey)

    assert started.status == 200, started
    assert said.status == 200, said
    assert (await mei.balance(), await wang.balance()) == ("600.00", "1200.00")
    (key,) = (await mei.call("device.keys")).body["keys"]
    assert (key["kind"], key["name"], key["used_at"] is not None) == ("passkey", "手机", True)


async def test_a_passkey_comes_first_and_a_code_is_always_left(bank: World) -> None:
    mei, _, proposal = await paying(bank, Passkey())

    shown = (await mei.call("proposal.show", proposal=proposal)).body

    assert shown["factors"] == ["passkey", "sms"]
    assert (await mei.confirms(proposal)).code == "ok"


async def test_nothing_is_added_without_a_proof(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await adding(mei, Passkey())

    assert said.code == "step_up_needed"
    assert (await mei.call("device.keys")).body["keys"] == []


WRONG: dict[str, Passkey] = {
    "made on another site": Passkey(origin="https://localhost.evil.example"),
    "made on another port": Passkey(origin="http://localhost:8001"),
    "made with TLS where there is none": Passkey(origin="https://localhost:8000"),
    "made for another name": Passkey(rp="evil.example"),
    "its person was not verified": Passkey(verified=False),
    "nobody was there": Passkey(present=False),
    "an algorithm that is not taken": Passkey("es384"),
}


@pytest.mark.parametrize("why", WRONG, ids=str)
async def test_a_passkey_that_was_not_made_as_asked_is_refused_before_a_proof_is_asked_for(
    bank: World, why: str
) -> None:
    mei = await bank.customer("李梅")

    said = await adding(mei, replace(WRONG[why], private=None))

    assert (said.status, said.code) == (422, "passkey_not_made")


async def test_a_challenge_makes_one_passkey_in_one_session_for_five_minutes(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    begun = (await mei.call("device.begin_passkey")).body
    passkey = Passkey()
    ask = {"ceremony": begun["ceremony"], "name": "手机", "made": passkey.makes(begun["challenge"])}
    other = ask | {"made": Passkey().makes(begun["challenge"])}
    assert len(raw(begun["challenge"])) == 32

    first, second = await mei.call("device.add_passkey", **ask), await mei.call("device.add_passkey", **other)
    stolen = await wang.call("device.add_passkey", **ask)
    elsewhere = replace(mei, token="")
    await elsewhere.signs_in()
    assert (await elsewhere.call("device.add_passkey", **ask)).code == "challenge_gone"
    assert (await mei.confirms(first.body["facts"]["proposal"])).code == "ok"
    again = await mei.asserts(second.body["facts"]["proposal"], passkey)

    assert (stolen.code, again.code) == ("challenge_gone", "overtaken")
    assert again.body["facts"]["refused"] == "challenge_gone"
    assert len((await mei.call("device.keys")).body["keys"]) == 1
    late = (await mei.call("device.begin_passkey")).body
    with bank.hands.later(minutes=6):
        ask = {"ceremony": late["ceremony"], "name": "手机", "made": Passkey().makes(late["challenge"])}
        assert (await mei.call("device.add_passkey", **ask)).code == "challenge_gone"


async def test_a_passkey_is_added_once_and_ten_are_the_most(bank: World) -> None:
    mei, passkey = await bank.customer("李梅"), Passkey()
    await mei.adds_passkey(passkey)

    asked = await adding(mei, passkey)
    again = await mei.asserts(asked.body["facts"]["proposal"], passkey)
    assert again.body["facts"]["refused"] == "key_known"
    for _ in range(9):
        await bank.forgets_tries()
        await mei.adds_passkey(Passkey(), by=passkey)

    assert (await adding(mei, Passkey())).code == "many_keys"


async def test_bytes_that_no_authenticator_made_are_refused_and_never_a_fault(bank: World) -> None:
    mei, passkey = await bank.customer("李梅"), Passkey()
    begun = (await mei.call("device.begin_passkey")).body
    right = passkey.makes(begun["challenge"])
    attestation = raw(right["attestation"])
    tampered = [attestation[:n] for n in range(0, len(attestation), 7)]
    foreign = {"tpm": {}, "packed": {"x5c": [b"no certificate"]}}
    tampered += [cbor2.dumps({"fmt": kind, "attStmt": said, "authData": attestation}) for kind, said in foreign.items()]
    tampered += [b"\x81" * 3000, b"\xff", cbor2.dumps([])]
    for n, bad in enumerate(tampered):
        if n % 10 == 0:
            await bank.forgets_tries()
        made = right | {"attestation": b64(bad)}
        said = await mei.call("device.add_passkey", ceremony=begun["ceremony"], name="手机", made=made)
        assert said.code in ("passkey_not_made", "bad_input"), (bad, said)
    # Nobody vouches for what a new passkey says of its maker: a bit of that may change, and nothing else follows.
    for n in range(0, len(attestation), 5):
        await bank.forgets_tries()
        made = right | {"attestation": b64(attestation[:n] + bytes([attestation[n] ^ 0x81]) + attestation[n + 1 :])}
        said = await mei.call("device.add_passkey", ceremony=begun["ceremony"], name="手机", made=made)
        assert said.code in ("passkey_not_made", "bad_input", "step_up_needed"), (n, said)
    for field in ("credential", "client_data"):
        for bad in (b"\x00", b"{}", b"null", b'{"type":1}', b"\xff\xfe"):
            said = await adding(mei, Passkey(), **{field: b64(bad)})
            assert said.code == "passkey_not_made", (field, bad, said)


async def test_signing_in_is_for_a_passkey_that_is_known_and_right(bank: World) -> None:
    mei, passkey = await bank.customer("李梅"), Passkey()
    key = await mei.adds_passkey(passkey)
    same = {"credential": passkey.credential, "private": passkey.private}
    wrong = {
        "nobody's": Passkey(),
        "another's signature": Passkey(credential=passkey.credential),
        "on another site": Passkey(origin="https://evil.example", **same),
        "on another port": Passkey(origin="http://localhost:8001", **same),
        "for another name": Passkey(rp="evil.example", **same),
        "its person not verified": Passkey(verified=False, count=5, **same),
        "nobody there": Passkey(present=False, count=6, **same),
    }
    for why, one in wrong.items():
        said = await signs_in(bank, one)
        assert (said.status, said.code) == (401, "wrong_passkey"), why

    passkey.count = 9
    assert (await signs_in(bank, passkey)).code == "ok"
    assert (await mei.call("device.revoke_key", device=key, password=mei.password)).code == "ok"
    assert (await signs_in(bank, passkey)).code == "wrong_passkey"


async def test_a_count_that_goes_back_is_a_copied_key_and_is_refused(bank: World) -> None:
    passkey = Passkey()
    mei, _, proposal = await paying(bank, passkey)
    copy = replace(passkey)
    passkey.count = 7
    assert (await signs_in(bank, passkey)).code == "ok"

    assert (await mei.asserts(proposal, copy)).code == "wrong_signature"
    assert (await signs_in(bank, copy)).code == "wrong_passkey"
    assert (await mei.asserts(proposal, passkey)).code == "ok"


async def test_a_passkey_that_never_counts_is_taken(bank: World) -> None:
    passkey = Passkey(counts=False, synced=True)
    mei, _, proposal = await paying(bank, passkey)

    assert (await signs_in(bank, passkey)).code == "ok"
    assert (await mei.asserts(proposal, passkey)).code == "ok"
    assert (await mei.call("device.keys")).body["keys"][0]["synced"] is True


async def test_a_signature_to_sign_in_is_good_once_and_from_where_it_was_asked_for(bank: World) -> None:
    mei, passkey = await bank.customer("李梅"), Passkey()
    await mei.adds_passkey(passkey)
    asked = (await bank.call("session.ask_passkey", {}, address="10.5.1.1")).body
    ask = {"ceremony": asked["ceremony"], "assertion": passkey.signs(asked["challenge"])}

    elsewhere = await bank.call("session.start_passkey", ask, address="10.6.1.1")
    at_once = await asyncio.gather(*(bank.call("session.start_passkey", ask, address="10.5.1.1") for _ in range(5)))
    assert elsewhere.code == "challenge_gone"
    assert sorted(said.code for said in at_once) == [*["challenge_gone"] * 4, "ok"]
    asked = (await bank.call("session.ask_passkey", {}, address="10.5.1.1")).body
    with bank.hands.later(minutes=6):
        ask = {"ceremony": asked["ceremony"], "assertion": passkey.signs(asked["challenge"])}
        assert (await bank.call("session.start_passkey", ask, address="10.5.1.1")).code == "challenge_gone"


async def test_a_passkey_signs_this_amount_to_this_payee_and_nothing_else(bank: World) -> None:
    passkey, theirs = Passkey(), Passkey()
    mei, wang, proposal = await paying(bank, passkey)
    await wang.adds_passkey(theirs)
    other = (await mei.sends(await mei.adds(wang), "300.01")).body["facts"]["proposal"]
    signing_in = (await bank.call("session.ask_passkey", {})).body["challenge"]
    challenge = {p: (await mei.call("proposal.show", proposal=p)).body["challenge"] for p in (proposal, other)}
    wrong = {
        "another amount": passkey.signs(challenge[other]),
        "another's passkey": theirs.signs(challenge[proposal]),
        "a challenge of another kind": passkey.signs(signing_in),
        "on another site": replace(passkey, origin="https://evil.example").signs(challenge[proposal]),
        "without its person verified": replace(passkey, verified=False).signs(challenge[proposal]),
    }
    for why, assertion in wrong.items():
        said = await mei.call("proposal.confirm", proposal=proposal, factor="passkey", assertion=assertion)
        assert said.code == "wrong_signature", why

    assert (await mei.balance(), await wang.balance()) == ("900.00", "900.00")
    sixth = await mei.call("proposal.confirm", proposal=proposal, factor="passkey", assertion=wrong["another amount"])
    assert sixth.code == "too_many"


async def test_a_signature_is_good_once_and_its_call_sent_again_is_answered_again(bank: World) -> None:
    passkey = Passkey()
    mei, wang, proposal = await paying(bank, passkey)
    shown = (await mei.call("proposal.show", proposal=proposal)).body
    ask = {"proposal": proposal, "factor": "passkey", "assertion": passkey.signs(shown["challenge"])}
    call = uuid4()

    first, again = [await mei.call("proposal.confirm", key=call, **ask) for _ in range(2)]
    replayed = await mei.call("proposal.confirm", **ask)

    assert first == again
    assert (first.code, replayed.code) == ("ok", "proposal_gone")
    assert (await mei.balance(), await wang.balance()) == ("600.00", "1200.00")


async def test_no_bit_of_an_assertion_can_be_changed(bank: World) -> None:
    passkey = Passkey(counts=False)
    mei, _, proposal = await paying(bank, passkey)
    challenge = (await mei.call("proposal.show", proposal=proposal)).body["challenge"]
    for field in ("client_data", "authenticator_data", "signature"):
        right = passkey.signs(challenge)
        whole = raw(right[field])
        for n in range(0, len(whole), 5):
            await bank.forgets_tries()
            bad = whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :]
            assertion = right | {field: b64(bad)}
            said = await mei.call("proposal.confirm", proposal=proposal, factor="passkey", assertion=assertion)
            assert said.code == "wrong_signature", (field, n)
    assert await mei.balance() == "900.00"


async def test_a_key_is_renamed_and_taken_away_with_the_sessions_that_it_began(bank: World) -> None:
    passkey = Passkey()
    mei, _, proposal = await paying(bank, passkey)
    (key,) = (await mei.call("device.keys")).body["keys"]
    theirs = replace(mei, token=(await signs_in(bank, passkey)).body["token"])
    assert (await theirs.call("party.me")).code == "ok"

    assert (await mei.call("device.rename_key", device=key["device"], name=" 旧手机 ")).code == "ok"
    assert (await mei.call("device.keys")).body["keys"][0]["name"] == "旧手机"
    assert (await mei.call("device.rename_key", device=key["device"], name="  ")).code == "bad_input"
    wrong = await mei.call("device.revoke_key", device=key["device"], password="not hers")
    assert (wrong.code, len((await mei.call("device.keys")).body["keys"])) == ("wrong_password", 1)
    assert (await mei.call("device.revoke_key", device=key["device"], password=mei.password)).code == "ok"

    assert (await theirs.call("party.me")).code == "not_signed_in"
    assert (await mei.asserts(proposal, passkey)).code == "wrong_signature"
    assert (await mei.call("device.revoke_key", device=key["device"], password=mei.password)).code == "ok", "it is"
    assert (await mei.call("device.revoke_key", device=NEVER, password=mei.password)).code == "not_found"
    assert (await mei.call("proposal.show", proposal=proposal)).body["factors"] == ["sms"]


async def test_a_session_begun_with_a_passkey_still_needs_a_proof_for_each_thing(bank: World) -> None:
    passkey = Passkey()
    mei, wang, _ = await paying(bank, passkey)
    mei.token = (await signs_in(bank, passkey)).body["token"]

    paying_again = await mei.sends(await mei.adds(wang), "5.00")
    adding_one = await adding(mei, Passkey())

    assert (paying_again.code, adding_one.code) == ("step_up_needed", "step_up_needed")
