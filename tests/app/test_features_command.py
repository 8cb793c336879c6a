"""`sycee features`: the list, a table, and what it says no to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pyarrow.parquet as pq
from tests.world import World, sycee

from sycee.brain.feature import FEATURES, OF_CUSTOMERS


async def test_features_are_listed_and_written_and_what_is_to_come_is_refused(bank: World, tmp_path: Path) -> None:
    home, table = bank.bank.settings.home, tmp_path / "table.parquet"
    write = ("features", "write", "--at")
    listed, written, late, naive, nowhere = await asyncio.gather(
        sycee(home, "features", "list"),
        sycee(home, *write, "2026-01-01T00:00:00+08:00", "2026-01-08T00:00:00+08:00", "--to", str(table)),
        sycee(home, *write, "2999-01-01T00:00:00+08:00", "--to", str(table)),
        sycee(home, *write, "2026-01-01T00:00:00", "--to", str(table)),
        sycee(home, *write, "2026-01-01T00:00:00+08:00", "--to", str(tmp_path / "none" / "table.parquet")),
    )

    assert [line.split()[0] for line in listed.out.splitlines()] == [one.name for one in FEATURES]
    assert (written.status, written.err) == (0, "")
    assert pq.read_table(table).column_names == ["alias", "at", *(one.name for one in OF_CUSTOMERS)]
    assert late.status == 1
    assert "is still to come" in late.err
    assert naive.status == 2
    assert "its zone is missing" in naive.err
    assert nowhere.status == 1
    assert "cannot be written" in nowhere.err
