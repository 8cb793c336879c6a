"""Whether what is done now still looks like what was learned from: the population stability index, kept by the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from sycee.kit.db import Connection

WATCH, MOVED = 0.1, 0.25
"""Below the first, nothing moved; from the second on, another population (Siddiqi, Credit Risk Scorecards, 2006)."""
_SURE = 1.645

Moved = Literal["unknown", "steady", "watch", "moved"]

_KEEP = """
INSERT INTO algorithm_drift (kind, day, number, deeds, people, items, items_chance, scores, scores_chance, live, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (kind, day) DO UPDATE SET number = $3, deeds = $4, people = $5, items = $6, items_chance = $7, scores = $8,
    scores_chance = $9, live = $10, at = $11
"""
_LAST = """
SELECT kind, day, number, deeds, people, items, items_chance, scores, scores_chance, live, at
FROM algorithm_drift WHERE day > $1 ORDER BY kind, day
"""


@dataclass(frozen=True, slots=True)
class Index:
    """A stability index, and what chance alone would not exceed in 95 of 100 cases."""

    value: float
    chance: float


@dataclass(frozen=True, slots=True)
class Drift:
    """One day of the version in service. `items`: what people do; `scores`: how well it expected that; `live`: the
    gate's measure on the last days. None where there was too little to say it."""

    kind: str
    day: date
    number: int
    deeds: int
    people: int
    items: Index | None
    scores: Index | None
    live: float | None
    at: datetime


def stability(before: ArrayLike, now: ArrayLike) -> Index:
    """The population stability index of two counts over the same bins: sum of (now - before) * ln(now / before).

    Shares are counted with half a case more in each bin, so that an empty one is no infinity. Where nothing moved the
    index is chi-square with one degree less than bins, times the sum of one over each total (Yurdakul, 2018); `chance`
    is its 95 per cent point, by Wilson and Hilferty.
    """
    old, new = np.asarray(before, np.float64), np.asarray(now, np.float64)
    p, q = ((each + 0.5) / (each.sum() + 0.5 * len(each)) for each in (old, new))
    free = max(len(old) - 1, 1)
    point = free * (1 - 2 / (9 * free) + _SURE * np.sqrt(2 / (9 * free))) ** 3
    chance = point * (1 / max(old.sum(), 1) + 1 / max(new.sum(), 1))
    return Index(float(((q - p) * np.log(q / p)).sum()), float(chance))


def moved(index: Index | None) -> Moved:
    """An index in a word. What chance alone may do is no news."""
    if index is None:
        return "unknown"
    if index.value < WATCH or index.value <= index.chance:
        return "steady"
    return "watch" if index.value < MOVED else "moved"


async def keep_drift(connection: Connection, drift: Drift) -> None:
    """Keep a day; one that is there is replaced. For jobs."""
    indices = [part for each in (drift.items, drift.scores) for part in _parts(each)]
    await connection.execute(
        _KEEP, drift.kind, drift.day, drift.number, drift.deeds, drift.people, *indices, drift.live, drift.at
    )


async def drifts(connection: Connection, since: date) -> list[Drift]:
    """What was kept after a day, of every kind, oldest first."""
    rows: list[Any] = await connection.fetch(_LAST, since)
    return [
        Drift(row["kind"], row["day"], row["number"], row["deeds"], row["people"], _index(row, "items"),
              _index(row, "scores"), row["live"], row["at"])
        for row in rows
    ]  # fmt: skip


def _parts(index: Index | None) -> tuple[float | None, float | None]:
    return (index.value, index.chance) if index else (None, None)


def _index(row: Any, name: str) -> Index | None:
    return None if row[name] is None else Index(row[name], row[f"{name}_chance"])
