"""Certificates: whose a device's key is, over the bank's signature, and receipts that anybody can check without it."""

from sycee.guard.certificate._bank import BankKey, BankKeys, BankSigned, fingerprint, published
from sycee.guard.certificate._countersign import (
    Consent,
    DeviceProof,
    Exported,
    NotSealedYet,
    SealShown,
    countersigned,
)
from sycee.guard.certificate._evidence import keep_evidence
from sycee.guard.certificate._issue import CertificateIssued, CertificateStands
from sycee.guard.certificate._revoke import CertificateEnded
from sycee.guard.certificate._rotate import SigningKeyMade, new_signing_key
from sycee.guard.certificate._suites import SUITES, Suite

__all__ = [
    "SUITES",
    "BankKey",
    "BankKeys",
    "BankSigned",
    "CertificateEnded",
    "CertificateIssued",
    "CertificateStands",
    "Consent",
    "DeviceProof",
    "Exported",
    "NotSealedYet",
    "SealShown",
    "SigningKeyMade",
    "Suite",
    "countersigned",
    "fingerprint",
    "keep_evidence",
    "new_signing_key",
    "published",
]
