"""EASE: every item's score as a weighted sum of what a person liked, solved in closed form.

After Steck, "Embarrassingly shallow autoencoders for sparse data" (2019), with two things that were chosen on public
data: a person counts `1 / count ** (2 * damping)`, so that those who like everything say less about what goes with
what; and the penalty grows with an item's own weight (`share`, Steck's EDLAE of 2020: drop-out in closed form).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sycee.brain.recommend._seen import Floats, Ints, Seen

_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Ease:
    """`weights[i, j]`: what having liked item `known[i]` says for item `known[j]`."""

    items: int
    known: Ints
    weights: Floats

    def score(self, seen: Seen, first: int, last: int) -> Floats:
        """Scores of all items for the people from `first` up to `last`; 0 for items that are not among the known."""
        rows = seen.block(first, last)
        scores = np.zeros_like(rows)
        scores[:, self.known] = rows[:, self.known] @ self.weights
        return scores


def fit_ease(
    seen: Seen, *, penalty: float = 50.0, share: float = 1.0, damping: float = 0.25, items_max: int = 4_000
) -> Ease:
    """Fit EASE to the `items_max` items that most people liked: its cost grows with the cube of their number."""
    liked = seen.per_item
    known = np.sort(np.argsort(-liked, kind="stable")[:items_max])
    known = known[liked[known] > 0]
    gram = _gram(seen, known, damping)
    gram[np.diag_indices_from(gram)] += penalty + share * np.diag(gram)
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return Ease(seen.items, known, weights.astype(np.float32))


def _gram(seen: Seen, known: Ints, damping: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """How often each two of the known items were liked by one person, each person weighed by their damping."""
    total = np.zeros((len(known), len(known)), np.float64)
    weight = np.maximum(seen.per_person, 1).astype(np.float32) ** -damping
    for first in range(0, seen.people, _BLOCK):
        last = min(first + _BLOCK, seen.people)
        rows = seen.block(first, last)[:, known] * weight[first:last, None]
        total += rows.T @ rows
    return total
