"""A city as files: the same to the byte whoever writes them, with the truth in a folder of its own."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sycee.city import Pace, export_city, plan_city

UNTIL = date(2026, 11, 20)
PLAN = plan_city(512, 1, 3, UNTIL)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five hundred and twelve people, written by two processes."""
    to = tmp_path_factory.mktemp("city")
    export_city(PLAN, to, processes=2)
    return to


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    return {str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest() for f in files}


def test_whoever_writes_it_writes_the_same_bytes(written: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export_city(PLAN, tmp_path, lambda people, entries: told.append((people, entries)))
    assert _digests(tmp_path) == _digests(written)
    assert [people for people, _ in told] == [500, 512]
    assert all(one[1] < other[1] for one, other in pairwise(told))


def test_the_digest_is_that_of_the_quarters_one_by_one(written: Path, tmp_path: Path) -> None:
    kept = json.loads((written / "city.json").read_text("utf-8"))
    assert (kept["people"], kept["seed"], kept["until"]) == (512, 3, "2026-11-20")
    small = plan_city(12, 1, 3, UNTIL)
    assert export_city(small, tmp_path).digest == sha256(small.quarter(0).digest()).hexdigest()


def test_entries_and_their_truth_stand_side_by_side_in_two_folders(written: Path) -> None:
    booked, meant = pq.read_table(written / "entries"), pq.read_table(written / "truth" / "entries")
    assert booked.num_rows == meant.num_rows == json.loads((written / "city.json").read_text("utf-8"))["entries"]
    assert booked["account"].equals(meant["account"])
    assert booked["seq"].equals(meant["seq"])
    assert not {"category", "purpose", "case"} & set(booked.column_names)
    assert "salary" in meant["category"].unique().to_pylist()


def test_money_of_every_account_adds_up_in_the_files(written: Path) -> None:
    accounts, entries = pq.read_table(written / "accounts"), pq.read_table(written / "entries")
    place = {number: n for n, number in enumerate(accounts["account"].to_pylist())}
    index = np.array([place[number] for number in entries["account"].to_pylist()])
    sums = np.bincount(index, entries["amount"].to_numpy(), len(place))
    assert sums.tolist() == accounts["balance"].to_pylist()
    assert entries["amount"].to_numpy().sum() == 0


def test_a_case_names_its_victim_and_when_it_came_out(written: Path) -> None:
    cases = pq.read_table(written / "truth" / "cases").to_pylist()
    people = set(pq.read_table(written / "people")["party"].to_pylist())
    marked = set(pq.read_table(written / "truth" / "entries")["case"].drop_null().to_pylist())
    assert marked <= {case["case"] for case in cases}
    assert all(case["party"] in people and (case["known"] is None or case["known"] >= case["began"]) for case in cases)


def test_a_line_says_how_fast_it_goes_and_what_is_left() -> None:
    seconds = iter((100.0, 160.0))
    said = Pace(4_000, lambda: next(seconds)).line(1_000, 90_000)
    assert "1,000/4,000" in said
    assert "17 人/s" in said
    assert "1,500 笔/s" in said
    assert said.endswith("left 3:00")
