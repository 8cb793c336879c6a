"""Rows of cells, whatever kind of file they stand in."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from sycee.insight.book._statement._decode import decoded, text
from sycee.insight.book._statement._split import Record, split

DELIMITERS = (",", "\t", ";", "|")


class Table(NamedTuple):
    """One table; `records` begins it anew at each call. `place`: its sheet, or its file in an archive."""

    format: str
    place: str
    records: Callable[[], Iterator[Record]]


def tables_of_text(file: BinaryIO) -> Iterator[list[Table]]:
    """The tables that a text may be, by delimiter: all of the likeliest encoding first."""
    for encoding in decoded(file):
        yield [_table(file, encoding, delimiter) for delimiter in DELIMITERS]


def _table(file: BinaryIO, encoding: str, delimiter: str) -> Table:
    def records() -> Iterator[Record]:
        with text(file, encoding) as said:
            yield from split(said, delimiter)

    return Table("csv", "", records)
