"""What a person pointed out about a file that could not be understood alone, and by what its like is known again."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, get_args

import msgspec

Meaning = Literal[
    "date", "time", "booked_on", "amount", "income", "expense", "flag", "balance", "currency", "counterparty",
    "counter_account", "text", "kind", "status", "order", "method", "account", "refunded", ""
]  # fmt: skip
"""What a column may hold; "" for one that says nothing of use."""
MEANINGS = get_args(Meaning)
_DIGITS = re.compile(r"[0-9]+")


class Pointed(msgspec.Struct, frozen=True, kw_only=True):
    """`columns`: the meaning of each, from the left; none where the file's own headers are understood.

    `header`: the line of the header row, 0 where there is none. `first`: whether 03/04/2026 begins with the day or the
    month. `out_words`, `in_words`: what the column that tells in from out says of either. `place`: the sheet.
    """

    columns: tuple[Meaning, ...] = ()
    header: int = 0
    first: Literal["day", "month"] | None = None
    asset: str = ""
    out_words: tuple[str, ...] = ()
    in_words: tuple[str, ...] = ()
    place: str = ""


NOT_POINTED = Pointed()


def shape_of(cells: Sequence[str]) -> str:
    """By what the files of one kind are known again: their header row, or how a row is written where there is none."""
    said = "\x1f".join("".join(cell.split()).lower() for cell in cells)
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def shape_without_header(cells: Sequence[str]) -> str:
    """The same for rows without a header: which cells hold numbers, which words, which nothing."""
    return shape_of(["", *(_written(cell) for cell in cells)])


def _written(cell: str) -> str:
    if not cell:
        return "-"
    return "n" if not re.search(r"[^\W\d_]", cell) and _DIGITS.search(cell) else "w"
