"""Learning RippleNet, in PyTorch, which nothing else of the bank needs.

The published ports gather a matrix per memory and so spend minutes on an epoch. Here `R head` is computed once per
distinct pair of a batch, sorted by relation; a batch is made of rows of one person's samples, which share that
person's memories, so that all else is batched matrix products; memories are drawn anew for each epoch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._graph import Graph, ripples
from sycee.brain.recommend._ripple import Ripple
from sycee.brain.recommend._seen import Seen

# Weights are averaged over about this many steps: what is served is calmer than any one step.
_AVERAGED = 0.99
_UNHEARD = -1e4


@dataclass(frozen=True, slots=True)
class Recipe:
    """How RippleNet is learned. `penalty` is for the vectors, `belief` for the graph's triples being likely."""

    dim: int = 16
    hops: int = 2
    memories: int = 32
    epochs: int = 8
    rate: float = 0.02
    penalty: float = 3e-5
    belief: float = 0.01
    width: int = 16
    rows: int = 128
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one person's samples each: who, their items, labels, and which places hold a sample."""

    person: NDArray[np.int64]
    item: NDArray[np.int64]
    label: NDArray[np.float32]
    held: NDArray[np.float32]


Samples = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
Told = Callable[[int, float, float], None]


class Shared(Protocol):
    """Processes that learn the same, each from its rows of a batch."""

    def mine(self, batch: Batch) -> Batch:
        """The rows that are this process's."""

    def add_up(self, tensors: Sequence[Any]) -> None:
        """Replace each by its sum over all processes."""


def fit_ripple(
    seen: Seen,
    graph: Graph,
    samples: Samples,
    recipe: Recipe,
    *,
    seed: int = 0,
    told: Told | None = None,
    together: Shared | None = None,
) -> Ripple:
    """Learn from samples (people, items, labels 0 or 1); `told` hears after each epoch its number, CPU and loss.

    With `together` this is one of several processes, all given the same, and each returns the same.

    Needs PyTorch (`pip install sycee[train]`) and raises ImportError where it is not there.
    """
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(recipe.threads)
    rng = np.random.default_rng(seed)
    net = _Net(torch, graph, recipe)
    optimiser = torch.optim.Adam(net.weights, lr=recipe.rate)
    calm = [weight.detach().clone() for weight in net.weights]
    step, steps = 0, 0
    for epoch in range(recipe.epochs):
        began, lost = time.process_time(), []
        memories = ripples(seen, graph, recipe.hops, recipe.memories, rng).triple
        batches = list(_batches(samples, recipe, rng))
        steps = steps or recipe.epochs * len(batches)
        for batch in batches:
            for group in optimiser.param_groups:
                group["lr"] = recipe.rate * max(1 - step / steps, 0.0)
            optimiser.zero_grad()
            error = _gradients(net, batch, memories, together)
            optimiser.step()
            step += 1
            with torch.no_grad():
                share = 1 - min(_AVERAGED, step / (step + 10))
                torch._foreach_lerp_(calm, [weight.detach() for weight in net.weights], share)
            lost.append(error)
        if told:
            told(epoch + 1, time.process_time() - began, float(np.mean(lost)))
    entity, relation, turn, bias = (weight.numpy().copy() for weight in calm)
    return Ripple(entity, relation, turn, bias)


def _gradients(net: _Net, batch: Batch, memories: NDArray[np.int32], together: Shared | None) -> float:
    """Leave a batch's gradients in the weights; returns its cross entropy."""
    if together is None:
        loss, error = net.loss(batch, memories[batch.person])
        loss.backward()
        return float(error.detach())
    mine = together.mine(batch)
    # What is minimised is a sum over rows divided by the samples of the batch: a part of it counts by its samples.
    share = float(mine.held.sum() / batch.held.sum())
    error = net.torch.zeros(())
    if share:
        loss, error = net.loss(mine, memories[mine.person])
        (loss * share).backward()
    gradients = [net.torch.zeros_like(w) if w.grad is None else w.grad for w in net.weights]
    error = error.detach() * share
    together.add_up([*gradients, error])
    for weight, gradient in zip(net.weights, gradients, strict=True):
        weight.grad = gradient
    return float(error)


class _Net:
    """The network, and its loss on a batch."""

    def __init__(self, torch: Any, graph: Graph, recipe: Recipe) -> None:
        self.torch, self.graph, self.recipe = torch, graph, recipe
        dim = recipe.dim
        shapes = ((graph.entities, dim), (graph.relations, dim, dim), (dim, dim))
        self.weights = [torch.nn.init.xavier_uniform_(torch.empty(shape)).requires_grad_() for shape in shapes]
        self.weights.append(torch.zeros(graph.items, requires_grad=True))
        self.pair_head = torch.from_numpy(graph.pair_head)

    def loss(self, batch: Batch, triples: NDArray[np.int32]) -> tuple[Any, Any]:
        """What is minimised, and the cross entropy alone."""
        torch, embed = self.torch, self.torch.nn.functional.embedding
        entity, _, turn, bias = self.weights
        keys, values = self._memories(triples)
        item, held = torch.from_numpy(batch.item), torch.from_numpy(batch.held)
        asked = asking = embed(item, entity)
        itself = self._itself(batch, triples)
        total = torch.zeros(())
        for hop in range(triples.shape[1]):
            fit = torch.bmm(asking, keys[:, hop].transpose(1, 2)).masked_fill(itself[:, hop], _UNHEARD)
            heard = torch.softmax(fit, -1)
            answer = torch.bmm(heard, values[:, hop])
            total = total + answer
            asking = (asking + answer) @ turn
        logit = (asking * total).sum(-1) + bias[item]
        each = torch.nn.functional.binary_cross_entropy_with_logits(
            logit, torch.from_numpy(batch.label), reduction="none"
        )
        count = held.sum()
        error = (each * held).sum() / count
        # Each person's memories count as often as they have samples in the batch, as if gathered for each sample.
        often = held.sum(1) / count
        belief = (torch.sigmoid((keys * values).sum(-1)).mean(2).sum(1) * often).sum()
        size = ((values * values).sum((1, 2, 3)) * often).sum() * 2 + (asked * asked).sum(-1).mul(held).sum() / count
        return error - self.recipe.belief * belief + self.recipe.penalty * size, error

    def _itself(self, batch: Batch, triples: NDArray[np.int32]) -> Any:
        """Which memories lead to the very item of a sample, of shape (rows, hops, width, memories).

        A liked item may be among its person's memories; asked about, it must not answer for itself, or the net learns
        to look the answer up.
        """
        tail = self.graph.tail[triples][:, :, None]
        return self.torch.from_numpy(tail == batch.item[:, None, :, None])

    def _memories(self, triples: NDArray[np.int32]) -> tuple[Any, Any]:
        """`R head` and tail of each memory, of shape (rows, hops, memories, dim)."""
        torch, embed = self.torch, self.torch.nn.functional.embedding
        entity, relation, _, _ = self.weights
        pairs, place = np.unique(self.graph.pair[triples], return_inverse=True)
        heads = embed(self.pair_head[pairs], entity)
        cuts = np.searchsorted(self.graph.pair_relation[pairs], np.arange(len(relation) + 1))
        turned = [heads[a:b] @ relation[r].T for r, (a, b) in enumerate(pairwise(cuts)) if b > a]
        keys = embed(torch.from_numpy(place.reshape(triples.shape)), torch.cat(turned))
        return keys, embed(torch.from_numpy(self.graph.tail[triples]), entity)


def _batches(samples: Samples, recipe: Recipe, rng: np.random.Generator) -> Iterator[Batch]:
    """All samples in random rows: each person's are shuffled and cut to `width`, the last row is filled up."""
    person, item, label = (np.asarray(part) for part in samples)
    order = rng.permutation(len(person))
    order = order[np.argsort(person[order], kind="stable")]
    sorted_ = person[order]
    first = np.flatnonzero(np.diff(sorted_, prepend=-1))
    counts = np.diff(np.append(first, len(sorted_)))
    place = np.arange(len(sorted_)) - np.repeat(first, counts)
    rows_of = -(-counts // recipe.width)
    row = np.repeat(np.cumsum(rows_of) - rows_of, counts) + place // recipe.width
    whole = _filled(row, place % recipe.width, sorted_, item[order], label[order], recipe.width)
    shuffled = rng.permutation(len(whole.person))
    for start in range(0, len(shuffled), recipe.rows):
        some = shuffled[start : start + recipe.rows]
        yield Batch(whole.person[some], whole.item[some], whole.label[some], whole.held[some])


def _filled(
    row: NDArray[Any], place: NDArray[Any], person: NDArray[Any], item: NDArray[Any], label: NDArray[Any], width: int
) -> Batch:
    count = int(row[-1]) + 1 if len(row) else 0
    whole = Batch(
        np.zeros(count, np.int64),
        np.zeros((count, width), np.int64),
        np.zeros((count, width), np.float32),
        np.zeros((count, width), np.float32),
    )
    whole.person[row] = person
    whole.item[row, place], whole.label[row, place], whole.held[row, place] = item, label, 1
    return whole
