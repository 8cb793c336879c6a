"""WebAuthn: what an authenticator has made or signed, checked by py_webauthn and nothing of it believed before."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated

import msgspec
import webauthn
from msgspec import Meta
from webauthn.helpers import parse_attestation_object, parse_client_data_json
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    CredentialDeviceType,
    RegistrationCredential,
)

from sycee.guard.device._relying import Site
from sycee.kit.words import END

ALGORITHMS = (COSEAlgorithmIdentifier.EDDSA, COSEAlgorithmIdentifier.ECDSA_SHA_256)
"""The signatures that the bank takes: Ed25519 and ECDSA on P-256."""
# Nobody is asked who made their authenticator. What browsers leave in place of that has no certificate to read.
_FORMATS = (AttestationFormat.NONE, AttestationFormat.PACKED)
_WRONG = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, binascii.Error)
"""What the library meets in bytes that no authenticator has made."""

_B64 = f"^[A-Za-z0-9_-]+={{0,2}}{END}"
Credential = Annotated[str, Meta(min_length=1, max_length=1400, pattern=_B64, description="base64url")]
Bytes = Annotated[str, Meta(min_length=1, max_length=4096, pattern=_B64, description="base64url")]


class Made(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `navigator.credentials.create` gives: a new passkey."""

    credential: Credential
    client_data: Bytes
    attestation: Bytes


class Assertion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `navigator.credentials.get` gives: which passkey, and its signature over what it was shown."""

    credential: Credential
    client_data: Bytes
    authenticator_data: Bytes
    signature: Bytes


@dataclass(frozen=True, slots=True)
class New:
    """A passkey that was made as the bank asked."""

    credential: bytes
    public: bytes
    rp: str
    count: int
    synced: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What the bank keeps of a passkey, as far as its signatures go."""

    public: bytes
    rp: str
    count: int


@dataclass(frozen=True, slots=True)
class Used:
    """A signature that is right: the passkey's count with it, and whether the passkey is kept in several devices."""

    count: int
    synced: bool


def new_passkey(site: Site, challenge: bytes, made: Made) -> New | None:
    """The passkey that was made for this challenge, on a page of the bank, with its person verified; else None."""
    try:
        data, attestation = bytes_of(made.client_data), bytes_of(made.attestation)
        origin = parse_client_data_json(data).origin
        name = site.name_of(origin)
        if name is None or not _plain(attestation):
            return None
        raw = bytes_of(made.credential)
        answer = AuthenticatorAttestationResponse(client_data_json=data, attestation_object=attestation)
        found = webauthn.verify_registration_response(
            credential=RegistrationCredential(text_of(raw), raw, answer),
            expected_challenge=challenge, expected_rp_id=name, expected_origin=origin,
            require_user_verification=True, supported_pub_key_algs=list(ALGORITHMS),
        )  # fmt: skip
    except _WRONG:
        return None
    if found.credential_id != raw:
        return None
    synced = found.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    return New(raw, found.credential_public_key, name, found.sign_count, synced)


def right_use(site: Site, challenge: bytes, kept: Kept, given: Assertion) -> Used | None:
    """The use that a passkey was put to, if it has signed this very challenge on a page of the bank; else None.

    Its person must have been verified, and its count must not have gone back.
    """
    try:
        data = bytes_of(given.client_data)
        origin = parse_client_data_json(data).origin
        if site.name_of(origin) != kept.rp:
            return None
        raw = bytes_of(given.credential)
        found = webauthn.verify_authentication_response(
            credential=AuthenticationCredential(
                text_of(raw), raw,
                AuthenticatorAssertionResponse(
                    client_data_json=data, authenticator_data=bytes_of(given.authenticator_data),
                    signature=bytes_of(given.signature),
                ),
            ),
            expected_challenge=challenge, expected_rp_id=kept.rp, expected_origin=origin,
            credential_public_key=kept.public, credential_current_sign_count=kept.count,
            require_user_verification=True,
        )  # fmt: skip
    except _WRONG:
        return None
    return Used(found.new_sign_count, found.credential_device_type is CredentialDeviceType.MULTI_DEVICE)


def _plain(attestation: bytes) -> bool:
    """Whether nothing stands behind an attestation but, at most, the new key itself."""
    parsed = parse_attestation_object(attestation)
    return parsed.fmt in _FORMATS and parsed.att_stmt.x5c is None


def bytes_of(written: str) -> bytes:
    """Base64url as bytes, with or without its padding; raises ValueError for anything else."""
    bare = written.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


def text_of(raw: bytes) -> str:
    """Bytes as base64url without padding, as WebAuthn writes them."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
