"""Tables as XLSX, a row at a time: text is stored as text, sums as numbers with their places."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from sycee.insight.paper._table import Cell, Table, safe
from sycee.kit.money import Money
from sycee.kit.time import BANK_ZONE

_TEXT = "s"


def as_xlsx(table: Table, made_at: datetime) -> bytes:
    """The table as a file."""
    # Half a second of start-up that only a workbook needs, here and below.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "Sycee"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, cell: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, value=_value(cell))
    if isinstance(cell, Money):
        made.number_format = f"#,##0.{'0' * cell.asset.digits}" if cell.asset.digits else "#,##0"
    elif isinstance(cell, datetime):
        made.number_format = "yyyy-mm-dd hh:mm:ss"
    elif isinstance(cell, str):
        made.data_type = _TEXT  # whatever it begins with
    return made


def _value(cell: Cell) -> str | Decimal | date | None:
    if isinstance(cell, Money):
        return Decimal(cell.major)
    if isinstance(cell, datetime):
        return cell.astimezone(BANK_ZONE).replace(tzinfo=None)
    return safe(cell) if isinstance(cell, str) else cell
