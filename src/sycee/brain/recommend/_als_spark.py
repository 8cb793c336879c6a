"""The same ALS on a Spark cluster: each half of a round is a job over blocks of rows, the other side sent to all.

Block by block it is `_als.solved` that is called, so the answer is that of one machine up to the order in which
floats are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from sycee.brain.recommend._als import Als, begun, solved
from sycee.brain.recommend._seen import Floats, Seen

Block = tuple[int, Seen]
"""The first row of a block, and its rows."""


def fit_als_on_spark(
    session: Any,
    seen: Seen,
    *,
    dim: int = 64,
    unseen: float = 0.3,
    penalty: float = 0.01,
    rounds: int = 8,
    seed: int = 0,
    blocks: int = 2,
) -> Als:
    """Fit people and items in turns on the workers of a Spark session; so many blocks of rows on each side.

    Needs PySpark (`pip install 'sycee[scale]'`) here, and this package and numpy where the workers run. Raises
    ValueError for fewer than one block, and what Spark raises where a worker cannot do its part.
    """
    if blocks < 1:
        raise ValueError("at least one block is needed")
    context = session.sparkContext
    by_person = context.parallelize(_blocks(seen, blocks), blocks).cache()
    by_item = context.parallelize(_blocks(seen.turned(), blocks), blocks).cache()
    items = begun(seen.items, dim, seed)
    try:
        people = _half(context, by_person, items, unseen, penalty)
        for _ in range(rounds):
            items = _half(context, by_item, people, unseen, penalty)
            people = _half(context, by_person, items, unseen, penalty)
    finally:
        by_person.unpersist()
        by_item.unpersist()
    return Als(people, items)


def _blocks(seen: Seen, blocks: int) -> list[Block]:
    edges = np.linspace(0, seen.people, blocks + 1).astype(int)
    return [(int(a), _rows(seen, a, b)) for a, b in pairwise(edges)]


def _rows(seen: Seen, first: int, last: int) -> Seen:
    starts = seen.starts[first : last + 1]
    return Seen(int(last - first), seen.items, starts - starts[0], seen.liked[starts[0] : starts[-1]])


def _half(context: Any, rows: Any, others: Floats, unseen: float, penalty: float) -> Floats:
    sent = context.broadcast(others)

    def solve(blocks: Iterable[Block]) -> Iterator[tuple[int, Floats]]:
        for first, seen in blocks:
            yield first, solved(seen, sent.value, unseen, penalty)

    found = sorted(rows.mapPartitions(solve).collect(), key=lambda block: block[0])
    sent.unpersist()
    return np.concatenate([part for _, part in found])
