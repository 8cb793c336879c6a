"""Tables as CSV: UTF-8 with the mark that spreadsheets know it by, text in quotes, sums as plain numbers."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from sycee.insight.paper._table import Cell, Table, safe, written
from sycee.kit.money import Money


def as_csv(table: Table) -> bytes:
    """The table as a file."""
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([safe(column) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> str | Decimal:
    if isinstance(cell, Money):
        return Decimal(cell.major)
    if isinstance(cell, str):
        return safe(cell)
    return "" if cell is None else written(cell)
