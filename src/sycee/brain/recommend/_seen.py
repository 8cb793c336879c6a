"""Who liked what: one row of items per person, side by side in two arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What each of `people` liked of `items`: row u is `liked[starts[u]:starts[u + 1]]`, in ascending order."""

    people: int
    items: int
    starts: Ints
    liked: Ints

    def of(self, person: int) -> Ints:
        """The items of one person."""
        return self.liked[self.starts[person] : self.starts[person + 1]]

    @property
    def per_person(self) -> Ints:
        """How many each person liked."""
        return np.diff(self.starts)

    @property
    def per_item(self) -> Ints:
        """How many people liked each item."""
        return np.bincount(self.liked, minlength=self.items)

    def turned(self) -> Seen:
        """The same by item: whom each item was liked by."""
        return seen_from(self.liked, np.repeat(np.arange(self.people), self.per_person), self.items, self.people)

    def block(self, first: int, last: int) -> Floats:
        """The people from `first` up to `last` as rows of ones and zeros."""
        rows = np.zeros((last - first, self.items), np.float32)
        inside = slice(self.starts[first], self.starts[last])
        rows[np.repeat(np.arange(last - first), self.per_person[first:last]), self.liked[inside]] = 1
        return rows


def seen_from(who: NDArray[Any], what: NDArray[Any], people: int, items: int) -> Seen:
    """Seen from pairs of person and item; a pair that comes twice counts once."""
    pairs = np.unique(np.asarray(who, np.int64) * items + np.asarray(what, np.int64))
    rows, liked = np.divmod(pairs, max(items, 1))
    return Seen(people, items, np.searchsorted(rows, np.arange(people + 1)), liked)
