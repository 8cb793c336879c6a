"""Read a statement file: find its header row, learn its habits, take every row or say why not."""

from collections.abc import Iterable
from itertools import chain, islice, takewhile

from sycee.insight.book._statement._bank import account, institution
from sycee.insight.book._statement._cells import Cells
from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._columns import COLUMNS_MAX, Layout, layout
from sycee.insight.book._statement._decode import decode
from sycee.insight.book._statement._entry import entry
from sycee.insight.book._statement._find import Found, find_header
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._habits import Habits, habits, named_asset
from sycee.insight.book._statement._shape import Column, Row, Skipped, Statement, Unreadable
from sycee.insight.book._statement._split import Record, split
from sycee.insight.book._statement._totals import Claim, claims_in_row, claims_in_words, compare, is_total_row

SAMPLE_RECORDS = 500


def read(name: str, content: bytes) -> Statement:
    """Read one CSV statement of any bank whose columns can be understood.

    `name` is only a hint; what the bytes say decides. Raises Unreadable, in one sentence, when the
    whole file is refused; a single bad row is in the statement's `skipped` instead.
    """
    for text in decode(content):
        if found := find_header(text):
            return _statement(name, text, found)
    raise Unreadable(
        "找不到表头：文件里没有一行能看出哪一列是日期、哪一列是金额",
        "No header row: no line of the file tells which column is the date and which the amount",
    )


def _statement(name: str, text: str, found: Found) -> Statement:
    records = (
        record._replace(cells=[clean(cell) for cell in record.cells[:COLUMNS_MAX]])
        for record in split(text, found.delimiter)
    )
    preamble = list(takewhile(lambda record: record.line < found.line, records))
    sample = list(islice(records, SAMPLE_RECORDS))
    told = [record.cells for record in preamble]
    how = habits(name, told, found.layout, [record.cells for record in sample])
    writer, owner = institution(name, told, found.layout.headers), account(told)
    reading = _Reading(how, owner or "", preamble)
    reading.take(chain(sample, records))
    return Statement(
        format=f"{writer.key}.csv" if writer.key else "csv",
        institution=writer,
        account=_only(row.account for row in reading.rows) if reading.rows else owner,
        assets=tuple(dict.fromkeys(row.asset for row in reading.rows)) or (how.asset,),
        columns=tuple(Column(*pair) for pair in zip(found.layout.headers, how.layout.meanings, strict=True)),
        rows=tuple(reading.rows),
        skipped=tuple(reading.skipped),
        declared=compare(reading.claims, reading.rows),
    )


def _only(accounts: Iterable[str]) -> str | None:
    named = set(accounts) - {""}
    return named.pop() if len(named) == 1 else None


class _Reading:
    """Rows, refusals and claimed totals, as the records go by."""

    def __init__(self, how: Habits, owner: str, preamble: Iterable[Record]) -> None:
        self._how, self._owner, self._prints = how, owner, Fingerprints()
        self._lengths: set[int] = set()
        self._notes: list[list[str]] = []
        self.rows: list[Row] = []
        self.skipped: list[Skipped] = []
        self.claims: list[Claim] = []
        for record in preamble:
            self._note(record)

    def take(self, records: Iterable[Record]) -> None:
        for record in records:
            if any(record.cells):
                self._one(record)

    def _one(self, record: Record) -> None:
        cells, cut = Cells(record.cells, self._how), self._is_cut(record)
        read = entry(record.line, cells, self._owner, self._prints, torn=record.torn, cut=cut)
        if isinstance(read, Row):
            self.rows.append(read)
            self._lengths.add(len(record.cells))
            self._notes.clear()
        elif is_total_row(record.cells):
            self.claims += claims_in_row(record.line, record.cells, self._how)
        elif read is None:
            self._note(record)
        elif again := layout(record.cells):
            self._next_section(again)
        else:
            self.skipped.append(Skipped(record.line, read))

    def _is_cut(self, record: Record) -> bool:
        """A last line without its end and without its last cells: "50" may be what is left of "500.00"."""
        short = len(record.cells) < len(self._how.layout.headers)
        return record.last and short and len(record.cells) not in self._lengths

    def _note(self, record: Record) -> None:
        self.claims += claims_in_words(record.line, record.cells, self._how.asset)
        self._notes.append(record.cells)

    def _next_section(self, again: Layout) -> None:
        """Another header row: the lines above it may name another account, or another currency."""
        self._owner = account(self._notes) or self._owner
        told = " ".join(cell for cells in self._notes for cell in cells)
        self._how = self._how._replace(layout=again, asset=again.asset or named_asset(told) or self._how.asset)
        self._notes.clear()
