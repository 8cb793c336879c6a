"""What the bank signs with its own key: certificates, and what it says of a payment. Anybody can check it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Protocol

import msgspec

from sycee.guard.certificate._suites import BANKS
from sycee.kit.capability import Context

CERTIFICATE = b"sycee:certificate:v1\0"
STATEMENT = b"sycee:statement:v1\0"
"""Stand before the text in what is signed, so that neither is ever taken for the other, nor for a seal."""


class BankKeys(Protocol):
    """The bank's signing keys, wherever they are kept: one signs, and those before it are still known."""

    @property
    def signing_id(self) -> str: ...
    @property
    def signing_keys(self) -> Mapping[str, bytes]: ...
    def sign_named(self, message: bytes) -> tuple[str, bytes]: ...


class BankSigned(msgspec.Struct, frozen=True):
    """A text, which of the bank's keys has signed it, and the signature in hex."""

    text: str
    signed_by: str
    signature: str


class BankKey(msgspec.Struct, frozen=True):
    """One of the bank's public keys, in hex."""

    id: str
    suite: str
    public: str


def bank_signs(ctx: Context, domain: bytes, text: str) -> BankSigned:
    """The text with the bank's signature."""
    name, signature = ctx.port(BankKeys).sign_named(domain + text.encode())  # type: ignore[type-abstract]
    return BankSigned(text, name, signature.hex())


def bank_keys(ctx: Context, wanted: set[str]) -> list[BankKey]:
    """The bank's public keys of these names."""
    known = ctx.port(BankKeys).signing_keys  # type: ignore[type-abstract]
    return [BankKey(name, BANKS, known[name].hex()) for name in sorted(wanted)]


def published(keys: BankKeys) -> dict[str, Any]:
    """What the bank publishes of its keys: those that ever signed, and which one signs now."""
    return {
        "bank": "Sycee",
        "keys": [
            {
                "id": name,
                "suite": BANKS,
                "public": public.hex(),
                "fingerprint": fingerprint(public),
                "signs": name == keys.signing_id,
            }
            for name, public in sorted(keys.signing_keys.items())
        ],
    }


def fingerprint(public: bytes) -> str:
    """SHA-256 of a public key in groups of four, for people to compare."""
    text = sha256(public).hexdigest()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
