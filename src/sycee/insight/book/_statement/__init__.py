"""Read statement files of other banks and wallets. Pure: bytes in, entries out, nothing stored."""

from sycee.insight.book._statement._part import Part
from sycee.insight.book._statement._pointed import Meaning, Pointed
from sycee.insight.book._statement._preview import Preview, preview
from sycee.insight.book._statement._read import How, parts, read
from sycee.insight.book._statement._shape import (
    Column,
    Declared,
    Direction,
    Institution,
    Locked,
    Row,
    Skipped,
    State,
    Statement,
    Unclear,
    Unreadable,
)

__all__ = [
    "Column",
    "Declared",
    "Direction",
    "How",
    "Institution",
    "Locked",
    "Meaning",
    "Part",
    "Pointed",
    "Preview",
    "Row",
    "Skipped",
    "State",
    "Statement",
    "Unclear",
    "Unreadable",
    "parts",
    "preview",
    "read",
]
