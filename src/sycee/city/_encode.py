"""Entries in PostgreSQL's binary COPY form: fixed columns by numpy, texts from a table, joined row by row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sycee.city._calendar import DAY_US, Ints
from sycee.city._quarter import Quarter
from sycee.core.ledger import ENTRY_COLUMNS

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_ROWS = 16_384
_UNIX_2000_US = 946_684_800_000_000
_ZONE_US = 8 * 3_600_000_000
# Each field is its length and its value, big-endian.
_FIXED = np.dtype(
    [("fields", ">i2")]
    + [(f"{c}{part}", kind) for c in ENTRY_COLUMNS[:5] for part, kind in (("_size", ">i4"), ("", ">i8"))]
    + [("transfer_size", ">i4"), ("time", ">u8"), ("salt", ">u8"), ("value_on_size", ">i4"), ("value_on", ">i4")]
)  # fmt: skip


def transfer_time(at: Ints, salt: Ints) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Upper half of a transfer's UUID, version 7: Unix milliseconds, and twelve bits more of chance."""
    millis = ((at + _UNIX_2000_US) // 1000).astype(np.uint64)
    more = (salt.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(52)
    return millis << np.uint64(16) | np.uint64(0x7000) | more


def transfer_salt(salt: Ints) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Lower half of a transfer's UUID: the variant and 62 bits of chance."""
    return salt.astype(np.uint64) | np.uint64(1 << 63)


def rows(quarter: Quarter, base: int) -> Iterator[bytes]:
    """A quarter's entries as the bytes of one COPY, some thousand rows at a time; accounts are numbered from `base`."""
    texts = [b"".join(map(_field, text)) for text in quarter.texts]
    yield _HEADER
    for first in range(0, len(quarter.entries.seq), _ROWS):
        entries = type(quarter.entries)(*(c[first : first + _ROWS] for c in quarter.entries))
        fixed = np.zeros(len(entries.seq), _FIXED)
        fixed["fields"] = len(ENTRY_COLUMNS)
        values = (entries.account + base, entries.seq, entries.amount, entries.balance, entries.at)
        for name, column in zip(ENTRY_COLUMNS, values, strict=False):
            fixed[f"{name}_size"], fixed[name] = 8, column
        fixed["transfer_size"], fixed["value_on_size"] = 16, 4
        fixed["time"], fixed["salt"] = transfer_time(entries.at, entries.salt), transfer_salt(entries.salt)
        fixed["value_on"] = (entries.at + _ZONE_US) // DAY_US
        yield _joined(fixed, texts, entries.text)
    yield _TRAILER


def _field(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(4, "big") + encoded


def _joined(fixed: np.ndarray[tuple[int], np.dtype[np.void]], texts: list[bytes], text: Ints) -> bytes:
    pieces: list[bytes] = [b""] * (2 * len(fixed))
    pieces[::2] = fixed.view(f"V{_FIXED.itemsize}").tolist()
    pieces[1::2] = map(texts.__getitem__, text.tolist())
    return b"".join(pieces)
