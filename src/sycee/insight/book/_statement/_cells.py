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
        self._places = habits.layout.places

    def has(self, meaning: str) -> bool:
        """Whether the file has a column of this meaning at all."""
        return meaning in self._places

    def all(self, meaning: str) -> list[str]:
        """The filled cells of this meaning, the preferred column first."""
        at = self._places.get(meaning, ())
        return [self._cells[index] for index in at if index < len(self._cells) and self._cells[index]]

    def one(self, meaning: str) -> str:
        """The first of them; "" when none is filled."""
        for index in self._places.get(meaning, ()):
            if index < len(self._cells) and self._cells[index]:
                return self._cells[index]
        return ""

    def more(self) -> tuple[tuple[str, str], ...]:
        """What stands in columns that were not understood."""
        headers, said = self.habits.layout.headers, self._cells
        rest = (index for index in self.habits.layout.rest if index < len(said) and said[index])
        return tuple((headers[index], said[index]) for index in rest)

    def is_note(self) -> bool:
        """A line of a footer rather than a row: a cell or two, and no amount among them."""
        said = sum(1 for cell in self._cells if cell)
        return said <= _NOTES_CELLS_MAX and not any(self.all(m) for group in MONEY_GROUPS for m in group[:3])
