"""RippleNet as it serves: in numpy, a person's memories made once, then a thousand items in part of a millisecond.

Wang and others, "RippleNet: propagating user preferences on the knowledge graph" (2018). An item asks the memories of a
hop, softmax(item · R head), and takes the mean of their tails; the answer joins the item before the next hop. What a
fit learned comes from `_ripple_fit.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._graph import Graph
from sycee.brain.recommend._seen import Floats, Ints

_EXP_SAFE = 60.0


@dataclass(frozen=True, slots=True)
class Ripple:
    """What was learned: a vector per entity, a matrix per relation, the turn between hops, and a bias per item."""

    entity: Floats
    relation: Floats
    turn: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Memory:
    """One person's memories: per hop the keys (dim, memories) and the values (memories, dim and a column of ones)."""

    keys: Floats
    values: Floats
    reach: float


def remember(ripple: Ripple, graph: Graph, triples: NDArray[np.int32]) -> Memory:
    """Make ready to score for a person with these memories, of shape (hops, memories)."""
    pair = graph.pair[triples]
    head = ripple.entity[graph.pair_head[pair]]
    relation = ripple.relation[graph.pair_relation[pair]]
    keys = np.matmul(relation, head[..., None])[..., 0]
    tail = ripple.entity[graph.tail[triples]]
    values = np.concatenate([tail, np.ones((*triples.shape, 1), np.float32)], -1)
    reach = float(np.sqrt((keys * keys).sum(-1).max()))
    return Memory(np.ascontiguousarray(keys.transpose(0, 2, 1)), values, reach)


def score_items(ripple: Ripple, memory: Memory, items: Ints) -> Floats:
    """The logit of each item for the person of this memory."""
    asking = ripple.entity[items]
    total = np.zeros_like(asking)
    for hop in range(len(memory.keys)):
        answer = _answer(memory, hop, asking)
        total += answer
        asking = np.asarray((asking + answer) @ ripple.turn, np.float32)
    return np.asarray((asking * total).sum(-1) + ripple.bias[items], np.float32)


def score_drawn(ripple: Ripple, memories: Sequence[Memory], items: Ints) -> Floats:
    """The mean logit of each item over several draws of one person's memories: what one draw left out, another has."""
    total = score_items(ripple, memories[0], items)
    for memory in memories[1:]:
        total += score_items(ripple, memory, items)
    return np.asarray(total / len(memories), np.float32)


def attention(ripple: Ripple, memory: Memory, item: int) -> Floats:
    """How much each memory of each hop had to say about one item; each hop sums to one."""
    asking = ripple.entity[item : item + 1]
    said = []
    for hop in range(len(memory.keys)):
        said.append(_heard(memory, hop, asking)[0])
        asking = np.asarray((asking + _answer(memory, hop, asking)) @ ripple.turn, np.float32)
    loud = np.stack(said)
    return np.asarray(loud / loud.sum(-1, keepdims=True), np.float32)


def _heard(memory: Memory, hop: int, asking: Floats) -> Floats:
    """exp of how well each memory fits, up to a factor per row."""
    fit = np.asarray(asking @ memory.keys[hop], np.float32)
    # Products that cannot overflow need no look for the largest of each row, which is half of the work.
    if memory.reach * float(np.sqrt((asking * asking).sum(-1).max(initial=0))) > _EXP_SAFE:
        fit -= fit.max(-1, keepdims=True)
    return np.exp(fit, out=fit)


def _answer(memory: Memory, hop: int, asking: Floats) -> Floats:
    """The mean of the hop's tails as each item hears them: the last column of the values counts the weights."""
    answer = _heard(memory, hop, asking) @ memory.values[hop]
    return np.asarray(answer[:, :-1] / answer[:, -1:], np.float32)
