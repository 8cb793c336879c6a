"""The vault: sealing for what must be read again, keyed hashes for what must only be found or compared."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sycee.guard.privacy._keys import (
    SUITES,
    Key,
    SuiteName,
    add_key,
    bind_places,
    make_keys,
    new_signing_key,
    read_keys,
    sealing_keys,
    signed_before,
)
from sycee.guard.privacy._sealed import SealedColumn

UNBOUND = b"\x01"
"""Values of the first days: AES-256-GCM, good in any row. They are read until `only_bound`, and sealed anew."""
HEAD = 3
_NONCE = 12


class Unreadable(Exception):
    """Sealed bytes that no key here opens, that were changed, or that were sealed for another row."""


@dataclass(slots=True)
class _Held:
    """The keys as the file had them when it was last looked at."""

    seen: int
    keys: dict[int, Key]
    bound: bool
    signing: Ed25519PrivateKey
    signing_id: str
    signed_before: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Vault:
    """The bank's keys. Of those that seal the greatest number seals, and all of them open; a value says which it was.

    The key of the blind indexes is another one and stays when those that seal change. One key signs; of those before it
    the public halves are kept, so that what they have signed is known for good.
    """

    path: Path
    index: bytes = field(repr=False)
    _held: _Held = field(repr=False)

    def seal(self, text: str, column: SealedColumn, row: object) -> bytes:
        """Seal text for one row of one column: suite, key number, nonce, ciphertext and tag. It opens nowhere else."""
        head, key = self._newest()
        nonce = os.urandom(_NONCE)
        return head + nonce + SUITES[key.suite].encrypt(key.secret, nonce, text.encode(), head + column.of(row))

    def unseal(self, sealed: bytes, column: SealedColumn, row: object) -> str:
        """The text again; raises Unreadable where a bit was changed, the key is not here, or it is another row's."""
        head, nonce, body = sealed[:HEAD], sealed[HEAD : HEAD + _NONCE], sealed[HEAD + _NONCE :]
        key = self._key(int.from_bytes(head[1:], "big"))
        try:
            if head[:1] == UNBOUND and not self._held.bound:
                return AESGCM(key.secret).decrypt(nonce, body, head).decode()
            if head[:1] != key.tag or len(nonce) < _NONCE:
                raise Unreadable("no key for this")
            return SUITES[key.suite].decrypt(key.secret, nonce, body, head + column.of(row)).decode()
        except (InvalidTag, ValueError):
            raise Unreadable("it was changed, or is another row's") from None

    @property
    def newest(self) -> bytes:
        """What values begin with that are sealed with the newest key, and for their row alone."""
        return self._newest()[0]

    @property
    def numbers(self) -> dict[int, SuiteName]:
        """The numbers of the keys that seal, and their suites."""
        self._look()
        return {number: key.suite for number, key in self._held.keys.items()}

    @property
    def only_bound(self) -> bool:
        """Whether values that were sealed without their place are refused."""
        self._look()
        return self._held.bound

    def new_key(self, suite: SuiteName) -> int:
        """Make the key that seals from now on; every process of this key file goes on with it at once."""
        number = add_key(self.path, suite)
        self._look()
        return number

    def bind_all(self) -> None:
        """Refuse from now on what was sealed without its place."""
        bind_places(self.path)
        self._look()

    def blind(self, text: str) -> bytes:
        """A keyed hash (HMAC-SHA-256) by which equal texts are found without being readable."""
        return hmac.digest(self.index, text.encode(), sha256)

    @property
    def signing_id(self) -> str:
        """The name of the key that signs."""
        self._look()
        return self._held.signing_id

    @property
    def signing_keys(self) -> dict[str, bytes]:
        """Every public key that the bank has signed with, by its name."""
        self._look()
        now = self._held.signing.public_key().public_bytes_raw()
        return {**self._held.signed_before, self._held.signing_id: now}

    def new_signing_key(self) -> str:
        """Make the key that signs from now on, in every process of this key file; the private half of the one before is
        gone. Returns its name."""
        name = new_signing_key(self.path)
        self._look()
        return name

    def sign(self, message: bytes) -> bytes:
        """The bank's Ed25519 signature."""
        return self.sign_named(message)[1]

    def sign_named(self, message: bytes) -> tuple[str, bytes]:
        """The same, with the name of the key that made it."""
        self._look()
        return self._held.signing_id, self._held.signing.sign(message)

    def signed(self, message: bytes, signature: bytes, key: str | None = None) -> bool:
        """Whether the bank signed this, with the key of this name, or with the one that signs now."""
        public = self.signing_keys.get(key or self._held.signing_id)
        if public is None:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _newest(self) -> tuple[bytes, Key]:
        self._look()
        number = max(self._held.keys)
        key = self._held.keys[number]
        return key.tag + number.to_bytes(HEAD - 1, "big"), key

    def _key(self, number: int) -> Key:
        if number not in self._held.keys:
            self._look()  # another process may have made it since
        key = self._held.keys.get(number)
        if key is None:
            raise Unreadable("no key for this")
        return key

    def _look(self) -> None:
        """Read the file again where it has changed. A file that cannot be read leaves the keys that are known."""
        try:
            seen = _version(self.path)
            if seen == self._held.seen:
                return
            kept = read_keys(self.path)
        except OSError:
            return
        fresh = _read(kept, seen)
        for name in _Held.__slots__:
            setattr(self._held, name, getattr(fresh, name))


def open_vault(path: Path) -> Vault:
    """The vault in the key file at `path`; a new bank's first start makes it, readable by its owner alone."""
    make_keys(path)
    kept = read_keys(path)
    return Vault(path, bytes.fromhex(kept["index"]), _read(kept, _version(path)))


def _read(kept: dict[str, Any], seen: int) -> _Held:
    signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["signing"]))
    bound, name = bool(kept.get("bound")), kept["signing_id"]
    return _Held(seen, sealing_keys(kept), bound, signing, name, signed_before(kept))


def _version(path: Path) -> int:
    found = path.stat()
    return hash((found.st_ino, found.st_mtime_ns))
