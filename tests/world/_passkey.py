"""A software authenticator: what a phone or a security key does when a page asks for a passkey or for its signature."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

HERE = "http://localhost:8000"
_UP, _UV, _BE, _BS, _AT = 0x01, 0x04, 0x08, 0x10, 0x40
_KTY, _ALG, _CRV, _X, _Y = 1, 3, -1, -2, -3


def b64(raw: bytes) -> str:
    """As WebAuthn writes bytes."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    """And reads them."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Passkey:
    """One passkey, in the hands of whoever holds it. What a test sets differently, it does wrong."""

    kind: str = "es256"
    origin: str = HERE
    rp: str = "localhost"
    verified: bool = True
    present: bool = True
    counts: bool = True
    synced: bool = False
    count: int = 0
    credential: bytes = field(default_factory=lambda: os.urandom(32))
    private: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.private is None and self.kind == "ed25519":
            self.private = ed25519.Ed25519PrivateKey.generate()
        elif self.private is None:
            self.private = ec.generate_private_key(ec.SECP256R1() if self.kind == "es256" else ec.SECP384R1())

    def makes(self, challenge: str) -> dict[str, str]:
        """The answer to `navigator.credentials.create`."""
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(self._cose())
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(_AT) + attested}
        return {
            "credential": b64(self.credential),
            "client_data": b64(self._client_data("webauthn.create", challenge)),
            "attestation": b64(cbor2.dumps(attestation)),
        }

    def signs(self, challenge: str) -> dict[str, str]:
        """The answer to `navigator.credentials.get`."""
        if self.counts:
            self.count += 1
        data, client = self._authenticator_data(), self._client_data("webauthn.get", challenge)
        return {
            "credential": b64(self.credential),
            "client_data": b64(client),
            "authenticator_data": b64(data),
            "signature": b64(self._sign(data + sha256(client).digest())),
        }

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said, separators=(",", ":")).encode()

    def _authenticator_data(self, more: int = 0) -> bytes:
        flags = more | (_UP if self.present else 0) | (_UV if self.verified else 0) | (_BE | _BS if self.synced else 0)
        return sha256(self.rp.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _cose(self) -> dict[int, Any]:
        public = self.private.public_key()
        if self.kind == "ed25519":
            return {_KTY: 1, _ALG: -8, _CRV: 6, _X: public.public_bytes_raw()}
        point, size = public.public_numbers(), (public.key_size + 7) // 8
        alg, curve = (-7, 1) if self.kind == "es256" else (-35, 2)
        return {_KTY: 2, _ALG: alg, _CRV: curve, _X: point.x.to_bytes(size, "big"), _Y: point.y.to_bytes(size, "big")}

    def _sign(self, message: bytes) -> bytes:
        if self.kind == "ed25519":
            return bytes(self.private.sign(message))
        digest = hashes.SHA256() if self.kind == "es256" else hashes.SHA384()
        return bytes(self.private.sign(message, ec.ECDSA(digest)))
