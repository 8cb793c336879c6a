"""Recommendation on public data, by the protocol of FIGURES: `python -m benchmarks.recommend --data FOLDER`.

FOLDER has samples (`ratings*`: person, item, label) and a knowledge graph (`kg*`: head, relation, tail), as .npy or
.txt, of any size and counted from 0 or 1. Everything learns from the train samples; the blend from what the others say
about the eval samples; the test samples are only measured. Every setting was chosen on eval.

  auc_ripplenet       with its score the mean of two draws of 32 memories; auc_ripplenet_one of one draw
  auc, acc            of a positive against a sampled negative, all test samples together; acc at even odds
  ndcg10, recall20    of all items but the person's train and eval positives, mean over people with a test positive
  ripplenet_cpu_s_epoch   CPU seconds of an epoch, all threads, drawing of memories included
  score_ms_p50        RippleNet's scores of 1,000 items for one person in numpy; blend_ms_p50 all models and the blend
  graph_*             RippleNet and blend with the graph's tails shuffled, and with no graph at all
  last_*              the same systems where everybody's last positive is the test

`ndcg10` and `recall20` are the blend's; `systems` has everybody's. How far it is goes to stderr, and with `--keep FILE`
what is measured so far is in that file after each part: a run that is ended early loses only the part it was in.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, pstdev
from typing import Any

# One thread each: products this small are slower with more, and CPU seconds then mean what they say.
os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import numpy as np
import torch

from benchmarks._bench import arguments, machine, percentile, report, versions
from benchmarks._recsys import (
    BLOCK,
    Array,
    Measured,
    Split,
    auc,
    blocks,
    leave_last_out,
    measure,
    numbered,
    read,
    split,
)
from sycee.brain.recommend import (
    Als,
    Blend,
    Ease,
    Graph,
    Known,
    Nearby,
    Recipe,
    Ripple,
    Ripples,
    Seen,
    features_of,
    fit_als,
    fit_blend,
    fit_ease,
    fit_nearby,
    fit_ripple,
    graph_from,
    known_of,
    remember,
    ripples,
    score_drawn,
    seen_from,
)  # fmt: skip

CANDIDATES, TIMED, DRAWS = 1_000, 200, 2
RECIPES = (Recipe(epochs=8), Recipe(epochs=5, rate=0.002, penalty=1e-4))
"""Of these the one with the better AUC on eval is taken: the first suits dense samples, the second few per person."""


@dataclass
class Fitted:
    """Everything that learned from one split's train samples, and the CPU seconds that each took."""

    seen: Seen
    ease: Ease
    als: Als
    nearby: Nearby
    known: Known
    cpu_s: dict[str, float]


@dataclass
class Rippling:
    """RippleNet on one graph, with the memories that people have when it serves."""

    graph: Graph
    ripple: Ripple
    memories: list[Ripples]
    epochs_s: list[float]

    def score(self, person: int, items: Array, draws: int = DRAWS) -> Array:
        """What it says of these items for one person."""
        some = [remember(self.ripple, self.graph, each.triple[person]) for each in self.memories[:draws]]
        return score_drawn(self.ripple, some, items)


def fit_classics(split: Split) -> Fitted:
    """The models that know no graph."""
    likes = split.train[split.train[:, 2] == 1]
    seen = seen_from(likes[:, 0], likes[:, 1], split.people, split.items)
    cpu_s: dict[str, float] = {}
    timed = lambda name, fit: _timed(cpu_s, name, fit)  # noqa: E731
    ease = timed("ease", lambda: fit_ease(seen))
    als = timed("als", lambda: fit_als(seen))
    nearby = timed("nearby", lambda: fit_nearby(seen))
    who = np.repeat(np.arange(seen.people), seen.per_person)
    taste = np.bincount(who, seen.per_item[seen.liked], seen.people) / np.maximum(seen.per_person, 1)
    return Fitted(seen, ease, als, nearby, known_of(seen.per_item, seen.per_person, taste), cpu_s)


def _timed(cpu_s: dict[str, float], name: str, fit: Any) -> Any:
    began = time.process_time()
    made = fit()
    cpu_s[name] = time.process_time() - began
    return made


def fit_rippling(split: Split, seen: Seen, triples: Array, recipe: Recipe, seed: int) -> Rippling:
    """RippleNet on these triples."""
    graph = graph_from(triples, split.items, both_ways=False)
    epochs: list[float] = []
    told = lambda _number, cpu_s, _loss: epochs.append(cpu_s)  # noqa: E731
    samples = (split.train[:, 0], split.train[:, 1], split.train[:, 2])
    ripple = fit_ripple(seen, graph, samples, recipe, seed=seed, told=told)
    served = [
        ripples(seen, graph, recipe.hops, recipe.memories, np.random.default_rng([seed, n])) for n in range(DRAWS)
    ]
    return Rippling(graph, ripple, served, epochs)


def chosen(split: Split, seen: Seen) -> Recipe:
    """The recipe whose RippleNet, with one draw of memories, tells the eval samples apart best."""
    rows = split.eval[np.argsort(split.eval[:, 0], kind="stable")]
    starts = np.searchsorted(rows[:, 0], np.arange(split.people + 1))

    def reached(recipe: Recipe) -> float:
        made = fit_rippling(split, seen, split.triples, recipe, 0)
        scores = [made.score(one, rows[starts[one] : starts[one + 1], 1], 1) for one in range(split.people)]
        found = auc(rows[:, 2], np.concatenate(scores))
        say(f"eval AUC {found:.4f} by {recipe}")
        return found

    return max(RECIPES, key=reached)


class Systems:
    """What every system says about all items for a block of people."""

    def __init__(self, fitted: Fitted, rippling: Rippling, blend: Blend | None = None) -> None:
        self.fitted, self.rippling, self.blend = fitted, rippling, blend
        self.every = np.arange(fitted.seen.items)

    def classics(self, first: int, last: int) -> dict[str, Array]:
        """The models that know no graph."""
        f = self.fitted
        return {
            "ease": f.ease.score(f.seen, first, last),
            "als": f.als.score(first, last),
            "nearby": f.nearby.score(f.seen, first, last),
        }

    def base(self, first: int, last: int) -> dict[str, Array]:
        """The models, each by itself."""
        return {**self.classics(first, last), **self.ripple(first, last)}

    def ripple(self, first: int, last: int) -> dict[str, Array]:
        """RippleNet alone."""
        return {"ripple": np.stack([self.rippling.score(one, self.every) for one in range(first, last)])}

    def features(self, first: int, last: int, rows: Array) -> Array:
        """What the blend is given for samples of a block of people; the ripples score these alone."""
        scores = {**self.classics(first, last), "ripple": np.zeros((last - first, len(self.every)), np.float32)}
        for one in range(first, last):
            items = rows[rows[:, 0] == one, 1]
            if len(items):
                scores["ripple"][one - first, items] = self.rippling.score(one, items)
        return features_of(scores, self.fitted.known, first, last)[rows[:, 0] - first, rows[:, 1]]

    def all(self, first: int, last: int) -> dict[str, Array]:
        """Every system, the blend among them."""
        base = self.base(first, last)
        assert self.blend is not None
        blend = self.blend.score(features_of(base, self.fitted.known, first, last))
        popular = np.broadcast_to(self.fitted.known.popularity, blend.shape)
        return {**base, "popularity": popular, "blend": blend}

    def blended(self, first: int, last: int) -> dict[str, Array]:
        """RippleNet and the blend."""
        return {name: scores for name, scores in self.all(first, last).items() if name in ("ripple", "blend")}


def blended(split: Split, fitted: Fitted, rippling: Rippling, seed: int) -> Systems:
    """Fit the blend to the eval samples."""
    systems = Systems(fitted, rippling)
    rows = split.eval[np.argsort(split.eval[:, 0], kind="stable")]
    features = []
    for first, last in blocks(split.people):
        mine = rows[np.searchsorted(rows[:, 0], first) : np.searchsorted(rows[:, 0], last)]
        features.append(systems.features(first, last, mine))
    systems.blend = fit_blend(np.concatenate(features), rows[:, 2], seed=seed)
    return systems


def serving(systems: Systems) -> dict[str, float]:
    """Milliseconds for 1,000 items and one person: RippleNet, and RippleNet from the making of the memories on."""
    r, rng = systems.rippling, np.random.default_rng(0)
    alone, whole = [], []
    for _ in range(TIMED):
        person = int(rng.integers(systems.fitted.seen.people))
        items = rng.integers(systems.fitted.seen.items, size=CANDIDATES)
        began = time.perf_counter()
        some = [remember(r.ripple, r.graph, each.triple[person]) for each in r.memories]
        made = time.perf_counter()
        score_drawn(r.ripple, some, items)
        alone.append((time.perf_counter() - made) * 1e3)
        whole.append((time.perf_counter() - began) * 1e3)
    return {"score_ms_p50": percentile(alone, 0.5), "score_ms_p99": percentile(alone, 0.99),
            "score_with_memories_ms_p50": percentile(whole, 0.5)}  # fmt: skip


def shuffled(triples: Array, seed: int) -> Array:
    """The same heads, relations and tails, put together anew."""
    mixed = triples.copy()
    mixed[:, 2] = np.random.default_rng(seed).permutation(mixed[:, 2])
    return mixed


def spread(values: list[float]) -> dict[str, float]:
    """Mean and spread over seeds."""
    return {"mean": round(mean(values), 4), "spread": round(pstdev(values), 4)}


def of_seeds(found: list[dict[str, Measured]]) -> dict[str, dict[str, dict[str, float]]]:
    """Each system's figures over the seeds."""
    return {
        name: {what: spread([vars(each[name])[what] for each in found]) for what in vars(found[0][name])}
        for name in found[0]
    }


def main() -> None:
    """Measure, and say it."""
    options = arguments(__doc__)
    options.add_argument("--data", type=Path, required=True, help="a folder with ratings* and kg*")
    options.add_argument("--seeds", type=int, default=3)
    options.add_argument("--keep", type=Path, help="a file for what is measured so far")
    given = options.parse_args()
    so_far = SoFar(given.keep)
    whole = numbered(*read(given.data))
    cut = split(*whole)
    sizes = f"{cut.people} people, {cut.items} items, {len(whole[0])} samples, {len(cut.triples)} triples"
    say(f"{given.data.name}: {sizes}")
    fitted = fit_classics(cut)
    so_far.tell("fit_cpu_s", fitted.cpu_s)
    recipe = replace(RECIPES[0], epochs=2) if given.quick else chosen(cut, fitted.seen)
    seeds = range(given.seed, given.seed + (1 if given.quick else given.seeds))
    found, ones, epochs, timings = [], [], [], {}
    for seed in seeds:
        systems = blended(cut, fitted, fit_rippling(cut, fitted.seen, cut.triples, recipe, seed), seed)
        epochs += systems.rippling.epochs_s
        found.append(measure(cut, systems.all))
        ones.append(_one_draw(cut, systems.rippling))
        timings = serving(systems)
        rounded = {each: _rounded(m) for each, m in found[-1].items()}
        told = {"epochs_s": systems.rippling.epochs_s, "auc_ripplenet_one": ones[-1], **timings, **rounded}
        so_far.tell(f"seed {seed}", told)
    figures = _figures(found) | {"ripplenet_cpu_s_epoch": mean(epochs), "auc_ripplenet_one": mean(ones)} | timings
    more: dict[str, Any] = {} if given.quick else _beside(whole, cut, fitted, recipe, given.seed, so_far)
    report(figures, systems=of_seeds(found), **more, fit_cpu_s=fitted.cpu_s, seeds=list(seeds), quick=given.quick,
           recipe=vars_of(recipe), data=given.data.name, people=cut.people, items=cut.items, block=BLOCK,
           machine=machine(), versions=versions("numpy", "torch"), torch_threads=torch.get_num_threads())  # fmt: skip


def _one_draw(cut: Split, rippling: Rippling) -> float:
    """RippleNet's AUC on test with one draw of memories, as it is published."""
    rows = cut.test[np.argsort(cut.test[:, 0], kind="stable")]
    starts = np.searchsorted(rows[:, 0], np.arange(cut.people + 1))
    scores = [rippling.score(one, rows[starts[one] : starts[one + 1], 1], 1) for one in range(cut.people)]
    return auc(rows[:, 2], np.concatenate(scores))


def _figures(found: list[dict[str, Measured]]) -> dict[str, float]:
    over = lambda name, what: mean(vars(each[name])[what] for each in found)  # noqa: E731
    figures = {"auc_ripplenet": over("ripple", "auc"), "acc_blend": over("blend", "acc")}
    figures |= {f"auc_{name}": over(name, "auc") for name in found[0] if name != "ripple"}
    return figures | {"ndcg10": over("blend", "ndcg10"), "recall20": over("blend", "recall20")}


def _beside(
    whole: Any, cut: Split, fitted: Fitted, recipe: Recipe, seed: int, so_far: SoFar
) -> dict[str, Any]:  # fmt: skip
    """What the graph is worth, and the other split."""
    said: dict[str, Any] = {}
    for name, triples in (("shuffled", shuffled(cut.triples, seed)), ("removed", cut.triples[:0])):
        systems = blended(cut, fitted, fit_rippling(cut, fitted.seen, triples, recipe, seed), seed)
        said[f"graph_{name}"] = {each: _rounded(m) for each, m in measure(cut, systems.blended).items()}
        so_far.tell(f"graph_{name}", said[f"graph_{name}"])
    last = leave_last_out(*whole)
    after = fit_classics(last)
    systems = blended(last, after, fit_rippling(last, after.seen, last.triples, recipe, seed), seed)
    said["last_out"] = {each: _rounded(m) for each, m in measure(last, systems.all).items()}
    so_far.tell("last_out", said["last_out"])
    said["last_out_note"] = "the files have no times: last means last in the order of the file"
    return said


def _rounded(measured: Measured) -> dict[str, float]:
    return {what: round(value, 4) for what, value in vars(measured).items()}


def vars_of(recipe: Recipe) -> dict[str, float]:
    """A recipe as plain numbers."""
    return {name: getattr(recipe, name) for name in recipe.__dataclass_fields__}


class SoFar:
    """What is measured so far, in a file that is whole after each part."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.parts = path, {"load": machine()["load"]}

    def tell(self, name: str, measured: Any) -> None:
        """Say a part, and keep it with all before it."""
        say(f"{name}: {measured}")
        self.parts[name] = measured
        if self.path:
            fresh = self.path.with_suffix(".new")
            fresh.write_text(json.dumps(self.parts, indent=1))
            fresh.replace(self.path)


def say(line: str) -> None:
    """How far it is."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
