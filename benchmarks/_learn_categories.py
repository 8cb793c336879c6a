"""Learning the classifier of categories: softmax regression over hashed letters, by mini-batches; numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sycee.insight.category import BUCKETS, CODES, HOURS, SIZES, features, hour_of, rule_of, size_of

_EPOCHS, _BATCH, _RATE, _DECAY = 6, 256, 0.15, 1e-6
_WIDTH = 96


@dataclass(frozen=True)
class Labelled:
    """Entries with their texts, amounts, instants and true categories, as numbers of `CODES`."""

    texts: list[tuple[str, str, str]]
    text: np.ndarray
    amount: np.ndarray
    at: np.ndarray
    code: np.ndarray

    def taken(self, rows: np.ndarray) -> Labelled:
        """Some of them."""
        return Labelled(self.texts, self.text[rows], self.amount[rows], self.at[rows], self.code[rows])


def prepared(data: Labelled) -> dict[str, np.ndarray]:
    """Per entry: its buckets (padded), size, hour and what the rules say."""
    used = np.unique(data.text)
    grams = np.full((len(data.texts), _WIDTH), BUCKETS, np.int64)
    rules = np.zeros((len(data.texts), 2), np.int64)
    for n in used.tolist():
        found = features(*data.texts[n])[:_WIDTH]
        grams[n, : len(found)] = found
        kind, party, memo = data.texts[n]
        rules[n] = rule_of(kind, party, memo, False), rule_of(kind, party, memo, True)
    inward = (data.amount > 0).astype(np.int64)
    return {
        "grams": grams[data.text], "size": size_of(data.amount), "hour": hour_of(data.at),
        "rule": rules[data.text, inward], "code": data.code,
    }  # fmt: skip


def learned(data: Labelled, seed: int) -> dict[str, Any]:
    """The weights, ready to be kept."""
    rng, made, classes = np.random.default_rng(seed), prepared(data), len(CODES)
    asked = np.flatnonzero(made["rule"] % 3 != 2)
    # Rare categories are few among many lunches: each counts by the root of how rare it is.
    weight = 1 / np.sqrt(np.maximum(np.bincount(made["code"][asked], minlength=classes), 1))
    weight *= classes / weight.sum()
    tables = {
        "grams": np.zeros((BUCKETS + 1, classes), np.float32), "size": np.zeros((SIZES, classes), np.float32),
        "hour": np.zeros((HOURS, classes), np.float32), "rule": np.zeros((classes * 3, classes), np.float32),
    }  # fmt: skip
    tables["rule"][np.arange(classes * 3), np.arange(classes * 3) // 3] = np.tile([1.0, 4.0, 8.0], classes)
    spent = {name: np.full_like(table, 1e-6) for name, table in tables.items()}
    for _ in range(_EPOCHS):
        for rows in np.array_split(rng.permutation(asked), max(1, len(asked) // _BATCH)):
            _step(tables, spent, {name: column[rows] for name, column in made.items()}, weight)
    letters = tables["grams"][:BUCKETS]
    scale = np.maximum(np.abs(letters).max(axis=0), 1e-6) / 127
    return {
        "letters": np.round(letters / scale).astype(np.int8), "scale": scale.astype(np.float32),
        "size": tables["size"], "hour": tables["hour"], "rule": tables["rule"],
    }  # fmt: skip


def _step(tables: dict[str, Any], spent: dict[str, Any], batch: dict[str, np.ndarray], weight: np.ndarray) -> None:
    here = batch["grams"] < BUCKETS
    norm = 1 / np.sqrt(np.maximum(here.sum(axis=1), 1))
    scores = (tables["grams"][batch["grams"]] * here[:, :, None]).sum(axis=1) * norm[:, None]
    for name in ("size", "hour", "rule"):
        scores += tables[name][batch[name]]
    scores -= scores.max(axis=1, keepdims=True)
    share = np.exp(scores)
    share /= share.sum(axis=1, keepdims=True)
    share[np.arange(len(share)), batch["code"]] -= 1
    share *= weight[batch["code"]][:, None]
    for name in ("size", "hour", "rule"):
        _add(tables[name], spent[name], batch[name], share)
    flat = np.broadcast_to((share * norm[:, None])[:, None, :], (*batch["grams"].shape, share.shape[1]))
    _add(tables["grams"], spent["grams"], batch["grams"][here], flat[here])


def _add(table: np.ndarray, spent: np.ndarray, places: np.ndarray, slope: np.ndarray) -> None:
    """One step of Adagrad on the rows that were met."""
    rows, place = np.unique(places, return_inverse=True)
    total = np.zeros((len(rows), table.shape[1]), np.float32)
    np.add.at(total, place.ravel(), slope.astype(np.float32))
    total += _DECAY * table[rows]
    spent[rows] += total**2
    table[rows] -= _RATE * total / np.sqrt(spent[rows])
