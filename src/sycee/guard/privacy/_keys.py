"""The bank's key file: which keys there are, and making a new one. What keys do is in `_vault`."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SuiteName = Literal["aes-256-gcm", "sm4-gcm"]
_TAG = 16
_MOST_KEYS = 0xFFFF


@dataclass(frozen=True, slots=True)
class Suite:
    """A way of sealing, by the byte that values carry in front. All take a 96-bit nonce and leave a 128-bit tag."""

    tag: bytes
    key_bytes: int
    encrypt: Callable[[bytes, bytes, bytes, bytes], bytes]
    decrypt: Callable[[bytes, bytes, bytes, bytes], bytes]


def _sm4_encrypt(key: bytes, nonce: bytes, text: bytes, bound: bytes) -> bytes:
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound)
    return sealing.update(text) + sealing.finalize() + sealing.tag


def _sm4_decrypt(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    if len(sealed) < _TAG:
        raise InvalidTag
    opening = Cipher(algorithms.SM4(key), modes.GCM(nonce, sealed[-_TAG:])).decryptor()
    opening.authenticate_additional_data(bound)
    return opening.update(sealed[:-_TAG]) + opening.finalize()


SUITES: dict[str, Suite] = {
    "aes-256-gcm": Suite(
        b"\x02",
        32,
        lambda key, nonce, text, bound: AESGCM(key).encrypt(nonce, text, bound),
        lambda key, nonce, sealed, bound: AESGCM(key).decrypt(nonce, sealed, bound),
    ),
    "sm4-gcm": Suite(b"\x03", 16, _sm4_encrypt, _sm4_decrypt),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key that seals, and the suite that it is for."""

    suite: SuiteName
    secret: bytes

    @property
    def tag(self) -> bytes:
        """What values under it begin with."""
        return SUITES[self.suite].tag


def read_keys(path: Path) -> dict[str, Any]:
    """What is in the key file."""
    kept: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return kept


def make_keys(path: Path) -> None:
    """A new bank's first start makes the key file, readable by its owner alone."""
    if not path.exists():
        _make(path)


def sealing_keys(kept: dict[str, Any]) -> dict[int, Key]:
    """The sealing keys of a key file, by number. A bare one is the first suite's."""
    found = {}
    for number, written in kept["sealing"].items():
        suite, _, secret = written.rpartition(":")
        found[int(number)] = Key(suite or "aes-256-gcm", bytes.fromhex(secret))
    return found


def add_key(path: Path, suite: SuiteName) -> int:
    """Put a new sealing key into the key file; returns its number. Those before it stay: they open what they sealed."""
    with _alone(path):
        kept = read_keys(path)
        number = max(sealing_keys(kept)) + 1
        if number > _MOST_KEYS:
            raise ValueError("a key's number has two bytes")
        kept["sealing"][str(number)] = f"{suite}:{os.urandom(SUITES[suite].key_bytes).hex()}"
        _replace(path, kept)
    return number


def signed_before(kept: dict[str, Any]) -> dict[str, bytes]:
    """The public halves of the bank's earlier signing keys, by name. Their private halves are gone."""
    return {name: bytes.fromhex(public) for name, public in kept.get("signed_before", {}).items()}


def new_signing_key(path: Path) -> str:
    """Put a new signing key in the place of the one there is, of which the public half stays; returns its name."""
    with _alone(path):
        kept = read_keys(path)
        before = kept.get("signed_before", {}) | {kept["signing_id"]: _public(kept["signing"]).hex()}
        name = f"bank-{len(before) + 1}"
        fresh = {"signing": os.urandom(32).hex(), "signing_id": name, "signed_before": before}
        _replace(path, kept | fresh)
    return name


def _public(private: str) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw()


def bind_places(path: Path) -> None:
    """From now on nothing is opened that was sealed without its place."""
    with _alone(path):
        kept = read_keys(path)
        _replace(path, {**kept, "bound": True})


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = {
        "sealing": {"1": f"aes-256-gcm:{os.urandom(32).hex()}"},
        "index": os.urandom(32).hex(),
        "signing": os.urandom(32).hex(),
        "signing_id": "bank-1",
        "bound": True,
    }
    draft = _draft(path, keys)
    try:
        os.link(draft, path)  # fails if another process was first: then its keys are the bank's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _settle(path)


def _replace(path: Path, keys: dict[str, Any]) -> None:
    os.replace(_draft(path, keys), path)
    _settle(path)


def _draft(path: Path, keys: dict[str, Any]) -> Path:
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(keys, file)
        file.flush()
        os.fsync(file.fileno())  # what is sealed with these keys is durable at once: so must they be
    return draft


def _settle(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two who change the file take turns. The folder is locked: the file itself is another one afterwards."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
