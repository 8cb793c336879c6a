"""Keys in devices: a signature proves consent to exactly what was shown, by the customer whose device it is, once."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.world import Person, Said, World

from sycee.guard import device
from sycee.kit.capability import Context


class Device:
    """What a customer has in their hands."""

    def __init__(self, key: UUID, private: Ed25519PrivateKey) -> None:
        self.key, self.private = key, private

    def signs(self, digest: str, domain: bytes = b"sycee:proposal:v1\0") -> str:
        return base64.b64encode(self.private.sign(domain + bytes.fromhex(digest))).decode()


async def as_the_bank(bank: World, work: Callable[[Context], Awaitable[object]]) -> None:
    await bank.bank.runner.as_bank(bank.bank.context(), "test.device", work)


async def device_of(bank: World, person: Person) -> Device:
    private, number = Ed25519PrivateKey.generate(), uuid4()
    public = private.public_key().public_bytes_raw()
    await as_the_bank(bank, lambda ctx: device.add_key(ctx, person.party, public, "手机", number))
    return Device(number, private)


async def asked(person: Person, payee: int, amount: str = "300.00") -> tuple[str, str]:
    """A proposal of a payment and what a device would sign of it."""
    said = await person.sends(payee, amount)
    assert said.code == "step_up_needed", said
    shown = (await person.call("proposal.show", proposal=said.body["facts"]["proposal"])).body
    assert shown["factors"] == said.body["facts"]["factors"]
    return shown["proposal"], shown["digest"]


async def proves(person: Person, proposal: str, key: UUID, signature: str, call: UUID | None = None) -> Said:
    ask = {"proposal": proposal, "factor": "key", "key": str(key), "signature": signature}
    return await person.world.call("proposal.confirm", ask, token=person.token, key=call)


async def two(bank: World) -> tuple[Person, Person, int, Device]:
    """A customer with a device, and someone they may pay."""
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海", cny="900")
    return mei, wang, await mei.adds(wang), await device_of(bank, mei)


async def test_a_signature_confirms_what_was_shown_and_its_call_sent_again_is_answered_again(bank: World) -> None:
    mei, wang, payee, phone = await two(bank)
    proposal, digest = await asked(mei, payee)
    call, signature = uuid4(), phone.signs(digest)

    said = await proves(mei, proposal, phone.key, signature, call)
    again = await proves(mei, proposal, phone.key, signature, call)

    assert said.code == "ok", said
    assert again == said
    assert (await mei.balance(), await wang.balance()) == ("600.00", "1200.00")


async def test_a_signature_is_offered_to_those_alone_who_have_a_key(bank: World) -> None:
    mei, wang, payee, _ = await two(bank)

    theirs = await wang.sends(await wang.adds(mei), "300.00")
    mine = await mei.sends(payee, "300.00")

    assert theirs.body["facts"]["factors"] == ["sms"]
    assert mine.body["facts"]["factors"] == ["key", "sms"]


async def test_no_other_signature_moves_anything(bank: World) -> None:
    mei, wang, payee, phone = await two(bank)
    theirs = await device_of(bank, wang)
    proposal, digest = await asked(mei, payee)
    _, other = await asked(mei, payee, "300.01")
    wrong = {
        "another's key": (theirs.key, theirs.signs(digest)),
        "my key's name under another's signature": (phone.key, theirs.signs(digest)),
        "the signature of another amount": (phone.key, phone.signs(other)),
        "a signature made for something else": (phone.key, phone.signs(digest, b"sycee:login:v1\0")),
        "no base64": (phone.key, "这不是签名"),
    }

    for why, (key, signature) in wrong.items():
        assert (await proves(mei, proposal, key, signature)).code == "wrong_signature", why

    assert (await mei.balance(), await wang.balance()) == ("900.00", "900.00")


async def test_a_revoked_key_proves_nothing(bank: World) -> None:
    mei, _, payee, phone = await two(bank)
    proposal, digest = await asked(mei, payee)
    await as_the_bank(bank, lambda ctx: device.revoke_key(ctx, mei.party, phone.key))

    assert (await proves(mei, proposal, phone.key, phone.signs(digest))).code == "wrong_signature"
    assert (await mei.call("proposal.show", proposal=proposal)).body["factors"] == ["sms"]
    assert await mei.balance() == "900.00"


async def test_a_signature_is_good_for_one_proposal_once(bank: World) -> None:
    mei, _, payee, phone = await two(bank)
    first, digest = await asked(mei, payee)
    assert (await proves(mei, first, phone.key, phone.signs(digest))).code == "ok"
    second, _ = await asked(mei, payee)

    assert (await proves(mei, first, phone.key, phone.signs(digest))).code == "proposal_gone"
    assert (await proves(mei, second, phone.key, phone.signs(digest))).code == "wrong_signature"
    assert await mei.balance() == "600.00"


async def test_many_who_sign_at_once_move_the_money_once(bank: World) -> None:
    mei, _, payee, phone = await two(bank)
    proposal, digest = await asked(mei, payee)
    signature = phone.signs(digest)

    said = await asyncio.gather(*(proves(mei, proposal, phone.key, signature) for _ in range(4)))

    # Who comes between approval and commit is told of the same end.
    answers = [each.body for each in said if each.code == "ok"]
    assert answers
    assert all(answer == answers[0] for answer in answers)
    assert {each.code for each in said} <= {"ok", "proposal_gone"}
    assert await mei.balance() == "600.00"


async def test_after_five_wrong_ones_the_right_one_is_refused_for_a_while(bank: World) -> None:
    mei, _, payee, phone = await two(bank)
    proposal, digest = await asked(mei, payee)

    said = [await proves(mei, proposal, phone.key, phone.signs("00" * 32)) for _ in range(6)]
    right = await proves(mei, proposal, phone.key, phone.signs(digest))

    assert [each.code for each in said] == [*["wrong_signature"] * 5, "too_many"]
    assert right.code == "too_many"
    assert await mei.balance() == "900.00"
    with bank.hands.later(minutes=16):
        await mei.signs_in()
        later, its = await asked(mei, payee)
        assert (await proves(mei, later, phone.key, phone.signs(its))).code == "ok"


@pytest.mark.parametrize(
    ("ask", "field"),
    [({"factor": "key"}, "signature"), ({"factor": "sms"}, "code"), ({"factor": "face"}, "factor")],
    ids=str,
)
async def test_a_proof_without_its_parts_is_refused_by_name(bank: World, ask: dict[str, str], field: str) -> None:
    mei, _, payee, _ = await two(bank)
    proposal, _ = await asked(mei, payee)

    said = await mei.world.call("proposal.confirm", {"proposal": proposal, **ask}, token=mei.token)

    assert (said.code, said.body["field"]) == ("bad_input", field)
