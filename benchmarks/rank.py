"""What the ranker costs when it serves: `python -m benchmarks.rank`.

Trees of the most leaves and the most rounds that are ever learned, on columns that chance filled; 1,000 candidates for
one person, in numpy and in one thread.

  rank_ms_p50, rank_ms_p99   all columns looked at and all trees summed, for 1,000 candidates
  lightgbm_ms_p50            the library's own prediction of the same, its rows made ready beforehand
  apart_max                  how far the two are apart at most
"""

from __future__ import annotations

import os
import time

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))

import lightgbm
import numpy as np

from benchmarks._bench import arguments, machine, percentile, report, versions
from sycee.brain.recommend import ASKED, CANDIDATE, RANKER_SETTINGS, Ranker, trees_from

CANDIDATES, TREES, OF_ITEMS, ROWS = 1_000, 48, 25, 20_000


def main() -> None:
    """Learn trees, serve them, and say how long it took."""
    given = arguments(__doc__).parse_args()
    draw, width = np.random.default_rng(given.seed), len(ASKED) + OF_ITEMS
    rows = draw.random((ROWS, width)).astype(np.float32)
    rows[:, len(ASKED) + 1 :] = rows[:, len(ASKED) + 1 :] < 0.1
    label = (rows @ draw.normal(size=width) + draw.normal(size=ROWS) > 0).astype(np.float64)
    booster = lightgbm.train(RANKER_SETTINGS, lightgbm.Dataset(rows, label), TREES)
    trees = trees_from(booster.dump_model(), width)
    asked = draw.random((CANDIDATES, width)).astype(np.float32)
    asked[:, len(CANDIDATE) : len(ASKED)] = asked[0, len(CANDIDATE) : len(ASKED)]
    known = np.full((CANDIDATES, TREES), 255, np.uint8)
    for place in range(len(ASKED), width):
        known &= trees.leaves(place, asked[:, place])
    none = np.zeros(CANDIDATES, np.int64)
    ranker = Ranker(trees, none, none, known, np.array([]), np.array([]), 1.0, 0.0)
    columns = {n: asked[:, at] if n in CANDIDATE else float(asked[0, at]) for at, n in enumerate(ASKED)}
    times = 200 if given.quick else 2_000
    ours = [_timed(lambda: ranker.score(columns)) for _ in range(times)]
    theirs = [_timed(lambda: booster.predict(asked, raw_score=True, num_threads=1)) for _ in range(times // 10)]
    apart = float(np.abs(ranker.score(columns) - booster.predict(asked, raw_score=True)).max())
    figures = {"rank_ms_p50": percentile(ours, 0.5), "rank_ms_p99": percentile(ours, 0.99),
               "lightgbm_ms_p50": percentile(theirs, 0.5), "apart_max": apart}  # fmt: skip
    report(figures, candidates=CANDIDATES, trees=TREES, columns=width, quick=given.quick, machine=machine(),
           versions=versions("numpy", "lightgbm"))  # fmt: skip


def _timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1e3


if __name__ == "__main__":
    main()
