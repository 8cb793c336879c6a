"""Account numbers: issuer, serial, and a check digit that catches a mistyped one."""

from __future__ import annotations

ISSUER = "629900"
_DIGITS = 19


def number_for(serial: int, issuer: str = ISSUER, digits: int = _DIGITS) -> str:
    """The number of the n-th account (19 digits), or card: issuer, serial, Luhn check digit (ISO/IEC 7812-1)."""
    body = f"{issuer}{serial:0{digits - len(issuer) - 1}d}"
    return body + str(-_luhn(body + "0") % 10)


def is_number(written: str) -> bool:
    """Whether this can be an account number at all: digits, length and check digit."""
    return len(written) == _DIGITS and written.isascii() and written.isdigit() and _luhn(written) % 10 == 0


def _luhn(digits: str) -> int:
    doubled = (int(d) * 2 if i % 2 else int(d) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled)
