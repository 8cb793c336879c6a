"""One record of the file, asked by meaning."""

from collections.abc import Sequence

from sycee.insight.book._statement._habits import Habits

MONEY_GROUPS = (
    ("booked_income", "booked_expense", "booked_amount", "booked_currency"),
    ("income", "expense", "amount", "currency"),
)
"""What was booked counts before what was dealt."""
_NOTES_CELLS_MAX = 2


class Cells:
    """A record's cleaned cells and the habits of the file that they stand in."""

    def __init__(self, cells: Sequence[str], habits: Habits) -> None:
        self._cells, self.habits = cells, habits

    def has(self, meaning: str) -> bool:
        """Whether the file has a column of this meaning at all."""
        return meaning in self.habits.layout.places

    def all(self, meaning: str) -> list[str]:
        """The filled cells of this meaning, the preferred column first."""
        at = self.habits.layout.places.get(meaning, ())
        return [self._cells[index] for index in at if index < len(self._cells) and self._cells[index]]

    def one(self, meaning: str) -> str:
        """The first of them; "" when none is filled."""
        return next(iter(self.all(meaning)), "")

    def more(self) -> tuple[tuple[str, str], ...]:
        """What stands in columns that were not understood."""
        rows = zip(self.habits.layout.headers, self.habits.layout.meanings, self._cells, strict=False)
        return tuple((header, cell) for header, meaning, cell in rows if header and cell and not meaning)

    def is_note(self) -> bool:
        """A line of a footer rather than a row: a cell or two, and no amount among them."""
        said = sum(1 for cell in self._cells if cell)
        return said <= _NOTES_CELLS_MAX and not any(self.all(m) for group in MONEY_GROUPS for m in group[:3])
