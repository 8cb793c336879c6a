"""Implicit ALS: people and items as vectors whose product says how much one would like the other.

Hu, Koren and Volinsky (2008) in the form and with the care for the penalty of Rendle and others, "Revisiting the
performance of iALS" (2022): everything that was not liked weighs `unseen`, and the penalty grows with how often a
person or an item occurs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sycee.brain.recommend._seen import Floats, Seen

_SOLVED_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Als:
    """One vector per person and one per item."""

    people: Floats
    items: Floats

    def score(self, first: int, last: int) -> Floats:
        """Scores of all items for the people from `first` up to `last`."""
        return self.people[first:last] @ self.items.T


def fit_als(
    seen: Seen, *, dim: int = 64, unseen: float = 0.3, penalty: float = 0.01, rounds: int = 8, seed: int = 0
) -> Als:
    """Fit people and items in turns."""
    items = begun(seen.items, dim, seed)
    by_item = seen.turned()
    people = solved(seen, items, unseen, penalty)
    for _ in range(rounds):
        items = solved(by_item, people, unseen, penalty)
        people = solved(seen, items, unseen, penalty)
    return Als(people, items)


def begun(items: int, dim: int, seed: int) -> Floats:
    """The vectors of items that a fit begins with, by lot."""
    rng = np.random.default_rng(seed)
    vectors: Floats = (rng.standard_normal((items, dim)) * 0.1 / np.sqrt(dim)).astype(np.float32)
    return vectors


def fold_in(liked: Floats, items: Floats, *, unseen: float = 0.3, penalty: float = 0.01) -> Floats:
    """The vector of somebody whom the fit did not know; `liked` are the rows of `items` that they like."""
    dim = items.shape[1]
    weight = penalty * (len(liked) + unseen * len(items))
    square = unseen * (items.T @ items) + liked.T @ liked + weight * np.eye(dim, dtype=np.float32)
    return np.linalg.solve(square, liked.sum(0)).astype(np.float32)


def solved(seen: Seen, others: Floats, unseen: float, penalty: float) -> Floats:
    """Everybody's best vector while the others stand still."""
    dim = others.shape[1]
    common = unseen * (others.T @ others)
    weight = penalty * (seen.per_person + unseen * seen.items)
    found = np.empty((seen.people, dim), np.float32)
    for first in range(0, seen.people, _SOLVED_AT_ONCE):
        last = min(first + _SOLVED_AT_ONCE, seen.people)
        squares = np.empty((last - first, dim, dim), np.float32)
        sums = np.empty((last - first, dim), np.float32)
        for row, one in enumerate(range(first, last)):
            liked = others[seen.of(one)]
            squares[row] = liked.T @ liked
            sums[row] = liked.sum(0)
        squares += common
        squares[:, np.arange(dim), np.arange(dim)] += weight[first:last, None].astype(np.float32)
        found[first:last] = np.linalg.solve(squares, sums[:, :, None])[:, :, 0]
    return found
