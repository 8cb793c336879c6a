"""Item–item: what is liked together, by cosine; every item keeps its nearest only. What "people who … also" says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sycee.brain.recommend._seen import Floats, Ints, Seen


@dataclass(frozen=True, slots=True)
class Nearby:
    """Per item the numbers of its nearest and how near they are, nearest first; nearness 0 fills what is missing."""

    item: Ints
    near: Floats

    def score(self, seen: Seen, first: int, last: int) -> Floats:
        """For the people from `first` up to `last` the nearness of every item to all that they liked, summed."""
        scores = np.zeros((last - first, len(self.item)), np.float32)
        for row, person in enumerate(range(first, last)):
            liked = seen.of(person)
            scores[row] = np.bincount(self.item[liked].ravel(), self.near[liked].ravel(), len(self.item))
        return scores


def fit_nearby(seen: Seen, *, keep: int = 50, shrink: float = 10.0, least: int = 1) -> Nearby:
    """Count who liked both, over the root of both counts; `shrink` mistrusts few, below `least` none count."""
    by_item, count = seen.turned(), seen.per_item.astype(np.float32)
    keep = min(keep, max(seen.items - 1, 1))
    item = np.zeros((seen.items, keep), np.int64)
    near = np.zeros((seen.items, keep), np.float32)
    for one in range(seen.items):
        who = by_item.of(one)
        both = _together(seen, who)
        both[one] = 0
        both[both < least] = 0
        cosine = both / (np.sqrt(count * count[one]) + shrink)
        best = np.argpartition(-cosine, keep - 1)[:keep] if keep < seen.items else np.arange(seen.items)[:keep]
        best = best[np.argsort(-cosine[best], kind="stable")]
        item[one], near[one] = best, cosine[best]
    return Nearby(item, near)


def _together(seen: Seen, who: Ints) -> Floats:
    """How many of these people liked each item."""
    lengths = seen.per_person[who]
    first = np.repeat(seen.starts[who] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) if len(who) else who
    liked = seen.liked[first + np.arange(lengths.sum())] if len(who) else seen.liked[:0]
    return np.bincount(liked, minlength=seen.items).astype(np.float32)
