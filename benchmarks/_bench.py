"""What every benchmark shares: a server of its own, CPU by process, the machine it ran on, and the last line."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import asyncpg

from sycee.kit.db import Server, assert_durable, running, status

_TICKS = os.sysconf("SC_CLK_TCK")


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """Options that every benchmark has."""
    options = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="under a minute; the figures are rougher")
    options.add_argument("--seed", type=int, default=1)
    return options


@dataclass(frozen=True)
class Bench:
    """A running server, its processes and its programs."""

    server: Server
    postmaster: int
    programs: Path

    def cpu_s(self) -> float:
        """CPU of the server so far: the postmaster, the backends it has and those it had."""
        own, ended = _cpu(self.postmaster)
        children = Path(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read_text().split()
        return own + ended + sum(_cpu(int(pid))[0] for pid in children)

    async def fresh(self, name: str) -> str:
        """An empty database of this name; returns its address."""
        root = await asyncpg.connect(self.server.dsn("postgres"))
        await root.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await root.execute(f"CREATE DATABASE {name}")
        await root.close()
        return self.server.dsn(name)


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    """A server in a folder of its own, gone afterwards. Under /var/tmp, which the server's own user may enter."""
    home = fresh_home()
    tidies_up()
    try:
        async with running(home) as server:
            now = await status(home)
            assert now.pid is not None
            yield Bench(server, now.pid, now.bin)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def tidies_up() -> None:
    """Have this benchmark end its processes and remove its folder also when it is asked to end."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


def fresh_home() -> Path:
    """An empty folder for a bank."""
    home = Path(tempfile.mkdtemp(prefix="sycee-bench-", dir="/var/tmp"))
    home.chmod(0o755)
    return home


def _cpu(pid: int) -> tuple[float, float]:
    """Seconds of CPU of a process, and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0, 0.0
    user, system, ended_user, ended_system = (int(f) / _TICKS for f in fields[11:15])
    return user + system, ended_user + ended_system


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process so far, all its threads."""
    return _cpu(pid)[0]


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


async def settle() -> None:
    """Wait until the disk has what was written so far: a stretch is not to queue behind what came before it."""
    await asyncio.to_thread(os.sync)


async def durability(dsn: str) -> dict[str, str]:
    """The settings that make an answer safe, as a session has them; raises where one is off."""
    connection = await asyncpg.connect(dsn)
    try:
        return await assert_durable(connection)
    finally:
        await connection.close()


def machine() -> dict[str, Any]:
    """What this ran on, and how busy it was."""
    model = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    return {
        "cpu": model[0] if model else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30),
        "kernel": platform.release(),
        "load": os.getloadavg()[0],
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def versions(*packages: str) -> dict[str, str]:
    """Python's version and those of these packages."""
    return {"python": platform.python_version()} | {p: version(p) for p in packages}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]


def report(figures: Mapping[str, float], **more: Any) -> None:
    """The last line: everything a reader needs to judge the figures."""
    print(json.dumps({"figures": {name: round(value, 3) for name, value in figures.items()}, **more}))
