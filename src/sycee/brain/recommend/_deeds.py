"""Who did what when, as arrays: what everything is learned from, and what a moment knew of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._ranker import Moment, moment_of
from sycee.brain.recommend._seen import Ints
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.time import BANK_ZONE


@dataclass(frozen=True, slots=True)
class Deeds:
    """Who did what, by person and time. `last`: how many came after; the last two are for blend and gate. `at`: when,
    in seconds since 1970."""

    person: Ints
    item: Ints
    last: Ints
    at: NDArray[np.float64]

    def before(self, kept: int) -> tuple[Ints, Ints]:
        """All but everybody's last `kept`."""
        old = self.last >= kept
        return self.person[old], self.item[old]

    def at_place(self, place: int) -> tuple[Ints, Ints]:
        """Everybody's last (0) or last but one (1)."""
        there = self.last == place
        return self.person[there], self.item[there]

    def moments(self) -> list[Moment]:
        """Of each deed the moment at which it was done."""
        first = self.at[np.flatnonzero(np.diff(self.person, prepend=-1))]
        at = [datetime.fromtimestamp(seconds, BANK_ZONE) for seconds in self.at.tolist()]
        begun = [datetime.fromtimestamp(seconds, BANK_ZONE) for seconds in first.tolist()]
        return [moment_of(when, begun[one]) for when, one in zip(at, self.person.tolist(), strict=True)]


def deeds_from(rows: list[Any], shelf: Shelf) -> Deeds:
    """Rows of owner, item and instant, by owner and time, as numbers; without those who did fewer than three things."""
    rows = [row for row in rows if row["item"] in shelf.number]
    owner = np.array([row["owner"] for row in rows], np.int64)
    item = np.array([shelf.number[row["item"]] for row in rows], np.int64)
    at = np.array([row["at"].timestamp() for row in rows], np.float64)
    _, person, count = np.unique(owner, return_inverse=True, return_counts=True)
    enough = count[person] >= 3
    _, person, count = np.unique(owner[enough], return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return Deeds(person, item[enough], ends[person] - 1 - np.arange(len(person)), at[enough])
