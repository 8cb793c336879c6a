"""Which columns are sealed: each is declared by the module whose table it is, and so it can be sealed anew."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sycee.kit.errors import Fault

Rows = type[int] | type[str] | type[UUID]
_COLUMNS: dict[str, SealedColumn] = {}


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values. `row` tells one row from another and never changes: a value opens in its row alone.
    `rows`: what it is in Python. `at_a_time`: of how many values a batch that seals anew is at most."""

    table: str
    column: str
    row: str
    rows: Rows = int
    at_a_time: int = 200

    @property
    def name(self) -> str:
        """What values are bound to, besides their row."""
        return f"{self.table}.{self.column}"

    def of(self, row: object) -> bytes:
        """What a value in this row is bound to."""
        return f"{self.name}\0{row}".encode()


def sealed_column(table: str, column: str, row: str, rows: Rows = int, at_a_time: int = 200) -> SealedColumn:
    """Declare a sealed column of one's own table. `row` names the column by which a row is told from the others; where
    values are large, fewer of them are sealed anew at a time."""
    made = SealedColumn(table, column, row, rows, at_a_time)
    if _COLUMNS.setdefault(made.name, made) != made:
        raise Fault(f"{made.name} is declared twice")
    return made


def sealed_columns() -> dict[str, SealedColumn]:
    """Every sealed column, by name."""
    return dict(_COLUMNS)
