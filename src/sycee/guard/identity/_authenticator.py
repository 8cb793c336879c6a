"""Codes of an authenticator (RFC 6238): six digits, steps of 30 seconds, one step early or late, each good once.

An authenticator goes by the world's time: so does this, also where the bank's own clock runs faster.
"""

from __future__ import annotations

import hmac

import pyotp

from sycee.kit.time import system_clock

STEP_S = 30
_ISSUER = "Sycee"


def new_secret() -> str:
    """A fresh secret for an authenticator, 160 bits in Base32."""
    return pyotp.random_base32(32)


def address_of(secret: str, login: str) -> str:
    """The otpauth address that an authenticator takes the secret from."""
    return pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=login, issuer_name=_ISSUER)


def code_now(secret: str) -> str:
    """The code that an authenticator with this secret shows now."""
    return pyotp.HOTP(secret).at(_step_now())


def step_of(secret: str, code: str, late: int = 1) -> int | None:
    """The time step of which this is the code, now, one step early or `late` ones late; None for any other code."""
    now, maker, found = _step_now(), pyotp.HOTP(secret), None
    for drift in range(-late, 2):  # all are looked at, whichever fits
        if hmac.compare_digest(maker.at(now + drift).encode(), code.encode()):
            found = now + drift
    return found


def _step_now() -> int:
    return int(system_clock().timestamp()) // STEP_S
