"""The protocol of recommendation on public data: how it is read, split and measured. Nothing here learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
BLOCK = 256


@dataclass(frozen=True)
class Split:
    """Samples (rows of person, item, label) by what they are for; people without a positive to train on are dropped."""

    train: Array
    eval: Array
    test: Array
    people: int
    items: int
    triples: Array


def read(folder: Path) -> tuple[Array, Array]:
    """Samples and triples of a data set in this form, whatever its sizes and names of files: `ratings*`, `kg*`."""
    return _rows(folder, "ratings"), _rows(folder, "kg")


def _rows(folder: Path, name: str) -> Array:
    found = sorted([*folder.glob(f"{name}*.npy"), *folder.glob(f"{name}*.txt")], key=lambda f: (f.suffix, f.name))
    if not found:
        raise SystemExit(f"{folder} has no {name}*.npy or {name}*.txt")
    rows = np.load(found[0]) if found[0].suffix == ".npy" else np.loadtxt(found[0], dtype=np.int64, ndmin=2)
    if rows.ndim != 2 or rows.shape[1] < 3 or not len(rows):
        raise SystemExit(f"{found[0].name}: expected rows of three numbers, found {rows.shape}")
    if rows.min() < 0 or (name == "ratings" and not np.isin(rows[:, 2], (0, 1)).all()):
        raise SystemExit(f"{found[0].name}: numbers must not be negative, and labels are 0 or 1")
    return rows[:, :3].astype(np.int64)


def numbered(samples: Array, triples: Array) -> tuple[Array, Array, int, int]:
    """Samples and triples with people and items counted from 0 and items before all other entities."""
    people, person = np.unique(samples[:, 0], return_inverse=True)
    items, item = np.unique(samples[:, 1], return_inverse=True)
    entities = np.setdiff1d(np.concatenate([triples[:, 0], triples[:, 2]]), items)
    known = np.concatenate([items, entities])
    order = np.argsort(known)
    to = lambda column: order[np.searchsorted(known, column, sorter=order)]  # noqa: E731
    again = np.stack([to(triples[:, 0]), triples[:, 1] - triples[:, 1].min(), to(triples[:, 2])], 1)
    return np.stack([person, item, samples[:, 2]], 1), again, len(people), len(items)


def split(samples: Array, triples: Array, people: int, items: int) -> Split:
    """The generator's first call orders the samples: a fifth is eval, a fifth test, the rest train."""
    order = np.random.default_rng(555).permutation(len(samples))
    fifth = int(len(samples) * 0.2)
    return _kept(
        samples[order[2 * fifth :]], samples[order[:fifth]], samples[order[fifth : 2 * fifth]], people, items, triples
    )


def leave_last_out(samples: Array, triples: Array, people: int, items: int) -> Split:
    """Of everybody's positives, in the order of the file, the last is test and the last but one eval.

    Negatives go the same way, so that the two labels stay balanced. The file has no times: where its order is not the
    order in which things happened, this is one more random split, and the report says so.
    """
    role = np.zeros(len(samples), np.int64)
    for label in (0, 1):
        rows = np.flatnonzero(samples[:, 2] == label)
        rows = rows[np.argsort(samples[rows, 0], kind="stable")]
        person = samples[rows, 0]
        ends = np.append(np.flatnonzero(np.diff(person)), len(rows) - 1)
        counts = np.diff(np.append(-1, ends))
        role[rows[ends[counts >= 3]]] = 2
        role[rows[ends[counts >= 3] - 1]] = 1
    return _kept(samples[role == 0], samples[role == 1], samples[role == 2], people, items, triples)


def _kept(train: Array, eval_: Array, test: Array, people: int, items: int, triples: Array) -> Split:
    known = np.zeros(people, bool)
    known[train[train[:, 2] == 1, 0]] = True
    return Split(*(part[known[part[:, 0]]] for part in (train, eval_, test)), people, items, triples)


def auc(label: Array, score: Array) -> float:
    """The chance that a positive scores above a negative; equal scores count half."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positive = label == 1
    ones, zeros = int(positive.sum()), int((~positive).sum())
    return float((rank[positive].sum() - ones * (ones + 1) / 2) / max(ones * zeros, 1))


@dataclass
class Top:
    """Recall@20 and NDCG@10 over people, block by block."""

    recall: float = 0.0
    gain: float = 0.0
    people: int = 0

    def add(self, scores: Array, hidden: Array, wanted: Array) -> None:
        """Rank all items that are not hidden for a block of people; those who want nothing do not count."""
        some = wanted.any(1)
        if not some.any():
            return
        scores = np.where(hidden[some], -np.inf, scores[some])
        wanted, reach = wanted[some], min(20, scores.shape[1])
        best = np.argpartition(-scores, reach - 1, 1)[:, :reach]
        best = np.take_along_axis(best, np.argsort(-np.take_along_axis(scores, best, 1), 1, kind="stable"), 1)
        hit, count = np.take_along_axis(wanted, best, 1), wanted.sum(1)
        worth = 1 / np.log2(np.arange(2, 12))
        ideal = np.cumsum(worth)[np.minimum(count, 10) - 1]
        self.recall += float((hit.sum(1) / count).sum())
        self.gain += float(((hit[:, :10] * worth[: hit[:, :10].shape[1]]).sum(1) / ideal).sum())
        self.people += int(some.sum())

    @property
    def ndcg10(self) -> float:
        """NDCG@10 so far."""
        return self.gain / max(self.people, 1)

    @property
    def recall20(self) -> float:
        """Recall@20 so far."""
        return self.recall / max(self.people, 1)


Scores = Callable[[int, int], dict[str, Array]]


@dataclass
class Measured:
    """What one system reached."""

    auc: float
    acc: float
    ndcg10: float
    recall20: float


def measure(split: Split, scores: Scores, *, on: str = "test") -> dict[str, Measured]:
    """Every system's figures; `scores(first, last)` gives each system's scores of all items for a block of people.

    A system that gives log odds has an accuracy; for the others it is taken at the middle of their scores.
    """
    wanted, hides = (split.test, (split.train, split.eval)) if on == "test" else (split.eval, (split.train,))
    wanted = wanted[np.argsort(wanted[:, 0], kind="stable")]
    tops: dict[str, Top] = {}
    pairs: dict[str, list[Array]] = {}
    for first, last in blocks(split.people):
        mine = wanted[np.searchsorted(wanted[:, 0], first) : np.searchsorted(wanted[:, 0], last)]
        hidden = np.zeros((last - first, split.items), bool)
        for part in hides:
            _mark(hidden, part, first, last)
        relevant = np.zeros_like(hidden)
        _mark(relevant, mine, first, last)
        for name, block in scores(first, last).items():
            tops.setdefault(name, Top()).add(block, hidden, relevant)
            pairs.setdefault(name, []).append(block[mine[:, 0] - first, mine[:, 1]])
    return {name: _measured(wanted[:, 2], np.concatenate(pairs[name]), top) for name, top in tops.items()}


def _measured(label: Array, score: Array, top: Top) -> Measured:
    half = 0.0 if score.min() < 0 < score.max() else float(np.median(score))
    return Measured(auc(label, score), float(((score > half) == (label == 1)).mean()), top.ndcg10, top.recall20)


def blocks(people: int) -> Iterator[tuple[int, int]]:
    """Everybody, some at a time."""
    return ((first, min(first + BLOCK, people)) for first in range(0, people, BLOCK))


def _mark(marks: Array, rows: Array, first: int, last: int) -> None:
    some = rows[(rows[:, 2] == 1) & (rows[:, 0] >= first) & (rows[:, 0] < last)]
    marks[some[:, 0] - first, some[:, 1]] = True
