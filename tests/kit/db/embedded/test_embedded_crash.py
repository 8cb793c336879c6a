"""Whatever is killed, the next start just works."""

import asyncio
import contextlib
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from embedded_processes import ATTACH, ask, python, run, server_processes, until

from sycee.kit.db import _embedded as embedded


async def test_after_kill_9_of_everything_the_next_start_has_all_that_was_committed(home: Path) -> None:
    payer = await asyncio.create_subprocess_exec(*python(PAY, home), stdout=asyncio.subprocess.PIPE)
    assert payer.stdout
    committed = [int(await payer.stdout.readline()) for _ in range(200)][-1]
    for pid in [payer.pid, *server_processes(home)]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    await payer.wait()

    server = await embedded.start(home)

    assert await ask(server, "SELECT max(id) FROM paid") >= committed  # type: ignore[operator]


PAY = """
async def main():
    server = await embedded.start(home)
    connection = await asyncpg.connect(server.dsn())
    await connection.execute("CREATE TABLE paid (id bigint GENERATED ALWAYS AS IDENTITY)")
    while True:
        print(await connection.fetchval("INSERT INTO paid DEFAULT VALUES RETURNING id"), flush=True)
asyncio.run(main())
"""


async def test_a_server_that_is_killed_again_while_it_is_greeted_is_brought_back_all_the_same(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    greets, falls = embedded._greets, asyncio.Event()

    async def greets_late(place: Any) -> bool:
        if not falls.is_set():
            falls.set()
            raise asyncpg.ConnectionDoesNotExistError("killed between its greeting and its answer")
        return await greets(place)

    monkeypatch.setattr(embedded, "_AGAIN_S", 0)
    async with embedded.running(home) as server:
        monkeypatch.setattr(embedded, "_greets", greets_late)
        kill(home)
        await falls.wait()
        kill(home)
        async with asyncio.timeout(60):
            while not await answers(server):  # noqa: ASYNC110 - another process makes it true
                await asyncio.sleep(0.05)


def kill(home: Path) -> None:
    for pid in server_processes(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


async def answers(server: embedded.Server) -> bool:
    with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return await ask(server, "SELECT 1") == 1
    return False


async def test_a_killed_postmaster_that_nobody_reaps_does_not_look_alive(home: Path) -> None:
    assert await run(*python(NEVER_REAPS, home)) == "Z True"


# The process makes itself the reaper of its orphans (PR_SET_CHILD_SUBREAPER) and reaps none.
NEVER_REAPS = """
import ctypes
async def main():
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    server = await embedded.start(home)
    pid = (await embedded.status(home)).pid
    os.kill(pid, signal.SIGKILL)
    stat = Path(f"/proc/{pid}/stat")
    while (state := stat.read_text().rsplit(")")[1].split()[0]) != "Z":
        await asyncio.sleep(0.01)
    await embedded.start(home)
    after = await embedded.status(home)
    print(state, after.running and after.pid != pid)
asyncio.run(main())
"""


async def test_a_kill_9_in_the_middle_of_the_first_start_leaves_nothing_half_made(fresh: Path) -> None:
    first = await asyncio.create_subprocess_exec(*python(ATTACH, fresh), start_new_session=True)
    await until((fresh / "data.new" / "PG_VERSION").exists)
    os.killpg(first.pid, signal.SIGKILL)
    await first.wait()

    assert await ask(await embedded.start(fresh), "SELECT 1") == 1


async def test_a_stale_pid_file_heals_even_when_its_number_is_somebody_elses_by_now(home: Path) -> None:
    server_user = (home / "data").stat().st_uid
    other = await asyncio.create_subprocess_exec("/bin/sleep", "60", user=server_user)
    try:
        for pid in (other.pid, 4_194_000):
            leave_pid_file(home, pid)
            assert await ask(await embedded.start(home), "SELECT 1") == 1
            await embedded.stop(home)
    finally:
        other.kill()
        await other.wait()


def leave_pid_file(home: Path, pid: int) -> None:
    """What a killed server leaves in its data folder and beside its socket."""
    (home / "run").mkdir(exist_ok=True)
    for path in (home / "data" / "postmaster.pid", home / "run" / ".s.PGSQL.5432.lock"):
        path.write_text(f"{pid}\n{home / 'data'}\n1790000000\n5432\n{home / 'run'}\n\n  12345   67890\nready   \n")
        shutil.chown(path, (home / "data").stat().st_uid)
