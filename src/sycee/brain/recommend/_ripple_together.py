"""Learning RippleNet in several processes at once, each with its share of every batch (data parallel).

All of them draw the same batches from the same seed and take every n-th row. The loss is a sum over rows divided by
how many samples the whole batch has, so the sum of their gradients is the gradient of one process on the whole batch,
up to the order in which floats are added; no process ever waits for another one's samples.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sycee.brain.recommend._graph import Graph
from sycee.brain.recommend._ripple import Ripple
from sycee.brain.recommend._ripple_fit import Batch, Recipe, Samples, fit_ripple
from sycee.brain.recommend._seen import Seen


@dataclass(frozen=True, slots=True)
class Together:
    """One of `size` processes that learn the same. Needs a process group of torch.distributed."""

    rank: int
    size: int

    def mine(self, batch: Batch) -> Batch:
        """The rows of a batch that are this process's."""
        rows = slice(self.rank, None, self.size)
        return Batch(batch.person[rows], batch.item[rows], batch.label[rows], batch.held[rows])

    def add_up(self, tensors: Sequence[Any]) -> None:
        """Replace each tensor by its sum over all processes: one message for all of them."""
        import torch
        import torch.distributed as dist

        flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
        dist.all_reduce(flat)
        for tensor, part in zip(tensors, flat.split([tensor.numel() for tensor in tensors]), strict=True):
            tensor.copy_(part.view_as(tensor))


def fit_ripple_together(
    seen: Seen, graph: Graph, samples: Samples, recipe: Recipe, *, processes: int, seed: int = 0
) -> Ripple:
    """What `fit_ripple` learns, by so many processes of this machine, which speak over gloo on 127.0.0.1.

    Raises ValueError for fewer than one process, and what torch raises where one of them fails. They are started
    afresh (spawn): a caller's module must be importable without doing its work.
    """
    if processes < 1:
        raise ValueError("at least one process must learn")
    if processes == 1:
        return fit_ripple(seen, graph, samples, recipe, seed=seed)
    import torch.multiprocessing as mp

    with tempfile.TemporaryDirectory(prefix="sycee-together-") as folder:
        mp.spawn(_learn, (processes, folder, (seen, graph, samples, recipe, seed)), nprocs=processes)
        with np.load(Path(folder) / "learned.npz") as held:
            return Ripple(held["entity"], held["relation"], held["turn"], held["bias"])


def _learn(rank: int, size: int, folder: str, given: tuple[Seen, Graph, Samples, Recipe, int]) -> None:
    import torch.distributed as dist

    seen, graph, samples, recipe, seed = given
    meet = dist.FileStore(str(Path(folder) / "meet"), size)
    # The address is this machine's own: by its host's name it might not find itself, or others might find it.
    options = dist.ProcessGroupGloo._Options()
    options._devices = [dist.ProcessGroupGloo.create_device(hostname="127.0.0.1")]
    dist.init_process_group("gloo", store=meet, rank=rank, world_size=size, pg_options=options)
    learned = fit_ripple(seen, graph, samples, recipe, seed=seed, together=Together(rank, size))
    if rank == 0:
        np.savez(Path(folder) / "learned.npz", entity=learned.entity, relation=learned.relation,
                 turn=learned.turn, bias=learned.bias)  # fmt: skip
    meet.set(f"done {rank}", "yes")
    meet.wait([f"done {one}" for one in range(size)])
    # All is learned and kept. Taking gloo and the interpreter down in order has been seen to abort now and then, from a
    # thread that is still there ("terminate called without an active exception"), and there is nothing left to lose.
    os._exit(0)
