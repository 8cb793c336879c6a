"""Tables of a web page: what many banks send under the name of .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from sycee.insight.book._statement._columns import COLUMNS_MAX
from sycee.insight.book._statement._decode import decoded, text
from sycee.insight.book._statement._shape import Unreadable
from sycee.insight.book._statement._split import Record
from sycee.insight.book._statement._table import Table

_PIECE = 1 << 16
CELL_MAX = 4_000
UNENDED_MAX = 4 * _PIECE


def tables_of_html(file: BinaryIO) -> list[Table]:
    """The page as one table: every row of it, and what stands outside of rows as rows of one cell."""
    encoding = next(decoded(file))

    def records() -> Iterator[Record]:
        rows = _Rows()
        with text(file, encoding) as said:
            while piece := said.read(_PIECE):
                feed(rows, piece)
                yield from rows.taken()
        feed(rows)
        yield from rows.taken()

    return [Table("html", "", records)]


def feed(tags: HTMLParser, piece: str = "") -> None:
    """Give the parser the next piece of the file; nothing is its end.

    A tag or comment that goes on and on is refused: each piece would be looked at again from its beginning.
    """
    try:
        if piece:
            tags.feed(piece)
        else:
            tags.close()
    except AssertionError as no:  # what the standard parser says to a marked section of no known kind
        raise Unreadable("网页损坏，读不懂", "The tags of the file are damaged") from no
    if len(tags.rawdata) > UNENDED_MAX:
        raise Unreadable("文件里有一个标签没有结束", "The file has a tag that never ends")


class _Rows(HTMLParser):
    """Rows as they close. A cell over two columns is followed by an empty one, as in a workbook."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Record] = []
        self._cells: list[str] = []
        self._line = 1
        self._inside: list[str] | None = None
        self._span = 0
        self._unseen = 0

    def taken(self) -> list[Record]:
        """The rows that have closed since the last time."""
        done, self._done = self._done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title"):
            self._unseen += 1
        elif tag == "tr":
            self._end_row()
            self._line = self.getpos()[0]
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._inside, self._span = [], int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
        elif tag == "br" and self._inside is not None:
            self._inside.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self._unseen = max(self._unseen - 1, 0)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._unseen or not data.strip():
            return
        if self._inside is not None:
            self._inside.append(data)
        elif not self._cells:
            self._done.append(Record(self.getpos()[0], [data[:CELL_MAX]]))

    def close(self) -> None:
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._inside is not None and len(self._cells) < COLUMNS_MAX:
            self._cells += ["".join(self._inside)[:CELL_MAX]] + [""] * (self._span - 1)
        self._inside = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._done.append(Record(self._line, self._cells[:COLUMNS_MAX]))
        self._cells = []
