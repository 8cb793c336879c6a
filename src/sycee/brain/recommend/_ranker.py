"""The ranker: trees over what the models say, the moment, the person and the item. It serves in numpy.

Features are named, so that one can be taken from elsewhere without the rest noticing: those of a candidate differ from
item to item, those of the person and the moment are one number each, those of an item are known when it is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._seen import Floats, Ints
from sycee.brain.recommend._trees import Bits, Trees
from sycee.kit.time import BANK_ZONE

CANDIDATE = ("ease", "als", "nearby", "ripple", "theme_share", "kind_share", "popularity")
PERSON = ("activity", "taste_popularity", "weekday", "hour", "days_known")
ASKED = (*CANDIDATE, *PERSON)


@dataclass(frozen=True, slots=True)
class Moment:
    """When somebody is asked for: day of the week and hour in the bank's zone, days since the first thing they did."""

    weekday: int
    hour: int
    days_known: float


def moment_of(now: datetime, first: datetime | None) -> Moment:
    """The moment of a call; `first` is when a person was first seen doing something."""
    local = now.astimezone(BANK_ZONE)
    return Moment(local.weekday(), local.hour, max((now - first).total_seconds() / 86_400, 0.0) if first else 0.0)


@dataclass(frozen=True, slots=True)
class Goods:
    """What is known of every item: columns of numbers by name, and its theme and kind (-1: none) as numbers."""

    names: NDArray[np.str_]
    columns: Floats
    theme: Ints
    kind: Ints


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees over ASKED and then the columns of goods. `known` is what an item's own columns leave of each tree; `scale`
    and `shift` make log odds of a sum (Platt, 1999); `gain`: what each column brought while learning."""

    trees: Trees
    theme: Ints
    kind: Ints
    known: Bits
    names: NDArray[np.str_]
    gain: NDArray[np.float64]
    scale: float
    shift: float

    def score(self, columns: dict[str, Any]) -> Floats:
        """Log odds of every item for one person; `columns` as `asked_of` makes them."""
        left = self.known.copy()
        for place, name in enumerate(ASKED):
            if self.trees.asks(place):
                left &= self.trees.leaves(place, columns[name])
        return np.asarray(self.scale * self.trees.sums(left) + self.shift, np.float32)

    def gains(self) -> dict[str, float]:
        """What each feature brought, as shares; themes and kinds as one each."""
        shares: dict[str, float] = {}
        for name, gain in zip(self.names.tolist(), self.gain.tolist(), strict=True):
            shares[name.split(".")[0]] = shares.get(name.split(".")[0], 0.0) + gain
        total = max(sum(shares.values()), 1e-9)
        return {name: gain / total for name, gain in shares.items()}


def asked_of(
    scores: dict[str, Floats], theme: Ints, kind: Ints, liked: Ints, per_item: Ints, moment: Moment
) -> dict[str, Any]:
    """Every column of ASKED for one person: scores of each model (items,), and what follows from what was liked."""
    taste = float(per_item[liked].mean()) if len(liked) else 0.0
    return {
        **{name: scores[name] for name in CANDIDATE[:4]},
        "theme_share": _share(theme, liked),
        "kind_share": _share(kind, liked),
        "popularity": np.log1p(per_item).astype(np.float32),
        "activity": float(np.log1p(len(liked))),
        "taste_popularity": float(np.log1p(taste)),
        "weekday": moment.weekday,
        "hour": moment.hour,
        "days_known": moment.days_known,
    }


def _share(group: Ints, liked: Ints) -> Floats:
    """Of what was liked, the share that is of each item's group; nothing for what has none."""
    count = np.bincount(group[liked] + 1, minlength=int(group.max(initial=0)) + 2).astype(np.float32)
    count[0] = 0
    return np.asarray(count[group + 1] / max(len(liked), 1), np.float32)
