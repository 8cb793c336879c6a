"""A bank run in the manner of Jepsen: clients pay, move and look while processes are killed with -9 at random instants.

Two `sycee serve` on one embedded database, several client processes with idempotency keys, some of whom hang up before
the answer, and an auditor who sums everything up in snapshots. The nemesis kills one application, the whole tree of
the database, or all of it, and starts the applications again; the database is brought back by whoever still uses it.
Then everything that was said to a client is held against the books, by its name in the books and not by its key.
Afterwards the same, shortly, on a bank with two faults put in: its checker must find them.

  acknowledged   transfers that were answered with yes; refused: with no
  lost           of these absent; doubled, unasked, refused_booked, unbalanced, balances_off, total_off: as they say
  bad_reads      reads, over HTTP or by the auditor, that did not see the total
  faults         tries that were answered with a fault of the bank's instead of a clear refusal; retried like those
  kills          of what; recovery_s_max: from a kill to the first transfer that was asked for and answered after it by
                 what had been killed
  mutant_caught  1 if both faults of the mutant were found

kill -9 does not test fsync: that it is on is asserted at the start, and printed.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import uvloop

from benchmarks._bench import arguments, durability, free_port, fresh_home, machine, report, versions
from benchmarks._faults_bank import PEOPLE, Person, found, sign_in
from benchmarks._faults_check import Auditor, Verdict, history, judge, total_of
from benchmarks._faults_client import Done, Order
from sycee.kit.db import Server, running, status

_MUTANT_TRIES = 5
_ROUND_S = 600
"""A round's history is judged, and forgotten, before the next begins."""


@dataclass
class App:
    """An application that is killed and started again."""

    home: Path
    port: int
    module: str = "sycee.app.main"
    desk: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        its = {"SYCEE_HOME": str(self.home), "SYCEE_PORT": str(self.port), "SYCEE_STAFF_PORT": str(self.desk)}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self.module, "serve", env={**os.environ, **its}, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    async def kill(self, how: int = signal.SIGKILL) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(how)
            await self.process.wait()

    async def ready(self) -> bool:
        """Whether it says that database and till work."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(f"GET /readyz HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n\r\n".encode())
            # Not wait_for, which in Python 3.11 loses a cancellation that comes with the answer: no round would end.
            async with asyncio.timeout(5):
                said = await reader.readline()
            writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in said


@dataclass
class Kill:
    """What was killed, when, and the ports at which it answers."""

    what: str
    at: float
    ports: tuple[int, ...]


class Nemesis:
    """Kills, starts again, and waits until all is well."""

    def __init__(self, home: Path, apps: list[App], seed: int, mean_s: float) -> None:
        self._home, self._apps, self._mean_s = home, apps, mean_s
        self._random = random.Random(seed)  # noqa: S311
        self.kills: list[Kill] = []

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(self._random.expovariate(1 / self._mean_s))
            what = self._random.choices(("app", "database", "everything"), (5, 4, 1))[0]
            await self.strike(what)

    async def strike(self, what: str) -> None:
        """One kill, and the way back."""
        apps = {"app": [self._random.choice(self._apps)], "database": [], "everything": self._apps}[what]
        ports = tuple(app.port for app in apps or self._apps)
        self.kills.append(Kill(what, time.monotonic(), ports))
        if what != "app":
            for pid in database_processes(self._home):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for app in apps:
            await app.kill()
        await asyncio.sleep(self._random.uniform(0, 0.5))
        for app in apps:
            await app.start()
        await all_ready(self._apps)


def database_processes(home: Path) -> list[int]:
    """Every process of the home's own database: they work in its data folder, and nobody else does."""
    pids = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").samefile(home / "data"):
                pids.append(int(process.name))
    return pids


async def all_ready(apps: list[App]) -> None:
    """Wait until every application says that all is well; one that has ended is started again, as a supervisor does."""
    async with asyncio.timeout(300):
        while not all([await app.ready() for app in apps]):
            for app in apps:
                if app.process is None or app.process.returncode is not None:
                    await app.start()
            await asyncio.sleep(0.05)


@asynccontextmanager
async def clients(count: int, order: Order) -> AsyncIterator[list[Path]]:
    """Client processes at work; at the end they settle what is under way."""
    made, files = [], []
    for n in range(count):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks._faults_client", stdin=asyncio.subprocess.PIPE
        )
        files.append(Path(f"{order.history}.{order.prefix}.{n}"))
        its = msgspec.structs.replace(
            order, prefix=f"{order.prefix}.{n}", seed=order.seed * 100 + n, history=str(files[-1])
        )
        assert process.stdin
        process.stdin.write(msgspec.json.encode(its) + b"\n")
        made.append(process)
    try:
        yield files
    finally:
        for process in made:
            assert process.stdin
            with suppress(OSError):
                process.stdin.write(b"\n")
        ended = await asyncio.gather(*(process.wait() for process in made))
    assert not any(ended), f"a client has ended with {ended}"


@dataclass
class Run:
    """One round: what was found, what was killed, how long each took to come back."""

    verdict: Verdict
    kills: list[Kill]
    recovery_s: list[float]
    audits: int


@dataclass
class Place:
    """The bank, who uses it, and what they have together."""

    home: Path
    people: list[Person]
    total: int
    seed: int
    mean_s: float
    pause_s: float

    def dsn(self) -> str:
        """The database's address, whoever has started it."""
        return Server(self.home, self.home / "run", 5432, "").dsn()

    async def round(self, prefix: str, seconds: float) -> Run:
        """Clients, auditor and nemesis for so long; then the judgement."""
        apps = [App(self.home, free_port()) for _ in range(2)]
        killer = Nemesis(self.home, apps, self.seed + int(time.time()), self.mean_s)
        return await self._round(prefix, seconds, apps, killer)

    async def mutant(self, prefix: str, seconds: float) -> Run:
        """The same on the mutant, whom nobody needs to kill: many hang up before the answer, and ask again."""
        return await self._round(prefix, seconds, [App(self.home, free_port(), "benchmarks._faults_mutant")], None)

    async def _round(self, prefix: str, seconds: float, apps: list[App], killer: Nemesis | None) -> Run:
        auditor = Auditor(self.dsn, self.total)
        order = Order(
            [app.port for app in apps], self.people, prefix, 6, self.seed, self.pause_s, 0.03 if killer else 0.3,
            str(self.home / "history"),
        )  # fmt: skip
        try:
            for app in apps:
                await app.start()
            await all_ready(apps)
            await sign_in(self.people, apps[0].port)
            async with clients(2, order) as files:
                tasks = [asyncio.create_task(auditor.run())]
                tasks += [asyncio.create_task(killer.run())] if killer else []
                await asyncio.sleep(seconds)
                await over(tasks)
                await all_ready(apps)
        finally:
            for app in apps:
                await app.kill(signal.SIGTERM)
        return await self._judged(prefix, files, killer.kills if killer else [], auditor)

    async def _judged(self, prefix: str, files: list[Path], kills: list[Kill], auditor: Auditor) -> Run:
        asked = history(files)
        async with running(self.home) as server:
            verdict = await judge(server.dsn(), prefix, asked, self.total)
        verdict.bad_reads += auditor.bad
        for file in files:
            file.unlink()
        return Run(verdict, kills, recoveries(kills, asked), auditor.reads)


async def over(tasks: list[asyncio.Task[None]]) -> None:
    """End these, and let nothing that went wrong in them pass."""
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


def recoveries(kills: list[Kill], asked: list[Done]) -> list[float]:
    """Of each kill, how long until a transfer was asked for and done there again."""
    done = sorted((d for d in asked if d.said == "ok" and d.what != "look"), key=lambda d: d.ended)
    found = []
    for kill in kills:
        after = (d.ended for d in done if d.port in kill.ports and d.began > kill.at)
        if (first := next(after, None)) is not None:
            found.append(first - kill.at)
    return found


async def proven(home: Path) -> bool:
    """Whether the product's own proofs hold: books and record."""
    for what in ("ledger", "audit"):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sycee.app.main", what, "verify", env={**os.environ, "SYCEE_HOME": str(home)},
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        said, _ = await process.communicate()
        if process.returncode != 0:
            print(said.decode(), flush=True)
            return False
    return True


async def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--minutes", type=float, default=5)
    asked: Any = options.parse_args()
    seconds, mutant_s = (16.0, 5.0) if asked.quick else (asked.minutes * 60, 20.0)
    before, began, home = machine(), datetime.now(UTC), fresh_home()
    try:
        people = await found(home, free_port())
        async with running(home) as server:
            durable, total = await durability(server.dsn()), await total_of(server.dsn())
            now = await status(home)
        place = Place(home, people, total, asked.seed, 1.5 if asked.quick else 6, 0.02 if asked.quick else 0.05)
        runs, left = list[Run](), seconds
        while left > 0:
            runs.append(await place.round(f"f{len(runs)}", min(left, _ROUND_S)))
            left -= _ROUND_S
            told(runs[-1])
        sound = await proven(home)
        mutants = [await place.mutant("m0", mutant_s)]
        while not caught(mutants) and len(mutants) < _MUTANT_TRIES:
            mutants.append(await place.mutant(f"m{len(mutants)}", mutant_s))
        print("  the mutant:", [run.verdict.examples[:3] for run in mutants], flush=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    report(
        figures_of(runs, mutants, sound=sound), killed=dict(Counter(k.what for run in runs for k in run.kills)),
        said=said(runs), wrong=[e for run in runs for e in run.verdict.examples], people=PEOPLE,
        mutant=[e for run in mutants for e in run.verdict.examples], mutant_said=said(mutants), machine=before,
        load_after=machine()["load"], seed=asked.seed, durability=durable, server=f"{now.origin} {now.version}",
        versions=versions("asyncpg", "uvicorn", "uvloop"),
        took_s=round((datetime.now(UTC) - began).total_seconds(), 1),
    )  # fmt: skip
    sys.exit(0 if sound and all(run.verdict.sound for run in runs) and caught(mutants) else 1)


def said(runs: list[Run]) -> dict[str, int]:
    """How often each answer was given."""
    return dict(sum((run.verdict.said for run in runs), Counter[str]()))


def told(run: Run) -> None:
    """A line for who waits."""
    verdict, worst = run.verdict, max(run.recovery_s, default=0)
    print(f"  {verdict.acknowledged} acknowledged, {len(run.kills)} kills, back after {worst:.1f} s at most,"
          f" {'sound' if verdict.sound else verdict.examples}", flush=True)  # fmt: skip


def caught(mutants: list[Run]) -> bool:
    """Whether both faults of the mutant were found."""
    return any(run.verdict.doubled for run in mutants) and any(run.verdict.bad_reads for run in mutants)


def figures_of(runs: list[Run], mutants: list[Run], *, sound: bool) -> dict[str, float]:
    """Sums over the rounds."""
    names = ("acknowledged", "refused", "unknown", "retried", "faults", "looked", "lost", "doubled", "unasked",
             "refused_booked", "unbalanced", "balances_off", "total_off", "bad_reads")  # fmt: skip
    back = [s for run in runs for s in run.recovery_s]
    return {name: sum(getattr(run.verdict, name) for run in runs) for name in names} | {
        "audits": sum(run.audits for run in runs),
        "kills": sum(len(run.kills) for run in runs),
        "recovery_s_max": max(back, default=0),
        "recovery_s_mean": sum(back) / max(len(back), 1),
        "laws_broken": int(not sound),
        "mutant_caught": int(caught(mutants)),
    }


if __name__ == "__main__":
    uvloop.run(main())
