"""On a Spark cluster of a master and two workers the same is said and learned as on one machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from benchmarks._cluster import WORKERS, cluster, no_cluster
from tests.brain.feature.histories import ALL, FIRST, ITEMS, PEOPLE, THEMES, instant, kept, theirs

from sycee.brain.feature import Asked, Columns, Happening, History, compute, compute_on_spark, evaluate
from sycee.brain.recommend import fit_als, fit_als_on_spark, seen_from
from sycee.kit.time import bank_day

_KINDS = (("page", "home"), ("call", "transfer.send"), ("track", "recommend.seen"), ("track", "recommend.opened"),
          ("track", "recommend.refused"))  # fmt: skip


# Six virtual machines begin here: on two processors that eight others want as well it has taken three minutes.
@pytest.mark.timeout(600)
def test_a_cluster_says_and_learns_what_one_machine_does(subtests: pytest.Subtests, tmp_path: Path) -> None:
    # One test and not several: a cluster costs more to start than to ask, and of several each might start its own.
    if why := no_cluster():
        assert not os.environ.get("CI"), f"in CI nothing is left out: {why}"
        pytest.skip(why)
    with cluster() as session:
        started = [one for one in psutil.Process().children(recursive=True) if one.name() == "java"]
        with subtests.test("a master, the workers, one for each that works, and ours, all of this machine alone"):
            assert len(started) == 1 + 2 * WORKERS + 1
            assert {at.laddr.ip for one in started for at in one.net_connections()} <= {"127.0.0.1", "::ffff:127.0.0.1"}
        with subtests.test("features"):
            features_are_the_same(session, tmp_path)
        with subtests.test("features of a bank that nothing has happened in"):
            asked, few = [Asked(1, instant(1))], ALL[:1]
            same(compute_on_spark(session, History((), (), ()), asked, few), {"visits_1d": np.array([0.0])})
        with subtests.test("ALS"):
            als_is_the_same(session)
    with subtests.test("nothing of it is left"):
        assert not psutil.wait_procs(started, timeout=30)[1]


def features_are_the_same(session: Any, folder: Path) -> None:
    rng = np.random.default_rng(1)

    def moment() -> datetime:
        return FIRST + timedelta(seconds=int(rng.integers(70 * 86_400)))

    def happening() -> Happening:
        came, (kind, name) = moment(), _KINDS[rng.integers(len(_KINDS))]
        props = {"item": ITEMS[rng.integers(len(ITEMS))], "size": int(rng.integers(-(10**7), 10**7)) / 1000,
                 "by_lot": bool(rng.integers(2)), "code": ("ok", "short")[rng.integers(2)]}  # fmt: skip
        props |= [{}, {"size": "infinity"}, {"size": True}][rng.integers(3)]
        late = timedelta(seconds=int(rng.choice([-300, 0, 3600, 5 * 86_400])))
        owner = int(rng.choice([*PEOPLE, -1, 9]))
        return Happening(owner, kind, name, "http", came - late, came, json.dumps(props))

    happened = [happening() for _ in range(600)]
    history = kept(happened, folder, bank_day(instant(50)))
    asked = [Asked(int(rng.integers(1, 5)), moment(), [None, *ITEMS][rng.integers(5)]) for _ in range(80)]

    on_spark = compute_on_spark(session, history, asked, ALL)

    same(on_spark, compute(history, asked, ALL))
    same(on_spark, evaluate(ALL, asked, theirs(happened), THEMES))


def same(one: Columns, other: Columns) -> None:
    assert list(one) == list(other)
    for name in one:
        np.testing.assert_allclose(one[name], other[name], rtol=1e-9, atol=1e-9, err_msg=name)


def als_is_the_same(session: Any) -> None:
    rng = np.random.default_rng(4)
    seen = seen_from(rng.integers(150, size=900), rng.integers(30, size=900), 150, 30)

    here, there = fit_als(seen, dim=8, rounds=3), fit_als_on_spark(session, seen, dim=8, rounds=3)

    np.testing.assert_allclose(there.score(0, 150), here.score(0, 150), rtol=1e-3, atol=1e-4)
    with pytest.raises(ValueError, match="at least one block"):
        fit_als_on_spark(session, seen, blocks=0)


_ROOT = Path(__file__).parents[2]
_KILLED = """
import os, pathlib, signal, subprocess, sys
from benchmarks._cluster import kept
with kept(pathlib.Path(sys.argv[1])) as keep:
    keep(subprocess.Popen(["sleep", "900"], start_new_session=True))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_is_killed_leaves_nothing_of_their_cluster(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()

    # It is read until nobody can write any more: all of them, and the sleeper among them, are gone by then.
    words = [sys.executable, "-c", _KILLED, home]
    killed = subprocess.run(words, check=False, cwd=_ROOT, stdout=subprocess.PIPE, timeout=60)

    assert killed.returncode == -9
    assert not home.exists()
