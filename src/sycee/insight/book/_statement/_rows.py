"""From a table to rows: learn how this file writes things, then take every row or say why not."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile

from sycee.insight.book._statement._bank import account, institution
from sycee.insight.book._statement._cells import Cells
from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._columns import COLUMNS_MAX, Layout, layout
from sycee.insight.book._statement._entry import entry
from sycee.insight.book._statement._find import Found
from sycee.insight.book._statement._fingerprint import Fingerprints
from sycee.insight.book._statement._habits import Habits, habits, named_asset
from sycee.insight.book._statement._part import Notes, Part
from sycee.insight.book._statement._shape import Column, Row
from sycee.insight.book._statement._split import Record
from sycee.insight.book._statement._totals import claims_in_row, claims_in_words, is_total_row

SAMPLE_RECORDS = 500


def part_of(name: str, found: Found) -> Part:
    """The table as a part of the file. Raises Unclear when its days could be read two ways."""
    records = (
        record._replace(cells=[clean(cell) for cell in record.cells[:COLUMNS_MAX]]) for record in found.table.records()
    )
    # The record that is not before the header is taken by takewhile, and is the header; without one none is before.
    preamble = list(takewhile(lambda record: record.line < found.line, records)) if found.line else []
    sample = list(islice(records, SAMPLE_RECORDS))
    told = [record.cells for record in preamble]
    how = habits(name, told, found.layout, [record.cells for record in sample], found.pointed)
    writer, owner = institution(name, told, found.layout.headers), account(told)
    notes = Notes(found.table.place)
    form = f"{writer.key}.{found.table.format}" if writer.key else found.table.format
    return Part(
        form=form,
        institution=writer,
        rows=_Reading(how, owner or "", notes).rows(preamble, chain(sample, records)),
        notes=notes,
        columns=tuple(Column(*pair) for pair in zip(found.layout.headers, how.layout.meanings, strict=True)),
        account=owner,
        asset=how.asset,
        ascending=how.ascending,
        shape=found.shape,
    )


class _Reading:
    """Rows, refusals and claimed totals, as the records go by."""

    def __init__(self, how: Habits, owner: str, notes: Notes) -> None:
        self._how, self._owner, self._prints, self._notes = how, owner, Fingerprints(), notes
        self._lengths: set[int] = set()
        self._said: list[list[str]] = []

    def rows(self, preamble: Iterable[Record], records: Iterable[Record]) -> Iterator[Row]:
        for record in preamble:
            self._note(record)
        for record in records:
            if any(record.cells) and (row := self._one(record)):
                yield row

    def _one(self, record: Record) -> Row | None:
        cells, cut = Cells(record.cells, self._how), self._is_cut(record)
        read = entry(record.line, cells, self._owner, self._prints, torn=record.torn, cut=cut)
        if isinstance(read, Row):
            self._lengths.add(len(record.cells))
            self._said.clear()
            return read
        if is_total_row(record.cells):
            self._notes.claims += claims_in_row(record.line, record.cells, self._how)
        elif read is None:
            self._note(record)
        elif again := layout(record.cells):
            self._next_section(again)
        else:
            self._notes.skip(record.line, read)
        return None

    def _is_cut(self, record: Record) -> bool:
        """A last line without its end and without its last cells: "50" may be what is left of "500.00"."""
        short = len(record.cells) < len(self._how.layout.headers)
        return record.last and short and len(record.cells) not in self._lengths

    def _note(self, record: Record) -> None:
        if len(self._notes.claims) < 1_000:
            self._notes.claims += claims_in_words(record.line, record.cells, self._how.asset)
        self._said = [*self._said[-50:], record.cells]

    def _next_section(self, again: Layout) -> None:
        """Another header row: the lines above it may name another account, or another currency."""
        self._owner = account(self._said) or self._owner
        told = " ".join(cell for cells in self._said for cell in cells)
        self._how = self._how._replace(layout=again, asset=again.asset or named_asset(told) or self._how.asset)
        self._said.clear()
