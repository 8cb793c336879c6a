"""Real processes for the tests of the embedded PostgreSQL."""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest

from sycee.kit.db import _embedded as embedded

ROOT = os.geteuid() == 0
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
as_root = pytest.mark.skipif(not ROOT, reason="needs root, to become another user")

# Everything that a process loads late is loaded before it becomes a user who may not read our environment.
AS_NOBODY = """
import os, pwd, encodings.idna, concurrent.futures.thread
import asyncpg.connection, sycee.kit.db._embedded
nobody = pwd.getpwnam("nobody")
os.setgroups([]); os.setgid(nobody.pw_gid); os.setuid(nobody.pw_uid)
"""
PRELUDE = """
import asyncio, contextlib, os, signal, sys
from pathlib import Path
import asyncpg
from sycee.kit.db import _embedded as embedded
from sycee.kit.db._embedded import Unusable
home = Path(sys.argv[1])
"""
ATTACH = """
async def main():
    server = await embedded.start(home)
    connection = await asyncpg.connect(server.dsn())
    print(await connection.fetchval("SELECT pg_postmaster_start_time()::text"))
asyncio.run(main())
"""


def server_processes(home: Path) -> list[int]:
    """Every live process that works in the home's data folder, as PostgreSQL's do."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").samefile(home / "data"):
                found.append(int(process.name))
    return found


async def until(true: Callable[[], object]) -> None:
    while not true():  # noqa: ASYNC110 - other processes make it true
        await asyncio.sleep(0.005)


def python(script: str, *arguments: Path | str, before: str = "", path: tuple[Path, ...] = ()) -> list[str]:
    """The command of another process; its module search path is ours, after `path`."""
    search = f"import sys; sys.path[:0] = {[*map(str, path), *sys.path]!r}\n"
    return [sys.executable, "-c", search + before + PRELUDE + script, *map(str, arguments)]


async def run(*command: str, **more: object) -> str:
    """What a process prints; its errors are ours."""
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, **more)  # type: ignore[arg-type]
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    return printed.decode().strip()


def can(*command: str | Path) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


async def ask(server: embedded.Server, sql: str) -> object:
    connection = await asyncpg.connect(server.dsn())
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()
