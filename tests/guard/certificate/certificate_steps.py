"""What customers do in the tests of certificates: a key in their hands, a certificate for it, payments, receipts."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.world import Passkey, Person, Said, World

from sycee.guard import audit, device

ROOT = Path(__file__).resolve().parents[3]
_BARE = """
import sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in ALLOWED:
            raise ImportError(f"{name} is not on this machine")
ALLOWED = {"sycee_verify", "cryptography", "cffi", "_cffi_backend", *sys.stdlib_module_names}
sys.meta_path.insert(0, Wall())
import runpy
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass
class Key:
    """A software key in a customer's device, or a passkey; `number` is the bank's name for it."""

    number: str
    private: Ed25519PrivateKey | Passkey


async def as_the_bank(bank: World, work: Any) -> None:
    await bank.bank.runner.as_bank(bank.bank.context(), "test.certificate", work)


async def software_key(bank: World, person: Person) -> Key:
    private, number = Ed25519PrivateKey.generate(), uuid4()
    public = private.public_key().public_bytes_raw()
    await as_the_bank(bank, lambda ctx: device.add_key(ctx, person.party, public, "手机", number))
    return Key(str(number), private)


async def passkey(person: Person, made: Passkey) -> Key:
    before = {key["device"] for key in (await person.call("device.keys")).body["keys"]}
    begun = (await person.call("device.begin_passkey")).body
    ask = {"ceremony": begun["ceremony"], "name": "我的手机", "made": made.makes(begun["challenge"])}
    asked = await person.call("device.add_passkey", **ask)
    done = await person.confirms(asked.body["facts"]["proposal"])
    assert done.status == 200, done
    after = {key["device"] for key in (await person.call("device.keys")).body["keys"]}
    return Key((after - before).pop(), made)


async def certified(person: Person, key: Key) -> str:
    """A certificate for a key, asked for and proven: by the passkey of who has one. Returns its serial."""
    asked = await person.call("certificate.issue", device=key.number)
    assert asked.code == "step_up_needed", asked
    proposal = asked.body["facts"]["proposal"]
    done = await (signs(person, proposal, key) if isinstance(key.private, Passkey) else person.confirms(proposal))
    assert done.status == 200, done
    return str(done.body["answer"]["serial"])


async def signs(person: Person, proposal: str, key: Key) -> Said:
    """Confirm with what is in one's hands."""
    shown = (await person.call("proposal.show", proposal=proposal)).body
    if isinstance(key.private, Passkey):
        proof = {"factor": "passkey", "assertion": key.private.signs(shown["challenge"])}
    else:
        signature = key.private.sign(b"sycee:proposal:v1\0" + bytes.fromhex(shown["digest"]))
        proof = {"factor": "key", "key": key.number, "signature": base64.b64encode(signature).decode()}
    return await person.world.call("proposal.confirm", {"proposal": proposal, **proof}, token=person.token)


async def pays(person: Person, payee: int, key: Key | None, amount: str = "300.00", memo: str = "") -> str:
    """Pay and confirm, by a key or else by a code; returns the transfer's number."""
    asked = await person.sends(payee, amount, memo=memo)
    assert asked.code == "step_up_needed", asked
    proposal = asked.body["facts"]["proposal"]
    done = await (signs(person, proposal, key) if key else person.confirms(proposal))
    assert done.status == 200, done
    return str(done.body["answer"]["transfer"])


async def minute_is_over(bank: World) -> None:
    """The record is sealed, as it is each minute."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await audit.seal_heads(bank.bank.writing(connection), None)


async def exported(bank: World, person: Person, transfer: str) -> dict[str, Any]:
    """The receipt, as the customer's app saves it."""
    await minute_is_over(bank)
    said = await person.call("transfer.export", transfer=transfer)
    assert said.status == 200, said
    return said.body


def written(receipt: dict[str, Any]) -> str:
    return json.dumps(receipt, ensure_ascii=False, indent=1)


def verified(folder: Path, text: str, *more: str) -> tuple[int, str]:
    """What the verifier says on a machine that has nothing but Python and cryptography: its exit status, its words."""
    file = folder / "receipt.json"
    file.write_text(text, encoding="utf-8")
    script = str(ROOT / "src/sycee_verify/__main__.py")
    run = subprocess.run(
        [sys.executable, "-I", "-c", _BARE, script, str(file), *more],
        capture_output=True, text=True, check=False, cwd=folder, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return run.returncode, run.stdout + run.stderr
