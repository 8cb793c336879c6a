"""Read statement files of other banks and wallets. Pure: bytes in, entries out, nothing stored."""

from sycee.insight.book._statement._read import read
from sycee.insight.book._statement._shape import (
    Column,
    Declared,
    Direction,
    Institution,
    Row,
    Skipped,
    State,
    Statement,
    Unreadable,
)

__all__ = [
    "Column",
    "Declared",
    "Direction",
    "Institution",
    "Row",
    "Skipped",
    "State",
    "Statement",
    "Unreadable",
    "read",
]
