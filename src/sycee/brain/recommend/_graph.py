"""A knowledge graph as arrays, and the ripples that spread through it from what somebody liked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._seen import Ints, Seen


@dataclass(frozen=True, slots=True)
class Graph:
    """Triples (head, relation, tail) in order of their heads; entities below `items` are the items.

    `pair` numbers each distinct (relation, head), ascending by relation: what a ripple computes once per pair.
    """

    items: int
    entities: int
    relations: int
    starts: Ints
    relation: Ints
    tail: Ints
    pair: Ints
    pair_relation: Ints
    pair_head: Ints

    @property
    def degree(self) -> Ints:
        """How many triples leave each entity."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class Ripples:
    """Memories per person and hop: numbers of triples of the graph, of shape (people, hops, memories)."""

    triple: NDArray[np.int32]


def graph_from(triples: NDArray[Any], items: int, *, both_ways: bool = True) -> Graph:
    """A graph of rows (head, relation, tail), whose first `items` entities are the items.

    `both_ways` adds each triple from its tail to its head, under a relation of its own. Behind all triples comes one
    for each item that leads to itself, under one more relation, for those of which nothing else is known.
    """
    rows = np.unique(np.asarray(triples, np.int64).reshape(-1, 3), axis=0)
    count = int(rows[:, 1].max()) + 1 if len(rows) else 0
    if both_ways:
        rows = np.concatenate([rows, np.stack([rows[:, 2], rows[:, 1] + count, rows[:, 0]], 1)])
        count *= 2
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    entities = max(items, int(rows[:, (0, 2)].max()) + 1 if len(rows) else 0)
    starts = np.searchsorted(rows[:, 0], np.arange(entities + 1))
    own = np.arange(items)
    head, relation, tail = np.concatenate([rows, np.stack([own, np.full(items, count), own], 1)]).T
    pairs, pair = np.unique(relation * entities + head, return_inverse=True)
    pair_relation, pair_head = np.divmod(pairs, entities)
    return Graph(items, entities, count + 1, starts, relation, tail, pair, pair_relation, pair_head)


def ripples(seen: Seen, graph: Graph, hops: int, memories: int, rng: np.random.Generator) -> Ripples:
    """Draw each person's memories: first from what leaves the liked items, then from what leaves the tails met there.

    The draw is spread evenly over all triples that could be drawn, so that few come twice. A hop that leads nowhere
    repeats the one before it, and a first hop that leads nowhere is what was liked itself: so an item of which the
    graph knows nothing still says something. A person who liked nothing has the first item, and should not be scored.
    """
    place, any_ = _spread(seen.starts, memories, rng)
    liked = seen.liked[place] if len(seen.liked) else place
    before = np.where(any_[:, None], liked, 0) + int(graph.starts[-1])
    found = np.zeros((seen.people, hops, memories), np.int32)
    sources, starts = seen.liked, seen.starts
    for hop in range(hops):
        edges = np.concatenate([[0], np.cumsum(graph.degree[sources])])
        place, any_ = _spread(edges[starts], memories, rng)
        source = np.minimum(np.searchsorted(edges, place, side="right") - 1, max(len(sources) - 1, 0))
        drawn = graph.starts[sources[source]] + place - edges[source] if any_.any() else place
        found[:, hop] = before = np.where(any_[:, None], drawn, before)
        sources = graph.tail[before].ravel()
        starts = np.arange(seen.people + 1) * memories
    return Ripples(found)


def _spread(starts: Ints, memories: int, rng: np.random.Generator) -> tuple[Ints, NDArray[np.bool_]]:
    """For each stretch between two starts, places drawn evenly from it (0 where it is empty); and whether any are."""
    total = np.diff(starts)
    where = (np.arange(memories) + rng.random((len(total), memories), np.float32)) / memories
    place = starts[:-1, None] + np.minimum((where * total[:, None]).astype(np.int64), np.maximum(total - 1, 0)[:, None])
    any_ = total > 0
    return np.where(any_[:, None], place, 0), any_
