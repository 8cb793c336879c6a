"""What more machines are worth to learning: `python -m benchmarks.scale`.

People by lot, each of whom likes fifteen of 400 things and did forty more in the last month, twice as many people at
each step. Everything that is compared has the same input and gives the same (tests/brain hold it to that).

  als_s_N            seconds of our ALS (32 numbers, four rounds) in one process, for N people
  als_spark_s_N      the same on a Spark cluster on this machine: a master and two workers of one core each
  features_s_N       seconds of every feature of N people as of one instant, by DuckDB from days in files
  features_spark_s_N the same on that cluster
  ripple_s_N         seconds of one epoch of RippleNet in one process
  ripple_two_s_N     the same in two processes that share every batch; their start is in it
  *_slope            by which power of people the seconds grow (least squares in logarithms): 1 is in proportion
  spark_starts_s     until the cluster has come up and has done each of its jobs once; no other figure has that in it

A single machine cannot show what ten are worth. It shows what is added by going there at all.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks._bench import arguments, machine, report, versions
from benchmarks._cluster import cluster
from sycee.brain.feature import FEATURES, Asked, History, compute, compute_on_spark
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
from sycee.kit.time import day_starts

ITEMS, LIKED, THEMES = 400, 15, 20
DAYS, DID, FIRST = 28, 40, date(2026, 3, 1)
_KINDS = (("page", "home"), ("page", "book"), ("call", "transfer.send"), ("track", "recommend.seen"),
          ("track", "recommend.opened"), ("track", "recommend.refused"))  # fmt: skip
_WAYS = ("als", "als_spark", "features", "features_spark", "ripple", "ripple_two")


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
    with tempfile.TemporaryDirectory(prefix="sycee-scale-", dir="/var/tmp") as folder:
        months = {people: _month(people, given.seed, Path(folder)) for people in (100, *steps)}
        began = time.perf_counter()
        with cluster() as session:
            # The first jobs have the workers start their Pythons and compile the text; that is no part of a job.
            fit_als_on_spark(session, _town(100, given.seed), dim=4, rounds=1)
            compute_on_spark(session, *months[100], FEATURES)
            figures["spark_starts_s"] = time.perf_counter() - began
            # Nor is the import of DuckDB, nor below that of PyTorch.
            compute(*months[100], FEATURES)
            for people, seen in towns.items():
                figures[f"als_s_{people}"] = _seconds(lambda s=seen: fit_als(s, dim=32, rounds=4))
                figures[f"als_spark_s_{people}"] = _seconds(
                    lambda s=seen: fit_als_on_spark(session, s, dim=32, rounds=4)
                )
                figures[f"features_s_{people}"] = _seconds(lambda m=months[people]: compute(*m, FEATURES))
                figures[f"features_spark_s_{people}"] = _seconds(
                    lambda m=months[people]: compute_on_spark(session, *m, FEATURES)
                )
    graph = graph_from(np.array([(one, 0, ITEMS + one % THEMES) for one in range(ITEMS)]), ITEMS)
    few = _town(100, given.seed)
    fit_ripple(few, graph, _samples(few, given.seed), Recipe(epochs=1))
    for people, seen in towns.items():
        samples, recipe = _samples(seen, given.seed), Recipe(epochs=1)
        figures[f"ripple_s_{people}"] = _seconds(lambda s=seen, a=samples, r=recipe: fit_ripple(s, graph, a, r))
        figures[f"ripple_two_s_{people}"] = _seconds(
            lambda s=seen, a=samples, r=recipe: fit_ripple_together(s, graph, a, r, processes=2)
        )
    for way in _WAYS:
        told = [figures[f"{way}_s_{people}"] for people in steps]
        figures[f"{way}_slope"] = float(np.polyfit(np.log(steps), np.log(told), 1)[0])
    report(figures, people=steps, machine=machine(), versions=versions("numpy", "torch", "pyspark"))


def _town(people: int, seed: int) -> Seen:
    rng = np.random.default_rng(seed)
    # Few things are liked by many: by how far down the shelf one stands.
    item = (ITEMS * rng.random(people * LIKED) ** 2).astype(np.int64)
    return seen_from(np.repeat(np.arange(people), LIKED), item, people, ITEMS)


def _month(people: int, seed: int, folder: Path) -> tuple[History, list[Asked]]:
    """What people did in a month, a file for each day, and a row for each of them on its last day."""
    rng = np.random.default_rng(seed)
    aliases = [owner.to_bytes(16, "big") for owner in range(1, people + 1)]
    some, files = people * DID // DAYS, []
    for day in range(DAYS):
        kinds = rng.integers(len(_KINDS), size=some)
        owners, items = rng.integers(people, size=some), rng.integers(ITEMS, size=some)
        at = [
            day_starts(FIRST + timedelta(days=day)) + timedelta(seconds=int(s)) for s in rng.integers(86_400, size=some)
        ]
        files.append(folder / f"{people}-{day}.parquet")
        columns = {"alias": pa.array([aliases[one] for one in owners], pa.binary(16)),
                   "kind": [_KINDS[one][0] for one in kinds], "name": [_KINDS[one][1] for one in kinds],
                   "channel": ["http"] * some, "at": pa.array(at, pa.timestamp("us", tz="UTC")),
                   "came_at": pa.array(at, pa.timestamp("us", tz="UTC")),
                   "props": [f'{{"item":"fund.{one}","code":"ok"}}' for one in items]}  # fmt: skip
        pq.write_table(pa.table(columns), files[-1])
    themes = {f"fund.{one}": f"theme.{one % THEMES}" for one in range(ITEMS)}
    asked = [Asked(one + 1, day_starts(FIRST + timedelta(days=DAYS)), f"fund.{one % ITEMS}") for one in range(people)]
    return History(files, list(zip(aliases, range(1, people + 1), strict=True)), (), themes), asked


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
