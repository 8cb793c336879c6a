"""A table that leaves the bank: columns, and cells that are text, sums, days or instants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sycee.kit.money import Money
from sycee.kit.time import BANK_ZONE
from sycee.kit.words import visible

Cell = str | Money | date | datetime | None

# What a program that opens a table takes for the beginning of a formula, full-width forms as well, also after quotes
# and blanks; and after what such a program may take for the end of a cell.
_FORMULA = re.compile(r"^([\s\"'`“”‘’]*)([=+\-@＝＋－＠−])")
_INSIDE = re.compile(r"([;,|\t][\s\"'`]*)([=+\-@])")


@dataclass(frozen=True, slots=True)
class Table:
    """Titles of columns, and rows of as many cells."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def safe(text: str) -> str:
    """Text that no program reads as a formula: an apostrophe stands before what would begin one. Amounts are numbers
    and never come here."""
    return _INSIDE.sub(r"\1'\2", _FORMULA.sub(r"'\1\2", visible(text)))


def written(at: date | datetime) -> str:
    """A day, or an instant to the second on the bank's clock."""
    if isinstance(at, datetime):
        return at.astimezone(BANK_ZONE).strftime("%Y-%m-%d %H:%M:%S")
    return at.isoformat()
