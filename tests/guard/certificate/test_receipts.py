"""Exported receipts: they hold where there is no Sycee, and no longer once anything in them is changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.guard.certificate.certificate_steps import (
    Key,
    certified,
    exported,
    minute_is_over,
    passkey,
    pays,
    software_key,
    verified,
    written,
)
from tests.world import Cast, Passkey, Person, Row, World, gets, yuan

from sycee_verify.__main__ import BAD, Broken, check

KINDS = ("software", "es256", "ed25519")


async def _sealed(cast: Cast) -> dict[str, Any]:
    await minute_is_over(cast.world)
    return {"transfer": cast.transfer}


MATRIX = {"transfer.export": (Row(_sealed, gets("not_found"), never={"transfer": str(uuid4())}),)}


@dataclass
class Paid:
    """A payment that a certified key has signed, and its receipt."""

    mei: Person
    wang: Person
    payee: int
    key: Key
    serial: str
    transfer: str
    receipt: dict[str, Any]


async def paid(bank: World, kind: str = "es256") -> Paid:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    key = await (software_key(bank, mei) if kind == "software" else passkey(mei, Passkey(kind)))
    serial, payee = await certified(mei, key), await mei.adds(wang)
    transfer = await pays(mei, payee, key, memo="房租")
    return Paid(mei, wang, payee, key, serial, transfer, await exported(bank, mei, transfer))


def wrong(receipt: dict[str, Any] | bytes, trusted: Any = None) -> str:
    """Why a receipt does not hold; empty where it does."""
    try:
        text = receipt.decode() if isinstance(receipt, bytes) else written(receipt)
        check(text, trusted)
    except Broken as why:
        return str(why)
    except BAD as why:
        return f"unreadable: {type(why).__name__}"
    return ""


def said_by(bank: World, receipt: dict[str, Any], change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The receipt as it would be, had the bank itself said something else of it."""
    changed = copy.deepcopy(receipt)
    statement = json.loads(changed["statement"]["text"])
    change(statement)
    text = json.dumps(statement, ensure_ascii=False)
    signature = bank.bank.vault.sign(b"sycee:statement:v1\0" + text.encode())
    changed["statement"] = changed["statement"] | {"text": text, "signature": signature.hex()}
    return changed


async def published(bank: World) -> dict[str, Any]:
    found = await bank.http.get("/.well-known/sycee-keys.json")
    assert found.status_code == 200
    return dict(found.json())


def as_trusted(keys: dict[str, Any]) -> dict[str, tuple[str, bytes]]:
    return {key["id"]: (key["suite"], bytes.fromhex(key["public"])) for key in keys["keys"]}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_key_signed_is_proven_on_a_machine_without_sycee(bank: World, tmp_path: Path, kind: str) -> None:
    done = await paid(bank, kind)
    keys = tmp_path / "sycee-keys.json"
    keys.write_text(json.dumps(await published(bank)))

    status, said = verified(tmp_path, written(done.receipt), "--bank-key", str(keys))

    assert status == 0, said
    for part in ("回单有效", "This receipt holds", "王海", "300.00", "李梅", "房租", done.serial):
        assert part in said, said
    fingerprint = (await published(bank))["keys"][-1]["fingerprint"]
    assert fingerprint in said, "what a person compares"


@pytest.mark.parametrize(("kind", "every"), [("es256", 1), ("software", 7)])
async def test_no_bit_can_be_changed(bank: World, kind: str, every: int) -> None:
    raw = json.dumps((await paid(bank, kind)).receipt, ensure_ascii=False, separators=(",", ":")).encode()
    assert wrong(raw) == ""

    unseen = []
    for place in range(0, len(raw) * 8, every):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        if not wrong(bytes(changed)):
            unseen.append(bytes(changed[max(0, place // 8 - 20) : place // 8 + 20]))

    assert unseen == []


@pytest.mark.parametrize("part", ["proof", "certificate", "statement", "seal", "document"])
async def test_a_part_of_another_receipt_does_not_fit(bank: World, part: str) -> None:
    done, other = await paid(bank), await paid(bank)
    assert wrong(done.receipt | {part: other.receipt[part]})


@pytest.mark.parametrize("part", ["proof", "certificate"])
async def test_the_customers_part_cannot_be_left_out(bank: World, part: str) -> None:
    done = await paid(bank)
    assert wrong(done.receipt | {part: None})
    assert wrong({name: value for name, value in done.receipt.items() if name != part})


async def test_the_signature_of_another_payment_of_the_same_key_proves_nothing(bank: World, tmp_path: Path) -> None:
    done = await paid(bank)
    second = await exported(bank, done.mei, await pays(done.mei, done.payee, done.key, "300.00", memo="房租"))

    status, said = verified(tmp_path, written(done.receipt | {"proof": second["proof"]}))

    assert (status, "does not hold" in said) == (1, True), said


async def test_a_certificate_that_was_revoked_or_out_of_its_time_when_it_was_signed_does_not_count(bank: World) -> None:
    done = await paid(bank)

    def revoked(statement: dict[str, Any]) -> None:
        statement["certificate"]["revoked_at"] = statement["confirmed_at"]

    def late(statement: dict[str, Any]) -> None:
        statement["confirmed_at"] = json.loads(done.receipt["certificate"]["text"])["not_after"]

    def early(statement: dict[str, Any]) -> None:
        statement["confirmed_at"] = "2020-01-01T00:00:00Z"

    assert wrong(said_by(bank, done.receipt, lambda _: None)) == ""
    assert "revoked" in wrong(said_by(bank, done.receipt, revoked))
    assert "not good" in wrong(said_by(bank, done.receipt, late))
    assert "not good" in wrong(said_by(bank, done.receipt, early))


async def test_what_was_signed_before_the_certificate_was_revoked_stays_proven_and_what_comes_after_is_not(
    bank: World,
) -> None:
    done = await paid(bank)
    assert (await done.mei.call("certificate.revoke", serial=done.serial)).code == "ok"

    before = await exported(bank, done.mei, done.transfer)
    after = await exported(bank, done.mei, await pays(done.mei, done.payee, done.key, "201.00"))

    assert json.loads(before["statement"]["text"])["certificate"]["revoked_at"]
    assert (wrong(done.receipt), wrong(before), wrong(after)) == ("", "", "")
    assert (after["proof"], after["certificate"]) == (None, None)
    assert json.loads(after["statement"]["text"])["factor"] == "passkey", "a proof still, but under no certificate"


async def test_after_its_certificate_has_expired_a_key_signs_under_none(bank: World) -> None:
    done = await paid(bank)
    with bank.hands.later(days=366):
        await done.mei.signs_in()
        after = await exported(bank, done.mei, await pays(done.mei, done.payee, done.key, "201.00"))
        assert (after["certificate"], wrong(after)) == (None, "")
        assert wrong(await exported(bank, done.mei, done.transfer)) == "", "what was signed in its time is proven still"


async def test_another_bank_can_sign_nothing_in_this_ones_name(bank: World, tmp_path: Path) -> None:
    """A forger makes a receipt that is right in all its parts, but for the key that it begins from."""
    done = await paid(bank)
    forged, key = copy.deepcopy(done.receipt), Ed25519PrivateKey.generate()
    forged["bank_keys"][0]["public"] = key.public_key().public_bytes_raw().hex()
    for part, domain in (("statement", b"sycee:statement:v1\0"), ("certificate", b"sycee:certificate:v1\0")):
        forged[part]["signature"] = key.sign(domain + forged[part]["text"].encode()).hex()
    head = bytes.fromhex(json.loads(forged["statement"]["text"])["seal"]["head"])
    forged["seal"]["signature"] = key.sign(head).hex()
    keys = tmp_path / "sycee-keys.json"
    keys.write_text(json.dumps(await published(bank)))

    status, said = verified(tmp_path, written(forged))
    assert status == 0
    assert "compare its fingerprint" in said, "it holds in itself: whose key it is, it cannot say"
    status, said = verified(tmp_path, written(forged), "--bank-key", str(keys))
    assert (status, "not a key that the bank has published" in said) == (1, True), said


async def test_receipts_hold_after_the_bank_signs_with_another_key(bank: World) -> None:
    done = await paid(bank)
    before = await published(bank)
    bank.bank.vault.new_signing_key()

    now = await published(bank)
    again = await exported(bank, done.mei, done.transfer)

    assert wrong(done.receipt, as_trusted(now)) == "", "a receipt of the days before"
    assert {key["id"] for key in again["bank_keys"]} == {key["id"] for key in now["keys"] if key["signs"]} | {
        done.receipt["certificate"]["signed_by"]
    }
    assert wrong(again, as_trusted(now)) == ""
    assert wrong(again, as_trusted(before)), "who has an old list gets the new one"
    assert len(now["keys"]) == len(before["keys"]) + 1
    assert [key["signs"] for key in now["keys"]].count(True) == 1


async def test_without_a_devices_signature_the_bank_says_what_confirmed_it(bank: World, tmp_path: Path) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    texted = await pays(mei, await mei.adds(wang), None)
    money = {"source": mei.current, "target": mei.savings, "amount": yuan("12.00")}
    moved = (await mei.call("transfer.own", **money)).body["transfer"]

    for transfer, factor, amount in ((texted, "sms", "300.00"), (moved, "session", "12.00")):
        receipt = await exported(bank, mei, transfer)
        status, said = verified(tmp_path, written(receipt))
        assert (status, receipt["proof"], receipt["certificate"]) == (0, None, None), said
        assert factor in said
        assert amount in said
        assert "the bank says so" in said


async def test_before_the_minute_is_over_there_is_nothing_to_export(bank: World) -> None:
    mei = await bank.customer("李梅", cny="900")
    money = {"source": mei.current, "target": mei.savings, "amount": yuan("12.00")}
    moved = (await mei.call("transfer.own", **money)).body["transfer"]

    said = await mei.call("transfer.export", transfer=moved)

    assert said.code == "not_sealed_yet"
    assert wrong(await exported(bank, mei, moved)) == ""


async def test_a_receipt_has_nothing_of_anybody_else_but_what_its_customer_was_shown(bank: World) -> None:
    done = await paid(bank)
    text = written(done.receipt)

    for theirs in (done.wang.number, done.wang.phone, done.mei.number, done.mei.phone):
        assert theirs not in text
    assert json.loads(done.receipt["document"]).keys() == {"verb", "key", "subject", "shown"}
    assert json.loads(done.receipt["document"])["subject"] == done.mei.party


async def test_the_bank_countersigns_no_record_that_is_not_what_it_was(bank: World) -> None:
    done = await paid(bank)
    owner = await asyncpg.connect(bank.bank.dsn)
    edited = "UPDATE journal_record SET said = replace(said, '房租', '学费') WHERE key = $1"
    back = "UPDATE journal_record SET said = replace(said, '学费', '房租') WHERE key = $1"
    try:
        await owner.execute(edited, done.transfer)
        with bank.breaking():
            assert (await done.mei.call("transfer.export", transfer=done.transfer)).code == "fault"
    finally:
        await owner.execute(back, done.transfer)
        await owner.close()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format":1}', "no json", '{"format":"a","format":"a"}'])
async def test_what_is_no_receipt_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    status, said = verified(tmp_path, text)

    assert (status, "Traceback" in said) == (1, False), said
