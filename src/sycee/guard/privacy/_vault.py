"""The vault: AES-256-GCM for what must be read again, keyed hashes for what must only be found or compared."""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SUITE = b"\x01"  # AES-256-GCM, 96-bit nonce; another suite gets another tag
_NONCE = 12


class Unreadable(Exception):
    """Sealed bytes that no key here opens, or that were changed."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The bank's keys. `sealing` maps key ids to AES keys; the greatest id seals, all of them open."""

    sealing: dict[int, bytes]
    index: bytes
    signing: Ed25519PrivateKey
    signing_id: str

    def seal(self, text: str) -> bytes:
        """Seal text: suite, key id, nonce, ciphertext and tag."""
        key_id = max(self.sealing)
        head = _SUITE + key_id.to_bytes(2, "big")
        nonce = os.urandom(_NONCE)
        return head + nonce + AESGCM(self.sealing[key_id]).encrypt(nonce, text.encode(), head)

    def unseal(self, sealed: bytes) -> str:
        """The text again; raises Unreadable when a bit was changed or the key is not here."""
        head, nonce, body = sealed[:3], sealed[3 : 3 + _NONCE], sealed[3 + _NONCE :]
        key = self.sealing.get(int.from_bytes(head[1:], "big"))
        if head[:1] != _SUITE or key is None:
            raise Unreadable("no key for this")
        try:
            return AESGCM(key).decrypt(nonce, body, head).decode()
        except InvalidTag:
            raise Unreadable("it was changed") from None

    def blind(self, text: str) -> bytes:
        """A keyed hash (HMAC-SHA-256) by which equal texts are found without being readable."""
        return hmac.digest(self.index, text.encode(), sha256)

    @property
    def signing_key(self) -> bytes:
        """The bank's public signing key."""
        return self.signing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The bank's Ed25519 signature."""
        return self.signing.sign(message)

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the bank signed this."""
        try:
            self.signing.public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True


def open_vault(path: Path) -> Vault:
    """The vault in the key file at `path`; a new bank's first start makes it, readable by its owner alone."""
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text("utf-8"))
    sealing = {int(number): bytes.fromhex(key) for number, key in kept["sealing"].items()}
    signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["signing"]))
    return Vault(sealing, bytes.fromhex(kept["index"]), signing, kept["signing_id"])


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = {
        "sealing": {"1": os.urandom(32).hex()},
        "index": os.urandom(32).hex(),
        "signing": os.urandom(32).hex(),
        "signing_id": "bank-1",
    }
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(keys, file)
        file.flush()
        os.fsync(file.fileno())  # what is sealed with these keys is durable at once: so must they be
    try:
        os.link(draft, path)  # fails if another process was first: then its keys are the bank's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
