"""The clock of the tests' bank: the machine's own, moved ahead for a while where a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class Hands:
    """A clock whose hands can be moved. Called, it tells the instant."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    @contextmanager
    def later(self, **how_much: float) -> Iterator[None]:
        """Inside, it is so much later; afterwards it is now again."""
        before = self._ahead
        self._ahead += timedelta(**how_much)
        try:
            yield
        finally:
            self._ahead = before
