"""The blend: one calibrated chance out of what every model says, learned on samples that none of them saw.

A linear part and one small hidden layer over features that a person and an item have. It learns and serves in numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sycee.brain.recommend._seen import Floats, Ints

FEATURES = (
    "ease",
    "als",
    "nearby",
    "ripple",
    "popularity",
    "activity",
    "ease_share",
    "nearby_share",
    "taste_popularity",
)


@dataclass(frozen=True, slots=True)
class Blend:
    """Weights over features that are first brought to mean 0 and spread 1."""

    mean: Floats
    spread: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    straight: Floats
    bias: float

    def score(self, features: Floats) -> Floats:
        """The log odds for each row of features; of any shape in front."""
        flat = (features.reshape(-1, features.shape[-1]) - self.mean) / self.spread
        hidden = np.maximum(flat @ self.first + self.first_bias, 0)
        logit = np.asarray(hidden @ self.second + flat @ self.straight + self.bias, np.float32)
        return logit.reshape(features.shape[:-1])


@dataclass(frozen=True, slots=True)
class Known:
    """What the blend knows besides scores: how many liked each item, and each person's count and usual popularity."""

    popularity: Floats
    activity: Floats
    taste: Floats


def known_of(per_item: Ints, activity: NDArray[Any], taste: NDArray[Any]) -> Known:
    """Counts as the features want them; `taste` is the mean of an item's count over what a person liked."""
    return Known(
        np.log1p(per_item).astype(np.float32), np.log1p(activity).astype(np.float32), np.log1p(taste).astype(np.float32)
    )


def features_of(scores: dict[str, Floats], known: Known, first: int, last: int) -> Floats:
    """Features (people, items, FEATURES) from each model's scores of all items for a block of people."""
    shape = scores["ease"].shape
    activity = known.activity[first:last, None]
    root = np.exp(-0.5 * activity)
    columns = {
        **scores,
        "popularity": known.popularity[None],
        "activity": activity,
        "ease_share": scores["ease"] * root,
        "nearby_share": scores["nearby"] * root * root,
        "taste_popularity": known.taste[first:last, None],
    }
    return np.stack([np.broadcast_to(columns[name], shape) for name in FEATURES], -1).astype(np.float32)


def fit_blend(
    features: Floats,
    labels: NDArray[Any],
    *,
    hidden: int = 24,
    epochs: int = 12,
    rate: float = 5e-3,
    decay: float = 1e-4,
    seed: int = 0,
) -> Blend:
    """Learn by Adam from rows of features with labels 0 or 1."""
    rng = np.random.default_rng(seed)
    mean, spread = features.mean(0), features.std(0) + np.float32(1e-6)
    rows, labels = (features - mean) / spread, labels.astype(np.float32)
    width = rows.shape[1]
    weights = [
        (rng.standard_normal((width, hidden)) * np.sqrt(1 / width)).astype(np.float32),
        np.zeros(hidden, np.float32),
        (rng.standard_normal(hidden) * 0.1 / np.sqrt(hidden)).astype(np.float32),
        np.zeros(width, np.float32),
        np.zeros(1, np.float32),
    ]
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in weights]
    batch = min(1_024, max(len(rows) // 8, 1))
    step, steps = 0, epochs * -(-len(rows) // batch)
    for _ in range(epochs):
        order = rng.permutation(len(rows))
        for start in range(0, len(rows), batch):
            some = order[start : start + batch]
            step += 1
            pace = rate * (1 - (step - 1) / steps)
            _step(weights, moments, _slopes(weights, rows[some], labels[some], decay), pace, step)
    first, first_bias, second, straight, bias = weights
    return Blend(mean, spread, first, first_bias, second, straight, float(bias[0]))


def _slopes(weights: list[Floats], rows: Floats, labels: Floats, decay: float) -> list[Floats]:
    first, first_bias, second, straight, bias = weights
    before = rows @ first + first_bias
    hidden = np.maximum(before, 0)
    logit = hidden @ second + rows @ straight + bias
    error = (1 / (1 + np.exp(-np.clip(logit, -40, 40))) - labels) / len(labels)
    back = np.outer(error, second) * (before > 0)
    return [
        rows.T @ back + decay * first,
        back.sum(0),
        hidden.T @ error + decay * second,
        rows.T @ error,
        error.sum(keepdims=True),
    ]


def _step(
    weights: list[Floats], moments: list[tuple[Floats, Floats]], slopes: list[Floats], rate: float, step: int
) -> None:
    """One step of Adam, in place."""
    for weight, (mean, square), slope in zip(weights, moments, slopes, strict=True):
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope * slope - square)
        weight -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
