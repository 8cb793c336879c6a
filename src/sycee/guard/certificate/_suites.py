"""Suites: how something is signed and how that is checked, each under the tag that stands beside every signature.

What was signed under one suite is checked under it for good. A suite that is added here (SM2 with SM3, say) is used for
new keys, and nothing else in the bank changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from sycee.kit.errors import Fault


@dataclass(frozen=True, slots=True)
class Suite:
    """`check` raises InvalidSignature, or ValueError for a key that is none. `algorithm`: what devices call it."""

    tag: str
    algorithm: str
    check: Callable[[bytes, bytes, bytes], None]

    def holds(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the key's owner signed this message."""
        try:
            self.check(public, message, signature)
        except (InvalidSignature, ValueError):
            return False
        return True


def _ed25519(public: bytes, message: bytes, signature: bytes) -> None:
    ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)


def _es256(public: bytes, message: bytes, signature: bytes) -> None:
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    point.verify(signature, message, ec.ECDSA(hashes.SHA256()))


_KNOWN = (Suite("ed25519-sha256", "ed25519", _ed25519), Suite("es256-sha256", "es256", _es256))
SUITES: dict[str, Suite] = {suite.tag: suite for suite in _KNOWN}
"""Every suite, by its tag."""
BANKS = "ed25519-sha256"
"""The suite of the bank's own signing keys."""


def suite_for(algorithm: str) -> Suite:
    """The suite under which a device's key signs."""
    for suite in SUITES.values():
        if suite.algorithm == algorithm:
            return suite
    raise Fault(f"no suite for {algorithm}")
