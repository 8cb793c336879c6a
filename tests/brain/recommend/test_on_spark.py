"""On a Spark cluster of a master and two workers the same is learned as on one machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from benchmarks._cluster import WORKERS, cluster, no_cluster

from sycee.brain.recommend import fit_als, fit_als_on_spark, seen_from


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One cluster for all that needs one."""
    why = no_cluster()
    if why:
        assert not os.environ.get("CI"), f"in CI nothing is left out: {why}"
        pytest.skip(why)
    with cluster() as session:
        yield session


def test_als_on_two_workers_is_als_on_one_machine(spark: Any) -> None:
    rng = np.random.default_rng(4)
    seen = seen_from(rng.integers(150, size=900), rng.integers(30, size=900), 150, 30)

    executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # the driver is among them
    assert executors == WORKERS
    here = fit_als(seen, dim=8, rounds=3)
    there = fit_als_on_spark(spark, seen, dim=8, rounds=3)

    np.testing.assert_allclose(there.score(0, 150), here.score(0, 150), rtol=1e-3, atol=1e-4)
    with pytest.raises(ValueError, match="at least one block"):
        fit_als_on_spark(spark, seen, blocks=0)
