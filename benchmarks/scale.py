"""What more machines are worth to learning: `python -m benchmarks.scale`.

People by lot, each of whom likes fifteen of 400 things, twice as many at each step. Everything that is compared has the
same input and learns the same (tests/brain/recommend hold it to that).

  als_s_N            seconds of our ALS (32 numbers, four rounds) in one process, for N people
  als_spark_s_N      the same on a Spark cluster on this machine: a master and two workers of one core each
  ripple_s_N         seconds of one epoch of RippleNet in one process
  ripple_two_s_N     the same in two processes that share every batch; their start is in it
  *_slope            by which power of people the seconds grow (least squares in logarithms): 1 is in proportion
  spark_starts_s     until the cluster has come up, which no other figure has in it

A single machine cannot show what ten are worth. It shows what is added by going there at all.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import numpy as np

from benchmarks._bench import arguments, machine, report, versions
from benchmarks._cluster import cluster
from sycee.brain.recommend import (
    Recipe,
    Seen,
    fit_als,
    fit_als_on_spark,
    fit_ripple,
    fit_ripple_together,
    graph_from,
    seen_from,
)

ITEMS, LIKED, THEMES = 400, 15, 20


def main() -> None:
    """Measure each way for one, two and four times as many people."""
    options = arguments(__doc__)
    options.add_argument("--people", type=int, default=8_000, help="of the first step")
    given = options.parse_args()
    steps = [given.people // (8 if given.quick else 1) * times for times in (1, 2, 4)]
    # Asked to end, it ends the cluster's processes first, as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    towns = {people: _town(people, given.seed) for people in steps}
    figures: dict[str, float] = {}
    began = time.perf_counter()
    with cluster() as session:
        # The first job has the workers start their Pythons; that is no part of a fit.
        fit_als_on_spark(session, _town(100, given.seed), dim=4, rounds=1)
        figures["spark_starts_s"] = time.perf_counter() - began
        for people, seen in towns.items():
            figures[f"als_s_{people}"] = _seconds(lambda s=seen: fit_als(s, dim=32, rounds=4))
            figures[f"als_spark_s_{people}"] = _seconds(lambda s=seen: fit_als_on_spark(session, s, dim=32, rounds=4))
    graph = graph_from(np.array([(one, 0, ITEMS + one % THEMES) for one in range(ITEMS)]), ITEMS)
    for people, seen in towns.items():
        samples, recipe = _samples(seen, given.seed), Recipe(epochs=1)
        figures[f"ripple_s_{people}"] = _seconds(lambda s=seen, a=samples, r=recipe: fit_ripple(s, graph, a, r))
        figures[f"ripple_two_s_{people}"] = _seconds(
            lambda s=seen, a=samples, r=recipe: fit_ripple_together(s, graph, a, r, processes=2)
        )
    for way in ("als", "als_spark", "ripple", "ripple_two"):
        told = [figures[f"{way}_s_{people}"] for people in steps]
        figures[f"{way}_slope"] = float(np.polyfit(np.log(steps), np.log(told), 1)[0])
    report(figures, people=steps, machine=machine(), versions=versions("numpy", "torch", "pyspark"))


def _town(people: int, seed: int) -> Seen:
    rng = np.random.default_rng(seed)
    # Few things are liked by many: by how far down the shelf one stands.
    item = (ITEMS * rng.random(people * LIKED) ** 2).astype(np.int64)
    return seen_from(np.repeat(np.arange(people), LIKED), item, people, ITEMS)


def _samples(seen: Seen, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    who = np.repeat(np.arange(seen.people), seen.per_person)
    labels = np.repeat(np.array([1, 0]), len(who))
    return np.tile(who, 2), np.concatenate([seen.liked, rng.integers(ITEMS, size=len(who))]), labels


def _seconds(work: Callable[[], object]) -> float:
    """How long this takes; said on stderr as well, so that a run that is ended has not been for nothing."""
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    print(f"{took:.2f} s", file=sys.stderr, flush=True)
    return took


if __name__ == "__main__":
    main()
