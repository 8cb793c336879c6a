"""How fast a city of people is made, and made, stored and proven, and how much memory that takes.

people_per_s, entries_per_s   of the loading: lives drawn, both legs of every payment stored by COPY, indexes and all
loaded_s, verified_s          the loading, and `sycee ledger verify` on it afterwards
mb_peak                       most memory of the processes that make it, PostgreSQL left out
made_people_per_s,
made_entries_per_s, made_mb_peak   the same lives made by --processes and kept by nobody
mb_per_1000_people            how memory grows from the first tenth of the making to its end; bounded means about 0

--people N --years Y   what is made: 5,000 and 3 unless told otherwise, ten million entries (--quick: 300, 1)
--only-made            make them and load nothing: a million people need no bank to be counted
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

import uvloop

from benchmarks._bench import Bench, arguments, bench, durability, free_port, machine, report, versions
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.city import City, Pace, count_block, in_blocks, load_city, plan_city
from sycee.core import ledger

UNTIL = date(2026, 11, 20)
_LOOK_S = 0.2


@dataclass
class Memory:
    """What the processes of this benchmark hold, looked at all the time, in MB."""

    peak: float = 0.0
    seen: list[float] = field(default_factory=list)

    def look(self) -> None:
        held = sum(_resident_mb(pid) for pid in _ours())
        self.peak = max(self.peak, held)
        self.seen.append(held)


def _ours() -> list[int]:
    """This process and the Python processes that it has started."""
    children: list[int] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(FileNotFoundError):
            children += map(int, listed.read_text().split())
    return [0, *(pid for pid in children if _is_python(pid))]


def _path(pid: int, what: str) -> str:
    return f"/proc/{pid or 'self'}/{what}"


def _is_python(pid: int) -> bool:
    try:
        with open(_path(pid, "cmdline"), "rb") as file:
            return b"python" in file.read().split(b"\0")[0]
    except FileNotFoundError:
        return False


def _resident_mb(pid: int) -> float:
    try:
        with open(_path(pid, "statm")) as file:
            return int(file.read().split()[1]) * 4096 / 2**20
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


@contextmanager
def watched() -> Iterator[Memory]:
    """Memory, looked at from another thread as long as this is open."""
    memory, over = Memory(), threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_S):
            memory.look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def made(plan: City, processes: int) -> dict[str, float]:
    """Make every quarter and keep none."""
    pace, people, entries, whole = Pace(plan.people, time.monotonic), 0, 0, sha256()
    began, told = time.perf_counter(), 0.0
    marks: list[tuple[int, float]] = []
    with watched() as memory:
        for block in in_blocks(plan, count_block, "", processes):
            people, entries = people + block.people, entries + block.entries
            whole.update(block.digests)
            marks.append((people, max(memory.seen[-20:], default=0.0)))
            if time.perf_counter() - told > 5:
                told = time.perf_counter()
                print(pace.line(people, entries), f"· {memory.peak:,.0f} MB", file=sys.stderr, flush=True)
    spent = time.perf_counter() - began
    print(f"digest {whole.hexdigest()}", file=sys.stderr)
    return {
        "made_people_per_s": people / spent, "made_entries_per_s": entries / spent, "made_s": spent,
        "made_entries": entries, "made_mb_peak": memory.peak, "mb_per_1000_people": _slope(marks),
    }  # fmt: skip


def _slope(marks: list[tuple[int, float]]) -> float:
    """MB for each thousand people, between the mark after a tenth and the last."""
    (first, low), (last, high) = marks[len(marks) // 10], marks[-1]
    return (high - low) / max(last - first, 1) * 1000


async def loaded(b: Bench, plan: City) -> dict[str, float]:
    """Store the city in an empty bank, and prove its books."""
    async with open_bank(Settings(b.server.folder, None, free_port())) as bank:
        pace = Pace(plan.people, time.monotonic)
        began = time.perf_counter()
        with watched() as memory:
            done = await load_city(
                bank.dsn, bank.vault, plan, lambda people, entries: print(pace.line(people, entries), file=sys.stderr)
            )
        loaded_at = time.perf_counter()
        broken = [finding for finding in await ledger.verify(bank.db) if finding.broken]
        verified_at = time.perf_counter()
    assert not broken, broken
    spent = loaded_at - began
    return {
        "people_per_s": done.people / spent, "entries_per_s": done.entries / spent, "loaded_s": spent,
        "verified_s": verified_at - loaded_at, "entries": done.entries, "mb_peak": memory.peak,
    }  # fmt: skip


async def main(given: argparse.Namespace) -> None:
    """Load, verify, and make once more by several processes."""
    people, years = given.people or (300 if given.quick else 5_000), given.years or (1 if given.quick else 3)
    plan = plan_city(people, years, given.seed, UNTIL)
    figures: dict[str, float] = {}
    settings: dict[str, str] = {}
    if not given.only_made:
        async with bench() as b:
            settings = await durability(b.server.dsn("postgres"))
            figures = await loaded(b, plan)
    figures |= await asyncio.to_thread(made, plan, given.processes)
    report(
        figures, benchmark="city", people=people, years=years, seed=given.seed, processes=given.processes,
        machine=machine(), versions=versions("numpy", "asyncpg"), durability=settings,
    )  # fmt: skip


if __name__ == "__main__":
    options = arguments(__doc__)
    options.add_argument("--people", type=int)
    options.add_argument("--years", type=int)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--only-made", action="store_true")
    uvloop.run(main(options.parse_args()))
