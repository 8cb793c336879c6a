"""How fast a city is being made, and how long it will still take, in one line."""

from __future__ import annotations

from collections.abc import Callable


class Pace:
    """Knows how many people there are to be; told how many there are. `monotonic` is a clock in seconds."""

    def __init__(self, people: int, monotonic: Callable[[], float]) -> None:
        self._people, self._clock = people, monotonic
        self._began = monotonic()

    def line(self, people: int, entries: int) -> str:
        """What to show after so many."""
        spent = max(self._clock() - self._began, 1e-6)
        left = spent / max(people, 1) * (self._people - people)
        return (
            f"{people:,}/{self._people:,} 人 people · {entries:,} 笔 entries · {people / spent:,.0f} 人/s · "
            f"{entries / spent:,.0f} 笔/s · 还要 left {_span(left)}"
        )


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
