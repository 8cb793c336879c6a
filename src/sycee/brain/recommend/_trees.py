"""Boosted trees as they serve: arrays of bits, and no library that learns.

After Lucchese and others, "QuickScorer" (2015). A tree has eight leaves at most, one bit each. Each of its conditions
that does not hold takes away the leaves it would have led to; the lowest bit that is left is the leaf. What a column
takes away depends only on where its value lies between the column's edges, so that it is one row of a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._seen import Floats, Ints

LEAVES_MAX = 8
Bits = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Trees:
    """`edges[starts[f]:starts[f + 1]]` are the edges of column f, ascending; `kept` has for each place between them the
    leaves that it leaves in each tree; `worth` (trees, 256) is what each tree says for each set of leaves left."""

    edges: NDArray[np.float64]
    starts: Ints
    kept: Bits
    worth: Floats

    def asks(self, column: int) -> bool:
        """Whether any tree looks at this column."""
        return bool(self.starts[column + 1] > self.starts[column])

    def leaves(self, column: int, values: Any) -> Bits:
        """What is left in each tree after looking at one column; a row per value."""
        first, last = self.starts[column], self.starts[column + 1]
        place = np.searchsorted(self.edges[first:last], values)
        return np.asarray(self.kept.take(place + (first + column), axis=0), np.uint8)

    def sums(self, left: Bits) -> Floats:
        """The sum over the trees for each row of leaves that are left after all columns."""
        places = left + np.arange(0, self.worth.size, 256, dtype=np.int64)
        return np.asarray(self.worth.ravel().take(places).sum(1), np.float32)


def trees_from(dumped: dict[str, Any], columns: int) -> Trees:
    """From LightGBM's `dump_model()`; raises ValueError on a tree of another form than ours."""
    every = [_splits(tree["tree_structure"]) for tree in dumped["tree_info"]]
    starts, edges, kept = [0], [], []
    for column in range(columns):
        mine = sorted({edge for splits, _ in every for asked, edge, _ in splits if asked == column})
        # Place n: the value is above the first n edges, and those conditions (value <= edge) do not hold.
        for place in range(len(mine) + 1):
            row = [
                np.bitwise_and.reduce(
                    [255] + [255 ^ gone for asked, edge, gone in splits if asked == column and edge in mine[:place]]
                )
                for splits, _ in every
            ]
            kept.append(row)
        edges += mine
        starts.append(len(edges))
    lowest = np.array([0] + [(n & -n).bit_length() - 1 for n in range(1, 256)])
    worth = np.zeros((len(every), 256), np.float32)
    for tree, (_, leaves) in enumerate(every):
        worth[tree] = np.array(leaves + [0.0] * (LEAVES_MAX - len(leaves)))[lowest]
    return Trees(np.array(edges, np.float64), np.array(starts, np.int64), np.array(kept, np.uint8), worth)


def _splits(node: dict[str, Any]) -> tuple[list[tuple[int, float, int]], list[float]]:
    """Conditions as (column, edge, leaves that go where it does not hold), and what each leaf says, left to right."""
    leaves: list[float] = []
    splits: list[tuple[int, float, int]] = []

    def walk(one: dict[str, Any]) -> int:
        if "leaf_value" in one:
            leaves.append(float(one["leaf_value"]))
            return 1 << (len(leaves) - 1)
        if one["decision_type"] != "<=":
            raise ValueError("a tree may only ask whether a number is below another")
        left = walk(one["left_child"])
        splits.append((int(one["split_feature"]), float(one["threshold"]), left))
        return left | walk(one["right_child"])

    walk(node)
    if len(leaves) > LEAVES_MAX:
        raise ValueError(f"a tree has {len(leaves)} leaves, and {LEAVES_MAX} is the most")
    return splits, leaves
