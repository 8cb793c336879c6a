"""Find the header row among whatever the file begins with."""

from itertools import islice
from typing import NamedTuple

from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._columns import COLUMNS_MAX, Layout, layout
from sycee.insight.book._statement._split import split

DELIMITERS = (",", "\t", ";", "|")
PREAMBLE_RECORDS_MAX = 200


class Found(NamedTuple):
    """The file's delimiter, its header row's line and what that row announces."""

    delimiter: str
    line: int
    layout: Layout


def find_header(text: str) -> Found | None:
    """The header row most of whose columns are understood; the first of equals. None when there is none."""
    best: Found | None = None
    for delimiter in DELIMITERS:
        for record in islice(split(text, delimiter), PREAMBLE_RECORDS_MAX):
            fits = 1 < len(record.cells) <= COLUMNS_MAX
            announced = layout([clean(cell) for cell in record.cells]) if fits else None
            if announced and (best is None or announced.score > best.layout.score):
                best = Found(delimiter, record.line, announced)
    return best
