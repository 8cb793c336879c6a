"""How long a person waits for `sycee demo` on an empty home: from the start of the database to the page that answers.

page_s        all of it; with 300 people and ten years, as `make demo` has them (--quick: 100 and two)
imports_s     before it: from the command to the start of the database
database_s    until the database lets one in: initdb, start, first connection
migrations_s  until the last migration is applied
opened_s      until the city is begun: keys, pools, till
city_s        until the city is loaded; it is made in one thread while it is stored by another
made_s        of that, what making alone takes, measured afterwards in a process that stores nothing
last_s        from the loaded city to the page: its people's passwords, the staff's desk, the sites
again_s       the same command once more, on the home that is there
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from benchmarks._bench import arguments, durability, free_port, fresh_home, machine, report, tidies_up, versions
from sycee.city import plan_city
from sycee.kit.db import Server, running, status
from sycee.kit.time import bank_day

_APPLIED = "SELECT count(*) FROM migration_applied"
_MIGRATIONS = sum(found.name[:4].isdigit() for found in files("sycee.migrations").iterdir())
_STEP_S, _PATIENCE_S = 0.02, 900


@dataclass
class Seen:
    """When each thing was first seen, by its name."""

    at: dict[str, float] = field(default_factory=dict)

    def now(self, name: str) -> None:
        self.at.setdefault(name, time.perf_counter())

    def between(self, earlier: str, later: str) -> float:
        return self.at[later] - self.at[earlier]


async def until(seen: Seen, name: str, there: Callable[[], Awaitable[bool]]) -> None:
    """Look again and again until it is there, and note when."""
    async with asyncio.timeout(_PATIENCE_S):
        while not await there():  # noqa: ASYNC110 another process does it
            await asyncio.sleep(_STEP_S)
    seen.now(name)


@asynccontextmanager
async def demo(place: Path, port: int, seen: Seen, *words: str) -> AsyncIterator[None]:
    """The command, in a process group of its own; interrupted at the end, and its database stopped."""
    desk = str(free_port())
    ours = {"SYCEE_HOME": str(place), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": desk, "PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sycee.app.main", "demo", *words, env={**os.environ, **ours},
        stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    saying = asyncio.create_task(_listened(process, seen))
    try:
        yield
    finally:
        saying.cancel()
        await asyncio.gather(saying, return_exceptions=True)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        try:
            async with asyncio.timeout(20):
                await process.communicate()
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        async with running(place):  # the last one out stops the server, should the command have left it
            pass


async def watched(place: Path, port: int, seen: Seen) -> dict[str, str]:
    """Note when each step is done, from outside; returns the database's durability settings."""
    await until(seen, "begun", _true((place / "lock").exists))
    socket_folder = (await status(place)).socket_folder
    dsn = Server(place, socket_folder, 5432, "").dsn()
    await until(seen, "database", lambda: _asked(dsn, "SELECT 1", 1))
    await until(seen, "migrations", lambda: _asked(dsn, _APPLIED, _MIGRATIONS))
    await until(seen, "page", lambda: _answers(port))
    return await durability(dsn)


def _true(look: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def looked() -> bool:
        return look()

    return looked


async def _asked(dsn: str, sql: str, wanted: int) -> bool:
    try:
        connection = await asyncpg.connect(dsn)
    except (OSError, asyncpg.PostgresError):
        return False
    try:
        return bool(await connection.fetchval(sql) >= wanted)
    except asyncpg.PostgresError:
        return False
    finally:
        await connection.close()


async def _answers(port: int) -> bool:
    """Whether the page is served."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
    said = await reader.readline()
    writer.close()
    return b" 200 " in said


async def _listened(process: asyncio.subprocess.Process, seen: Seen) -> None:
    """What the command says about the city: a line when it begins, and one when it is loaded."""
    assert process.stdout
    while line := (await process.stdout.readline()).decode():
        print(f"  {line.rstrip()}", flush=True) if line.strip() and "loaded" not in seen.at else None
        if "making a city" in line:
            seen.now("city")
        elif " entries" in line:
            seen.now("loaded")


async def fresh(place: Path, people: int, years: int, seed: int) -> tuple[dict[str, float], dict[str, str]]:
    """An empty home."""
    port, seen = free_port(), Seen()
    seen.now("command")
    async with demo(place, port, seen, "--people", str(people), "--years", str(years), "--seed", str(seed)):
        settings = await watched(place, port, seen)
    parts = {
        "page_s": seen.between("begun", "page"),
        "imports_s": seen.between("command", "begun"),
        "database_s": seen.between("begun", "database"),
        "migrations_s": seen.between("database", "migrations"),
        "opened_s": seen.between("migrations", "city"),
        "city_s": seen.between("city", "loaded"),
        "last_s": seen.between("loaded", "page"),
    }
    return parts, settings


async def again(place: Path) -> float:
    """The same home once more."""
    port, seen = free_port(), Seen()
    seen.now("command")
    async with demo(place, port, seen):
        await until(seen, "page", lambda: _answers(port))
    return seen.between("command", "page")


def made(people: int, years: int, seed: int) -> float:
    """Seconds to make the same city and store nothing."""
    begun = time.perf_counter()
    for _ in plan_city(people, years, seed, bank_day(datetime.now(UTC)) - timedelta(days=1)).built():
        pass
    return time.perf_counter() - begun


async def main() -> None:
    asked: Any = arguments(__doc__).parse_args()
    people, years = (100, 2) if asked.quick else (300, 10)
    before, place = machine(), fresh_home()
    tidies_up()
    try:
        figures, durable = await fresh(place, people, years, asked.seed)
        figures["again_s"] = await again(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    figures["made_s"] = await asyncio.to_thread(made, people, years, asked.seed)
    report(
        figures, machine=before, load_after=machine()["load"], seed=asked.seed, durability=durable,
        versions=versions("asyncpg", "numpy", "uvicorn", "uvloop"), people=people, years=years,
    )  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
