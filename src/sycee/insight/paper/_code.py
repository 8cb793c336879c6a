"""Codes of authenticity: a hundred bits of chance in letters that nobody mistakes for another."""

from __future__ import annotations

import secrets
from hashlib import sha256

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP = 20, 4
_DOMAIN = b"sycee:paper:v1\0"
_READ_AS = str.maketrans("OIL", "011")


def new_code() -> str:
    """A code that was never given, such as `7K3M-0Q2X-9ABC-DEFG-HJKM`."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def digest_of(written: str) -> bytes:
    """What a code is kept as, however it was typed: small letters, spaces, O for 0, I and L for 1."""
    letters = written.upper().translate(_READ_AS)
    return sha256(_DOMAIN + "".join(letter for letter in letters if letter in _LETTERS).encode()).digest()
