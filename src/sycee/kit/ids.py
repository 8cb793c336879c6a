"""Ids. What the outside names is a UUID of version 7: unguessable, and in order of time, which indexes like."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid5

from msgspec import Meta

RowId = Annotated[int, Meta(ge=1, le=2**63 - 1)]
"""The number of a row, as a caller may name it: what no column can hold is refused before anything is asked."""

_BANK = UUID("5c2b1f6e-0d7a-5e0c-9d3e-5f1c7a0e5ce3")


def new_id(now: datetime) -> UUID:
    """A fresh UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    millis = int(now.timestamp() * 1000)
    tail = int.from_bytes(os.urandom(10), "big")
    rand_a, rand_b = tail >> 64 & 0xFFF, tail & (1 << 62) - 1
    return UUID(int=millis << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)


def derived_id(*parts: str) -> UUID:
    """The same UUID (version 5) for the same parts: the key of a run's step, so that a second run repeats nothing."""
    return uuid5(_BANK, "\x1f".join(parts))
