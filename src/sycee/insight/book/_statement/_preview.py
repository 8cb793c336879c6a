"""What a file looks like before it is brought in: its first lines, what was understood, and what has to be asked."""

from itertools import islice
from typing import BinaryIO, Literal, NamedTuple

from sycee.insight.book._statement._columns import meaning_of
from sycee.insight.book._statement._find import Line, find_header, first_lines, is_day, likely, pointed_at
from sycee.insight.book._statement._kind import kind_of
from sycee.insight.book._statement._part import Part
from sycee.insight.book._statement._pointed import MEANINGS
from sycee.insight.book._statement._read import How, parts, tables_of
from sycee.insight.book._statement._shape import Locked, Row, Unclear, Unreadable
from sycee.insight.book._statement._zip import is_workbook, unzipped
from sycee.kit.words import Words

LINES_MAX = 40
ROWS_MAX = 20
CELLS_MAX = 40
Asks = Literal["password", "columns", "days", "out_words"]


class Preview(NamedTuple):
    """`lines`: as they stand in the file. `header`: the line of the header row, 0 where there is none. `columns`: what
    each is taken for. `rows`: the first that were read. `words`: what the column says that tells in from out."""

    part: Part | None
    rows: list[Row]
    lines: list[Line]
    header: int
    columns: list[str]
    place: str
    asks: list[Asks]
    words: list[str]
    why: Words | None
    whole: bool = True


def preview(name: str, file: BinaryIO, how: How, most: int | None = None) -> Preview:
    """Read the file as it would be brought in, `most` rows of it where that is given. Raises Unreadable where no answer
    of a person's would help."""
    try:
        first = next(parts(name, file, how))
    except Locked as no:
        return Preview(None, [], [], 0, [], "", ["password"], [], no.why)
    except Unclear as no:
        lines, header, columns, place = _table(file, how)
        if not lines:
            raise
        asks: list[Asks] = ["columns"] if no.asks == "columns" else ["days"]
        return Preview(None, [], lines, header, columns, place, asks, [], no.why)
    except StopIteration:
        raise Unreadable("文件里没有账单", "There is no statement in the file") from None
    reading = iter(first)
    rows = list(islice(reading, ROWS_MAX))
    for _ in islice(reading, most):  # to its end: what was not taken, and why, is known then
        pass
    whole = most is None or next(reading, None) is None
    lines, header, columns, place = _table(file, how) if first.columns else ([], 0, [], "")
    words = _out_words(lines, header, columns) if not first.notes.tally.rows and first.notes.skipped else []
    return Preview(first, rows, lines, header, columns, place, ["out_words"] if words else [], words, None, whole)


def _table(file: BinaryIO, how: How) -> tuple[list[Line], int, list[str], str]:
    """The table that a person would point at."""
    kind = kind_of(file)
    if kind == "zip" and not is_workbook(file):
        for _, unpacked in unzipped(file, how.password):
            return _table(unpacked, how)
    if kind not in ("text", "zip", "ole", "html"):
        return [], 0, [], ""
    choices = list(tables_of(kind, file))
    tables = choices[0] if kind == "text" else [table for tables in choices for table in tables]
    found = pointed_at(tables, how.pointed) if how.pointed.columns else find_header(tables, how.known)
    table = found.table if found else likely(tables)
    lines = [line for line in islice(first_lines(table), 3 * LINES_MAX) if any(line.cells)]
    if found:
        lines = _around(lines, found.line)
        return lines, found.line, [meaning or "" for meaning in found.layout.meanings][:CELLS_MAX], table.place
    lines = lines[:LINES_MAX]
    header, columns = _guess(lines)
    return lines, header, columns, table.place


def _around(lines: list[Line], header: int) -> list[Line]:
    """The lines from shortly before the header row on: a preamble may be long."""
    at = next((index for index, line in enumerate(lines) if line.line >= header), 0)
    return lines[max(at - 3, 0) :][:LINES_MAX]


def _guess(lines: list[Line]) -> tuple[int, list[str]]:
    """Which line may be the header, and what the columns may hold: something to begin from."""
    width = max((len(line.cells) for line in lines), default=0)
    data = [line for line in lines if any(is_day(cell) for cell in line.cells)]
    if not data:
        return 0, [""] * min(width, CELLS_MAX)
    before = [line for line in lines if line.line < data[0].line and sum(map(bool, line.cells)) > 1]
    header = before[-1] if before else None
    columns = ["date" if is_day(cell) else "" for cell in data[0].cells]
    for index, cell in enumerate(header.cells if header else []):
        meaning = meaning_of(cell)
        if index < len(columns) and not columns[index] and meaning in MEANINGS:
            columns[index] = meaning or ""
    columns = [c if c != "date" or columns.index("date") == index else "" for index, c in enumerate(columns)]
    return header.line if header else 0, columns[:CELLS_MAX]


def _out_words(lines: list[Line], header: int, columns: list[str]) -> list[str]:
    """The words of the column that tells in from out, where none of them is known."""
    if "flag" not in columns:
        return []
    at = columns.index("flag")
    said = [line.cells[at] for line in lines if line.line > header and at < len(line.cells) and line.cells[at]]
    return list(dict.fromkeys(word[:40] for word in said))[:8]
