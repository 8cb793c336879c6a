"""What a phone orders the list by, from what it alone knows of this visit: four weights and a small table.

A phone adds w · x to an item's score, x being what it noticed (web/customer/src/pieces/offers/reorder.ts). Here w is
learned: everybody's last deed, which no other model learned from, chosen among others by lot, after what they did and
passed over on the same day (a choice of one among several: McFadden, "Conditional logit analysis", 1974).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._rank import OTHERS, PLACES, WALK
from sycee.brain.recommend._seen import Floats
from sycee.brain.recommend._shelf import KINDS, Good, Shelf
from sycee.kit.time import BANK_ZONE, bank_day

NOTICED = ("theme", "kind", "passed", "hour")
"""What a phone notices, each as told by `noticed`."""
QUARTERS = 4
"""The day in quarters, from midnight: habits of the night, the morning, the afternoon and the evening."""
_BEFORE = np.array([WALK, 0, 0, 1])
"""What is believed before anything was learned, each with a spread of one: a visit's themes count as the bank itself
counts what has something in common, the hour as often as it was seen, and of all else nothing is known."""
_AMONG = PLACES - 1 + OTHERS
_CHOICES_MOST, _STEPS = 1_000, 12
_LOT = 0


@dataclass(frozen=True, slots=True)
class OnDevice:
    """`weights` of `NOTICED`; `hours` (kinds, quarters): log odds of each kind at each quarter against its usual.

    `gain` is what a choice is foretold better by than without having learned, in nats, on choices held out.
    """

    weights: Floats
    hours: Floats
    choices: int = 0
    gain: float = 0.0


def of_version(kept: Mapping[str, NDArray[Any]]) -> OnDevice:
    """As a version keeps it; a version from before there were phones that order anything has learned none, and one from
    before there was a kind knows nothing of its hours."""
    if not kept:
        return UNLEARNED
    missing = len(KINDS) - len(kept["hours"])
    return OnDevice(kept["weights"], np.pad(kept["hours"], ((0, missing), (0, 0))))


UNLEARNED = OnDevice(_BEFORE.astype(np.float32), np.zeros((len(KINDS), QUARTERS), np.float32))


@dataclass
class Visit:
    """What somebody did, and what was shown to them and left, on one day up to a moment: codes."""

    did: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def noticed(shelf: Shelf, visit: Visit, hours: NDArray[Any], quarter: int, good: Good) -> list[float]:
    """What is noticed of a good: how much of the visit was about its themes and kind, or left such; and the hour."""
    themes = set(shelf.themes(good.code))

    def about(codes: Sequence[str]) -> float:
        return sum(not themes.isdisjoint(shelf.themes(code)) for code in codes) / (1 + len(codes))

    read = [found for code in visit.did if (found := shelf.good(code))]
    kind = sum(one.kind == good.kind for one in read) / (1 + len(read))
    return [about(visit.did), kind, about(visit.left), float(hours[KINDS.index(good.kind), quarter])]


def fit_on_device(
    shelf: Shelf,
    deeds: Sequence[Any],
    shown: Sequence[Any],
    score: Callable[[Mapping[str, datetime], datetime], Floats],
) -> OnDevice:
    """Learn from rows (owner, item, at) of deeds, in order of owner and time, and of what was shown.

    `score` says how the bank itself scores everything for somebody who did these, at a moment. Halves are held out in
    turn: if what was learned foretells their choices no better than `UNLEARNED` would, nothing was learned.
    """
    people = [list(rows) for _, rows in groupby(deeds, key=lambda row: row["owner"])]
    hours = _hours(shelf, (row for rows in people for row in rows[:-1]))
    tables = _tables(shelf, people, _left(shown), hours, score)
    if len(tables) < 2:
        return OnDevice(UNLEARNED.weights, hours)
    halves = [tables[::2], tables[1::2]]
    lost = sum(_lost(_fit(halves[1 - one]), halves[one]) for one in (0, 1))
    gain = (_lost(_BEFORE, tables) - lost) / len(tables)
    if gain <= 0:
        return OnDevice(UNLEARNED.weights, hours, len(tables))
    return OnDevice(_fit(tables).astype(np.float32), hours, len(tables), gain)


def _hours(shelf: Shelf, rows: Iterable[Any]) -> Floats:
    """How much likelier each kind is at each quarter than at all, as log odds, one added to each count (Laplace)."""
    counts = np.ones((len(KINDS), QUARTERS))
    for row in rows:
        if good := shelf.good(row["item"]):
            counts[KINDS.index(good.kind), _quarter(row["at"])] += 1
    usual = counts.sum(1, keepdims=True) * counts.sum(0, keepdims=True) / counts.sum()
    return np.asarray(np.log(counts / usual), np.float32)


def _quarter(at: datetime) -> int:
    return at.astimezone(BANK_ZONE).hour * QUARTERS // 24


def _left(shown: Sequence[Any]) -> dict[Any, list[Any]]:
    """What was shown, by person and day."""
    found: dict[Any, list[Any]] = {}
    for row in shown:
        found.setdefault((row["owner"], bank_day(row["at"])), []).append(row)
    return found


def _tables(
    shelf: Shelf, people: Sequence[list[Any]], shown: Mapping[Any, list[Any]], hours: Floats,
    score: Callable[[Mapping[str, datetime], datetime], Floats],
) -> list[NDArray[Any]]:  # fmt: skip
    """One table a choice: a row for each good one could have chosen, the chosen first; the score, then `NOTICED`."""
    draw = np.random.default_rng(_LOT)
    tables: list[NDArray[Any]] = []
    for number in draw.permutation(len(people)):
        if len(tables) == _CHOICES_MOST:
            break
        *before, last = people[number]
        day = bank_day(last["at"])
        did = [row["item"] for row in before if bank_day(row["at"]) == day]
        lay = [r["item"] for r in shown.get((last["owner"], day), []) if r["at"] < last["at"]]
        visit = Visit(did, [code for code in lay if code not in did and code != last["item"]])
        chosen = shelf.good(last["item"])
        if chosen is None or not (visit.did or visit.left):
            continue
        known = {row["item"]: row["at"] for row in before}
        rest = [good for good in shelf.written.items if good.code not in known and good.code != chosen.code]
        drawn = draw.choice(len(rest), min(_AMONG - 1, len(rest)), replace=False)
        scores, quarter = score(known, last["at"]), _quarter(last["at"])
        tables.append(
            np.array(
                [
                    [scores[shelf.number[good.code]], *noticed(shelf, visit, hours, quarter, good)]
                    for good in (chosen, *(rest[n] for n in drawn))
                ]
            )
        )
    return tables


def _chances(weights: NDArray[Any], table: NDArray[Any]) -> NDArray[Any]:
    odds = table[:, 0] + table[:, 1:] @ weights
    grown = np.exp(odds - odds.max())
    return np.asarray(grown / grown.sum())


def _lost(weights: NDArray[Any], tables: Sequence[NDArray[Any]]) -> float:
    """What is lost on these choices, in nats."""
    return float(-sum(np.log(_chances(weights, table)[0]) for table in tables))


def _fit(tables: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The likeliest weights by Newton's steps, `_BEFORE` with a spread of one being believed before."""
    weights = _BEFORE.astype(float)
    for _ in range(_STEPS):
        slope, bend = _BEFORE - weights, np.eye(len(weights))
        for table in tables:
            x, chance = table[:, 1:], _chances(weights, table)
            mean = chance @ x
            slope += x[0] - mean
            bend += (x * chance[:, None]).T @ x - np.outer(mean, mean)
        weights = weights + np.linalg.solve(bend, slope)
    return weights
