"""Read a statement file: see what it is, find its tables and messages, take every row or say why not."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from sycee.insight.book._statement._camt import parts_of_camt
from sycee.insight.book._statement._find import find_header, may_be_rows, pointed_at
from sycee.insight.book._statement._html import tables_of_html
from sycee.insight.book._statement._kind import kind_of
from sycee.insight.book._statement._mt940 import parts_of_mt940
from sycee.insight.book._statement._ofx import parts_of_ofx
from sycee.insight.book._statement._part import Part, Seen
from sycee.insight.book._statement._pointed import NOT_POINTED, Pointed
from sycee.insight.book._statement._rows import part_of
from sycee.insight.book._statement._shape import Row, Statement, Unclear, Unreadable
from sycee.insight.book._statement._table import Table, tables_of_text
from sycee.insight.book._statement._workbook import tables_of_xls, tables_of_xlsx
from sycee.insight.book._statement._zip import is_workbook, unzipped


class How(NamedTuple):
    """What a person said of the file. `known`: what they pointed out before, by the shape of the files."""

    password: str = ""
    pointed: Pointed = NOT_POINTED
    known: Mapping[str, Pointed] = {}


NOTHING_SAID = How()
_NO_HEADER = (
    "找不到表头：文件里没有一行能看出哪一列是日期、哪一列是金额",
    "No header row: no line of the file tells which column is the date and which the amount",
)


def parts(name: str, file: BinaryIO, how: How = NOTHING_SAID) -> Iterator[Part]:
    """The parts of a statement file, each to be read to its end before the next is asked for.

    `name` is only a hint; what the bytes say decides. Raises Unreadable, in one sentence, when the whole file is
    refused; a single bad row is in the part's notes instead.
    """
    several, seen = may_be_several(file), Seen()
    for part in _parts(name, file, how):
        yield part.after(seen) if several else part
        seen.next_part()


def may_be_several(file: BinaryIO) -> bool:
    """Whether there may be more than one part in the file: sheets, or files of an archive."""
    return kind_of(file) in ("zip", "ole")


def _parts(name: str, file: BinaryIO, how: How, *, packed: bool = False) -> Iterator[Part]:
    kind = kind_of(file)
    if kind == "zip" and not is_workbook(file):
        if packed:
            raise Unreadable("压缩包里还有压缩包，请先解开", "There is an archive within the archive; unpack it first")
        for member, unpacked in unzipped(file, how.password):
            yield from _parts(member, unpacked, how, packed=True)
    elif kind == "mt940":
        yield from parts_of_mt940(file)
    elif kind == "ofx":
        yield from parts_of_ofx(file)
    elif kind == "camt":
        yield from parts_of_camt(file)
    else:
        yield from _tabular(name, tables_of(kind, file), how)


def tables_of(kind: str, file: BinaryIO) -> Iterator[list[Table]]:
    """The tables of a file of rows: of a text, those that it may be; of a workbook, each sheet by itself."""
    if kind == "text":
        yield from tables_of_text(file)
        return
    of_kind = {"zip": tables_of_xlsx, "ole": tables_of_xls, "html": tables_of_html}[kind]
    yield from ([table] for table in of_kind(file))


def _tabular(name: str, choices: Iterable[Sequence[Table]], how: How) -> Iterator[Part]:
    """Of a text the first choice with a header row, of a workbook every sheet with one."""
    read, rows = 0, False
    for tables in choices:
        found = pointed_at(tables, how.pointed) if how.pointed.columns else find_header(tables, how.known)
        if found is None:
            rows = rows or may_be_rows(tables)
            continue
        said = how.pointed if how.pointed != NOT_POINTED else found.pointed
        yield part_of(name, found._replace(pointed=said))
        read += 1
        if len(tables) > 1 or how.pointed.columns:
            return
    if not read:
        raise Unclear(*_NO_HEADER, asks="columns") if rows else Unreadable(*_NO_HEADER)


def read(name: str, content: bytes, how: How = NOTHING_SAID) -> Statement:
    """Read a small file whole, all of its parts together."""
    rows: list[Row] = []
    done: list[Part] = []
    for part in parts(name, io.BytesIO(content), how):
        rows += part
        done.append(part)
    if not done:
        raise Unreadable("文件里没有账单", "There is no statement in the file")
    skipped = [line for part in done for line in part.notes.skipped]
    return Statement(
        format=done[0].format,
        institution=next((part.institution for part in done if part.institution.en), done[0].institution),
        account=only(row.account for row in rows) if rows else done[0].account,
        assets=tuple(dict.fromkeys(row.asset for row in rows)) or (done[0].asset,),
        columns=done[0].columns,
        rows=tuple(rows),
        skipped=tuple(skipped),
        declared=tuple(total for part in done for total in part.notes.declared()),
    )


def only(accounts: Iterable[str]) -> str | None:
    """The one account that all rows are of; None when there are several, or none is named."""
    named = set(accounts) - {""}
    return named.pop() if len(named) == 1 else None
