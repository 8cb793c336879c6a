"""Find the header row among whatever a table begins with."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sycee.insight.book._statement._clean import clean
from sycee.insight.book._statement._columns import COLUMNS_MAX, Layout, laid_out, layout
from sycee.insight.book._statement._pointed import NOT_POINTED, Pointed, shape_of, shape_without_header
from sycee.insight.book._statement._table import Table
from sycee.insight.book._statement._when import Reckoning, when

PREAMBLE_RECORDS_MAX = 200
_LIKELY_RECORDS = 60


class Found(NamedTuple):
    """The table, its header row's line (0: it has none) and what that row announces; what was pointed out about it."""

    table: Table
    line: int
    layout: Layout
    shape: str
    pointed: Pointed = NOT_POINTED


class Line(NamedTuple):
    """One of a table's first lines, cleaned."""

    line: int
    cells: list[str]


def find_header(tables: Sequence[Table], known: Mapping[str, Pointed]) -> Found | None:
    """The header row most of whose columns are understood; the first of equals. None when there is none.

    What was pointed out for files of this shape comes before what is understood.
    """
    best: Found | None = None
    for table in tables:
        above: list[str] = []
        for line, cells in first_lines(table):
            if (shape := shape_of(cells)) in known and (said := known[shape]).columns:
                return _as_pointed(table, line, cells, said, shape)
            announced = _announced(cells, above)
            if announced and (best is None or announced.score > best.layout.score):
                best = Found(table, line, announced, shape, known.get(shape, NOT_POINTED))
            above = cells
    return best or _headless(tables, known)


def _announced(cells: list[str], above: list[str]) -> Layout | None:
    if not 1 < len(cells) <= COLUMNS_MAX:
        return None
    alone = layout(cells)
    # A title of one cell over the header row says nothing of its columns.
    both = layout(cells, above) if sum(1 for cell in above if cell) > 1 else None
    return both if both and (alone is None or both.score > alone.score) else alone


def pointed_at(tables: Sequence[Table], said: Pointed) -> Found | None:
    """The table as the person pointed it out."""
    table = next((t for t in tables if said.place and t.place == said.place), None) or likely(tables)
    lines = dict(first_lines(table))
    if not lines:
        return None
    if said.header in lines:
        return _as_pointed(table, said.header, lines[said.header], said, shape_of(lines[said.header]))
    first = next(iter(lines.values()))
    return _as_pointed(table, 0, [""] * len(first), said, shape_without_header(first))


def likely(tables: Sequence[Table]) -> Table:
    """Of the tables that one text may be, the one whose lines are of the most cells."""
    return max(tables, key=_width)


def first_lines(table: Table) -> Iterator[Line]:
    """The table's first lines, cleaned; wholly empty ones too."""
    for record in islice(table.records(), PREAMBLE_RECORDS_MAX):
        yield Line(record.line, [clean(cell) for cell in record.cells[: COLUMNS_MAX + 1]])


def may_be_rows(tables: Sequence[Table]) -> bool:
    """Whether a person could point at columns here: some line has a day in one cell, and more beside it."""
    lines = (line.cells for table in tables for line in first_lines(table))
    return any(sum(map(bool, cells)) > 1 and any(map(is_day, cells)) for cells in lines)


def is_day(cell: str) -> bool:
    """Whether a cell is a day, in whatever order."""
    return len(cell) >= 6 and when(cell, "", Reckoning("day")) is not None


def _width(table: Table) -> int:
    widths = sorted(len(line.cells) for line in islice(first_lines(table), _LIKELY_RECORDS) if any(line.cells))
    return widths[len(widths) // 2] if widths else 0


def _as_pointed(table: Table, line: int, cells: Sequence[str], said: Pointed, shape: str) -> Found:
    meanings = [meaning or None for meaning in said.columns[: len(cells)]]
    meanings += [None] * (len(cells) - len(meanings))
    return Found(table, line, laid_out(cells, meanings), shape, said)


def _headless(tables: Sequence[Table], known: Mapping[str, Pointed]) -> Found | None:
    for table in tables if known else ():
        first = next((line.cells for line in first_lines(table) if any(line.cells)), [])
        shape = shape_without_header(first)
        if shape in known:
            return _as_pointed(table, 0, [""] * len(first), known[shape], shape)
    return None
