"""Countersigning: what the bank says of a payment, with when and where it stands in the record, over its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from sycee.guard.audit import Sealed, covering
from sycee.guard.certificate._bank import STATEMENT, BankKey, BankSigned, bank_keys, bank_signs
from sycee.guard.certificate._evidence import Evidence, evidence_of
from sycee.guard.device import text_of
from sycee.kit.capability import Answer, Context, encode
from sycee.kit.db import Connection
from sycee.kit.errors import Fault, Refusal
from sycee.kit.journal import Place
from sycee.kit.words import words


class NotSealedYet(Refusal):
    code = "not_sealed_yet"
    say = words(
        zh="这笔业务的记录还在等待封存（每分钟一次），请过一分钟再导出",
        en="The record of this waits for its seal, which is set each minute. Please export it in a minute",
    )


@dataclass(frozen=True, slots=True)
class Consent:
    """How a payment came to be allowed: by which factor, when, and for a proof what was read and the hash of the rest.

    `approval`: None where none was needed.
    """

    factor: str
    document: bytes
    rest: bytes = b""
    at: datetime | None = None
    approval: UUID | None = None


class _Seal(msgspec.Struct, frozen=True):
    number: int
    made_at: datetime
    head: str


class _Standing(msgspec.Struct, frozen=True):
    serial: UUID
    revoked_at: datetime | None


class _Statement(msgspec.Struct, frozen=True):
    """What the bank signs, field by field; docs/receipts.md says what each is."""

    format: str
    document: str
    rest: str
    digest: str
    payer: str
    stage: str
    factor: str
    confirmed_at: datetime | None
    certificate: _Standing | None
    booked_at: datetime
    slot: int
    batch: int
    place: int
    link: str
    seal: _Seal


class DeviceProof(msgspec.Struct, frozen=True):
    """What the customer's device signed, in hex; of a passkey also what it signed over, in base64url."""

    suite: str
    signature: str
    client_data: str | None
    authenticator_data: str | None


class SealShown(msgspec.Struct, frozen=True):
    """The seal over the record's chains: their heads, the seal before, and the bank's signature of both."""

    heads: str
    before: str
    signed_by: str
    signature: str


class Exported(Answer, frozen=True, kw_only=True):
    """A receipt that anybody can check without the bank: save it as it is, and `python -m sycee_verify` says whether it
    holds. Texts are signed as they stand, to the letter."""

    format: str
    document: str
    proof: DeviceProof | None
    certificate: BankSigned | None
    statement: BankSigned
    seal: SealShown
    bank_keys: list[BankKey]


async def countersigned(
    ctx: Context, connection: Connection, place: Place, consent: Consent, *, payer: str, stage: str
) -> Exported:
    """The receipt of what is at this place of the record. Refuses until a seal covers it; never signs what is broken.

    `payer`, `stage`: who paid, and how it stands now.
    """
    if not place.whole:
        raise Fault(f"slot {place.slot} batch {place.batch} of the record is not what it was")
    seal = await covering(connection, place)
    if seal is None:
        raise NotSealedYet
    found = await evidence_of(connection, consent.approval) if consent.approval else None
    proof = found if found and found.certificate and found.digest == place.digest else None
    document, rest = (proof.document, proof.rest) if proof else (consent.document.decode(), consent.rest)
    statement = _Statement(
        "sycee-statement-1", sha256(document.encode()).hexdigest(), rest.hex(), place.digest.hex(), payer, stage,
        consent.factor, consent.at, _standing(proof), place.booked_at, place.slot, place.batch, place.pos,
        place.link.hex(), _Seal(seal.number, seal.made_at, seal.head.hex()),
    )  # fmt: skip
    said = bank_signs(ctx, STATEMENT, encode(statement, canonical=True).decode())
    certificate = _certificate(proof)
    signed_by = {said.signed_by, seal.signed_by} | ({certificate.signed_by} if certificate else set())
    return Exported(
        format="sycee-receipt-1",
        document=document,
        proof=_signed(proof),
        certificate=certificate,
        statement=said,
        seal=_seal(seal),
        bank_keys=bank_keys(ctx, signed_by),
    )


def _standing(proof: Evidence | None) -> _Standing | None:
    held = proof and proof.certificate
    return _Standing(held.serial, held.revoked_at) if held else None


def _certificate(proof: Evidence | None) -> BankSigned | None:
    held = proof and proof.certificate
    return BankSigned(held.text, held.signed_by, held.signature.hex()) if held else None


def _signed(proof: Evidence | None) -> DeviceProof | None:
    if proof is None:
        return None
    client, data = (None if part is None else text_of(part) for part in (proof.client_data, proof.authenticator_data))
    return DeviceProof(proof.suite, proof.signature.hex(), client, data)


def _seal(seal: Sealed) -> SealShown:
    return SealShown(seal.heads, seal.before.hex(), seal.signed_by, seal.signature.hex())
