"""Learning the ranker, with LightGBM, which nothing else of the bank needs: rows by time, trees, and honest odds.

A row is somebody's next deed at an instant, against things by lot that they had not done by then. Whatever a row knows
is from before it: the models learned from deeds up to a cut, all rows are later, and of the person only earlier deeds
count. The first three quarters of the rows, by time, grow trees; the last say when to stop, make odds of the sums, and
say whether the trees rank better than the blend does on the same rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._ranker import ASKED, Goods, Ranker
from sycee.brain.recommend._seen import Floats, Ints
from sycee.brain.recommend._trees import LEAVES_MAX, trees_from

ROWS_MIN, ROWS_MAX = 200, 3_000
"""Below so many rows trees learn chance; above, the newest."""
_AGAINST, _TREES, _PATIENCE = 8, 48, 12
_FIT = 0.75
RANKER_SETTINGS: dict[str, Any] = {
    "objective": "binary", "num_leaves": LEAVES_MAX, "learning_rate": 0.1, "min_data_in_leaf": 20, "lambda_l2": 5.0,
    "feature_fraction": 0.8, "seed": 0, "deterministic": True, "force_row_wise": True, "num_threads": 1,
    "verbosity": -1, "use_missing": False, "metric": "binary_logloss",
}  # fmt: skip
_RISING = ("ease", "als", "nearby")
"""What speaks for an item never speaks against it when there is more of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One deed to be foreseen: all columns (items, ASKED), what had been done before, what was done, and what the blend
    is given (items, its features)."""

    columns: Floats
    done: Ints
    item: int
    blended: Floats


@dataclass(frozen=True, slots=True)
class Fitted:
    """A ranker, and how it and the blend rank the last rows: NDCG@10 among all that had not been done."""

    ranker: Ranker
    ndcg: float
    ndcg_blend: float
    rows: int
    rows_eval: int


def can_fit() -> bool:
    """Whether LightGBM is there."""
    return find_spec("lightgbm") is not None


def columns_of(asked: dict[str, Any], items: int) -> Floats:
    """Columns of ASKED side by side (items, ASKED)."""
    return np.stack([np.broadcast_to(np.asarray(asked[name], np.float32), (items,)) for name in ASKED], 1)


def fit_ranker(rows: list[Row], goods: Goods, blend: Callable[[Floats, NDArray[Any]], Any], *, seed: int = 0) -> Fitted:
    """Learn from rows in order of time; `blend` learns the blend from (features, labels), to be compared with.

    Needs LightGBM (`pip install sycee[train]`) and raises ImportError where it is not there.
    """
    import lightgbm

    draw = np.random.default_rng(seed)
    cut = int(len(rows) * _FIT)
    fit, held = (_sampled(part, goods, draw) for part in (rows[:cut], rows[cut:]))
    names = [*ASKED, *goods.names.tolist()]
    settings = {**RANKER_SETTINGS, "seed": seed, "monotone_constraints": [int(name in _RISING) for name in names]}
    data = lightgbm.Dataset(fit.features, fit.label, weight=fit.weight, feature_name=names, free_raw_data=False)
    beside = lightgbm.Dataset(held.features, held.label, weight=held.weight, reference=data)
    booster = lightgbm.train(
        settings, data, _TREES, valid_sets=[beside], callbacks=[lightgbm.early_stopping(_PATIENCE, verbose=False)]
    )
    best = booster.best_iteration or _TREES
    trees = trees_from(booster.dump_model(num_iteration=best), len(names))
    known = np.full((len(goods.columns), len(trees.worth)), 255, np.uint8)
    for place in range(goods.columns.shape[1]):
        known &= trees.leaves(len(ASKED) + place, goods.columns[:, place])
    gain = np.asarray(booster.feature_importance("gain", iteration=best), np.float64)
    ranker = Ranker(trees, goods.theme, goods.kind, known, np.array(names), gain, 1.0, 0.0)
    scale, shift = platt(
        np.asarray(booster.predict(held.features, raw_score=True, num_iteration=best)), held.label, held.weight
    )
    ranker = replace(ranker, scale=scale, shift=shift)
    blended = blend(fit.blended, fit.label)
    return Fitted(
        ranker,
        _ndcg(rows[cut:], lambda row: ranker.score(dict(zip(ASKED, row.columns.T, strict=True)))),
        _ndcg(rows[cut:], lambda row: blended.score(row.blended)),
        cut,
        len(rows) - cut,
    )


@dataclass(frozen=True, slots=True)
class _Samples:
    features: Floats
    blended: Floats
    label: NDArray[np.float32]
    weight: NDArray[np.float32]


def _sampled(rows: list[Row], goods: Goods, draw: np.random.Generator) -> _Samples:
    """Each deed, and some things that had not been done by then: together they weigh as much as it."""
    features, blended, label, weight = [], [], [], []
    for row in rows:
        open_ = np.setdiff1d(np.arange(len(goods.columns)), np.append(row.done, row.item))
        against = draw.choice(open_, min(_AGAINST, len(open_)), replace=False)
        some = np.append(row.item, against)
        features.append(np.concatenate([row.columns[some], goods.columns[some]], 1))
        blended.append(row.blended[some])
        label += [1.0] + [0.0] * len(against)
        weight += [1.0] + [1.0 / max(len(against), 1)] * len(against)
    return _Samples(
        np.concatenate(features), np.concatenate(blended), np.array(label, np.float32), np.array(weight, np.float32)
    )


def platt(sums: NDArray[Any], label: NDArray[Any], weight: NDArray[Any]) -> tuple[float, float]:
    """Scale and shift that make log odds of sums (Platt, 1999), by Newton's method; the order of sums is kept."""
    rows = np.stack([np.asarray(sums, np.float64), np.ones(len(sums))], 1)
    signs, found = 1 - 2 * np.asarray(label, np.float64), np.array([1.0, 0.0])

    def lost(at: NDArray[np.float64]) -> float:
        return float((weight * np.logaddexp(0, signs * (rows @ at))).sum() + 5e-4 * ((at - [1.0, 0.0]) ** 2).sum())

    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (label - chance)) - 1e-3 * (found - [1.0, 0.0])
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + 1e-3 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        # A whole step may overshoot where chances lie near 0 or 1, and from there the next one leads nowhere.
        while lost(found + step) > lost(found) and np.abs(step).max() > 1e-9:
            step = step / 2
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    return max(float(found[0]), 1e-3), float(found[1])


def calibration_error(log_odds: NDArray[Any], label: NDArray[Any], bins: int = 10) -> float:
    """Expected calibration error over equal tenths of the cases (Naeini and others, 2015): how far chances are from
    shares, on average."""
    chance = 1 / (1 + np.exp(-np.clip(np.asarray(log_odds, np.float64), -30, 30)))
    parts = np.array_split(np.argsort(chance, kind="stable"), bins)
    return float(sum(len(p) * abs(chance[p].mean() - label[p].mean()) for p in parts if len(p)) / max(len(chance), 1))


def _ndcg(rows: list[Row], score: Callable[[Row], Floats]) -> float:
    gained = 0.0
    for row in rows:
        scores = score(row).copy()
        scores[row.done] = -np.inf
        above = int((scores > scores[row.item]).sum())
        gained += 1 / np.log2(above + 2) if above < 10 else 0.0
    return gained / max(len(rows), 1)
