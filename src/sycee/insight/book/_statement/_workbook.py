"""Excel workbooks, old and new: sheets as rows of text. Nothing in them is run or worked out."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO

import xlrd

from sycee.insight.book._statement._columns import COLUMNS_MAX
from sycee.insight.book._statement._parts_of_xlsx import TOO_LARGE, refuse_sheet_bomb
from sycee.insight.book._statement._shape import Unreadable
from sycee.insight.book._statement._split import Record
from sycee.insight.book._statement._table import Table

SHEETS_MAX = 60
ROWS_MAX = 1_048_576
PARTS_MAX = 2_000
UNPACKED_MAX = 200 * 1024 * 1024
RATIO_MAX = 200
WORKBOOK_MAX = 20 * 1024 * 1024
CELLS_MAX = 4_000_000
_SMALL = 10 * 1024 * 1024

_BROKEN = Unreadable("这个 Excel 文件损坏或不完整", "The Excel file is damaged or incomplete")
_ENCRYPTED = Unreadable(
    "这个 Excel 文件有打开密码，请另存为不带密码的文件再上传",
    "The Excel file needs a password to open; save it without one",
)


def tables_of_xlsx(file: BinaryIO) -> list[Table]:
    """The visible sheets of an .xlsx; the hidden ones where there are no others."""
    # Half a second of start-up that only a workbook needs.
    from openpyxl import load_workbook

    refuse_bomb(file)
    refuse_large(file)
    refuse_sheet_bomb(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")][:SHEETS_MAX]
    except Exception as no:
        raise _BROKEN from no
    return _seen([(s.title, s.sheet_state == "visible", _xlsx_table(s)) for s in sheets])


def _xlsx_table(sheet: Any) -> Table:
    def records() -> Iterator[Record]:
        try:
            # What the sheet says of its own size is not believed.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_row=ROWS_MAX, max_col=COLUMNS_MAX)
            for line, cells in enumerate(rows, 1):
                yield Record(line, [_said(cell) for cell in cells])
        except Exception as no:
            raise _BROKEN from no

    return Table("xlsx", sheet.title, records)


def tables_of_xls(file: BinaryIO) -> list[Table]:
    """The visible sheets of an .xls; the hidden ones where there are no others."""
    refuse_large(file)
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _ENCRYPTED
    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=io.StringIO(), on_demand=True)
        sheets = list(_xls_sheets(book))
    except Unreadable:
        raise
    except Exception as no:
        raise (_ENCRYPTED if "encrypted" in str(no).lower() else _BROKEN) from no
    return _seen([(s.name, s.visibility == 0, _xls_table(s, book.datemode)) for s in sheets])


def _xls_sheets(book: Any) -> Iterator[Any]:
    """Its sheets one after the other: a few bytes may say that a row has its last cell, and no other."""
    cells = 0
    for number in range(min(book.nsheets, SHEETS_MAX)):
        sheet = book.sheet_by_index(number)
        cells += sum(map(sheet.row_len, range(sheet.nrows)))
        if cells > CELLS_MAX:
            raise TOO_LARGE
        yield sheet


def _xls_table(sheet: Any, datemode: int) -> Table:
    def records() -> Iterator[Record]:
        for row in range(sheet.nrows):
            cells = sheet.row(row)[:COLUMNS_MAX]
            yield Record(row + 1, [_xls_said(cell, datemode) for cell in cells])

    return Table("xls", sheet.name, records)


def _xls_said(cell: Any, datemode: int) -> str:
    if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            at = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return _said(cell.value)
        return _said(at.time() if cell.value < 1 else at)
    return _said(cell.value)


def _seen(sheets: Sequence[tuple[str, bool, Table]]) -> list[Table]:
    shown = [table for _, visible, table in sheets if visible]
    tables = shown or [table for _, _, table in sheets]
    return tables if len(tables) > 1 else [table._replace(place="") for table in tables]


def _said(value: Any) -> str:
    """A cell as a person reads it: a number without the binary's noise, a day without midnight."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        # Serial numbers carry a fraction of a second that nobody wrote.
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date | time):
        return str(value.replace(microsecond=0) if isinstance(value, time) else value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value)
    return "" if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "/A")) else str(value)


def _number(value: Any) -> str:
    # Fifteen digits are what a spreadsheet shows; the rest is the binary's.
    written = format(Decimal(format(value, ".15g")), "f") if value == value else ""
    return written.rstrip("0").rstrip(".") if "." in written else written


def refuse_large(file: BinaryIO) -> None:
    """Refuses a workbook that is too large to be opened: some of it has to be held."""
    if file.seek(0, io.SEEK_END) > WORKBOOK_MAX:
        raise Unreadable(
            "Excel 文件超过 20 MB，请另存为 CSV 再导入",
            "The Excel file has more than 20 MB; save it as CSV and bring that in",
        )


def refuse_bomb(file: BinaryIO) -> None:
    """Refuses an archive that would unpack to far more than it is: by count, by size and by ratio."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except Exception as no:
        raise Unreadable("压缩文件损坏或不完整", "The archive is damaged or incomplete") from no
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    bloated = unpacked > _SMALL and unpacked > RATIO_MAX * max(packed, 1)
    if len(parts) > PARTS_MAX or unpacked > UNPACKED_MAX or bloated:
        raise TOO_LARGE
