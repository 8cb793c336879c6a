"""From text to records: the standard CSV reader, kept from swallowing the file after a stray quote."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from sycee.insight.book._statement._decode import TOO_LONG

RECORD_LINES_MAX = 20
LINE_CHARS_MAX = 200_000


class Record(NamedTuple):
    """Cells of one record and the line of the file on which it begins.

    `torn`: its quotes never close. `last`: the file ends in it, without a line end.
    """

    line: int
    cells: list[str]
    torn: bool = False
    last: bool = False


def split(text: TextIO, delimiter: str) -> Iterator[Record]:
    """Every record, blank lines included; one whose quotes never close comes as its first line alone."""
    feed = _Feed(text)
    while True:
        yield from _whole(feed, delimiter)
        if not feed.held:
            return
        line = feed.line
        yield Record(line, feed.first_alone().split(delimiter), torn=True)


def _whole(feed: "_Feed", delimiter: str) -> Iterator[Record]:
    """Records until the text ends, or until one with an unclosed quote, whose lines stay held."""
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        if feed.starved or _swallowed(feed.held, cells, delimiter):
            return
        last = not feed.held[-1].endswith(("\n", "\r"))
        yield Record(feed.line, cells, last=last)
        feed.next_record()


def _swallowed(held: list[str], cells: list[str], delimiter: str) -> bool:
    """Whether a line taken as the continuation of a quoted cell is a record in its own right."""
    return any(line.count(delimiter) + 1 >= max(len(cells), 2) for line in held[1:])


class _Feed:
    """Lines for the CSV reader, remembering those of the record under way."""

    def __init__(self, text: TextIO) -> None:
        self._lines = text
        self._again: deque[str] = deque()
        self.line = 1
        self.held: list[str] = []
        self.starved = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line = "" if len(self.held) >= RECORD_LINES_MAX else self._take()
        if not line:
            # The reader asks for one line more than a record has only inside an open quote.
            self.starved = bool(self.held)
            raise StopIteration
        self.held.append(line)
        return line

    def _take(self) -> str:
        if self._again:
            return self._again.popleft()
        # Bytes were looked at before, but in UTF-16 nothing in them tells where a line ends.
        line = self._lines.readline(LINE_CHARS_MAX + 1)
        if len(line) > LINE_CHARS_MAX:
            raise TOO_LONG
        return line

    def next_record(self) -> None:
        self.line += len(self.held)
        self.held = []

    def first_alone(self) -> str:
        """Give up the record under way: its first line is taken, the others are offered again."""
        first, *rest = self.held
        self._again.extendleft(reversed(rest))
        self.line += 1
        self.held, self.starved = [], False
        return first.strip("\r\n")
