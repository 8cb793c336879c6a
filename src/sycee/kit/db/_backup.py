"""Backing an embedded server up while it works: a complete copy, and from then on its log, in a folder elsewhere.

Archiving is switched by a script in the home, which the server runs for each finished segment of its log: there before
the copy is made, it goes on until the home is given another folder. Docs: docs/operators.md.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from sycee.kit.db._backup_folder import Folder, assert_whole
from sycee.kit.db._backup_unusable import (
    anothers,
    inside,
    no_bank,
    not_archived,
    not_archiving,
    shut_out,
    under_way,
    unusable_folder,
)
from sycee.kit.db._embedded import running
from sycee.kit.db._embedded_binaries import Binaries, choose
from sycee.kit.db._embedded_launch import noted, sync_folder
from sycee.kit.db._embedded_place import PORT, Place
from sycee.kit.db._embedded_unusable import Unusable, failed

EVERY_S = 60
"""How often, at the latest, what was done since goes into the backup's log."""

_STEP_S = 0.05
# A segment that is there already, after a crash between keeping it and saying so, is kept if it is the same.
_ARCHIVE = """\
# Written by `sycee backup`: keeps a finished segment of the log ($1, named $2), compressed and on disk.
set -eu
to={log}
if [ -e "$to/$2.gz" ]; then gzip -dc "$to/$2.gz" | cmp -s - "$1"; exit; fi
gzip -1 -c "$1" > "$to/.$2.new"
sync "$to/.$2.new"
mv "$to/.$2.new" "$to/$2.gz"
sync "$to"
"""
_ARCHIVER = "SELECT last_archived_time, failed_count, last_failed_time FROM pg_stat_archiver"


@dataclass(frozen=True)
class BackedUp:
    """A copy that was made: where, how large, and from when until when its folder can bring the bank back."""

    base: Path
    size_bytes: int
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Archiving:
    """Where a bank's log goes, when something last went there, and whether the last try failed."""

    folder: Path
    last_at: datetime | None
    failing: bool


async def back_up(home: Path, path: Path) -> BackedUp:
    """Copy the home's bank into a folder while it works, and keep its log there from now on. Raises Unusable."""
    place, folder = Place.at(home), Folder.at(path)
    if not place.data.exists():
        raise no_bank(place.home)
    if folder.path.is_relative_to(place.home):
        raise inside(folder.path, place.home)
    with _alone(place) as held:
        async with running(place.home) as server:
            connection = await asyncpg.connect(server.dsn("postgres"))
            try:
                return await _back_up(place, folder, connection, held)
            finally:
                await connection.close()


async def archiving(home: Path, connection: Any) -> Archiving | None:
    """How a home's archiving goes; None where no backup was ever made."""
    place = Place.at(home)
    if not _kept(place):
        return None
    row = await connection.fetchrow(_ARCHIVER)
    last, wrong = row["last_archived_time"], row["last_failed_time"]
    return Archiving(Path(_kept(place)["folder"]), last, wrong is not None and (last is None or wrong > last))


async def _back_up(place: Place, folder: Folder, connection: Any, held: int) -> BackedUp:
    if await connection.fetchval("SHOW archive_mode") != "on":
        raise not_archiving(place.home)
    with _explained(folder.path):
        _take(place, folder)
        _switch(place, folder)
    await connection.execute("SELECT pg_reload_conf()")
    with _explained(folder.path):
        size = await asyncio.to_thread(_copy, place, folder, held)
        complete = await connection.fetchval("SELECT clock_timestamp()")
        base = folder.base_of(complete)
        folder.part.rename(base)
        sync_folder(folder.path)
    until = await _log_kept(place, folder, connection)
    return BackedUp(base, size, folder.bases()[0].at, until)


@contextmanager
def _alone(place: Place) -> Iterator[int]:
    """One backup at a time: the lock goes with whoever copies, so that it holds though we be killed."""
    handle = place.lock("backup", fcntl.LOCK_EX)
    if handle is None:
        raise under_way(place.home)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise unusable_folder(folder, problem.strerror or str(problem)) from problem


def _kept(place: Place) -> dict[str, str]:
    """What the home knows of its backup: the bank's name for it, and the folder."""
    path = place.home / "backup.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _take(place: Place, folder: Folder) -> None:
    """Make the folder this bank's, private to the server's user, who writes the log into it."""
    folder.path.mkdir(0o700, parents=True, exist_ok=True)
    bank = _kept(place).get("bank") or str(uuid4())
    owner = folder.owner()
    if owner not in (None, bank):
        raise anothers(folder.path)
    try:
        place.give(folder.path)
        place.give(folder.log)
    except Unusable as taken:
        raise shut_out(folder.path, place.user.name) from taken
    if place.user.run("/bin/sh", "-c", 'cd "$1" && test -w .', "sh", folder.log).returncode != 0:
        raise shut_out(folder.path, place.user.name)
    if owner is None:
        folder.own(bank)
    place.write(place.home / "backup.json", json.dumps({"bank": bank, "folder": str(folder.path)}))


def _switch(place: Place, folder: Folder) -> None:
    """From now on the server keeps its log there, a segment that is not full as well after a while."""
    place.write(place.home / "archive.sh", _ARCHIVE.format(log=shlex.quote(str(folder.log))))
    place.write(place.home / "archive.conf", f"archive_timeout = '{EVERY_S}s'\n")


def _copy(place: Place, folder: Folder, held: int) -> int:
    """A copy that has been read again and found to be whole; returns its bytes."""
    place.clear(folder.part)
    binaries: Binaries = noted(place) or choose(place)
    made = place.user.run(
        binaries.bin / "pg_basebackup", "-D", folder.part, "-h", place.socket_folder, "-p", str(PORT),
        "-U", "postgres", "-w", "--checkpoint=fast", "--wal-method=stream", "--label=sycee",
        "--manifest-checksums=SHA256", pass_fds=(held,),
    )  # fmt: skip
    if made.returncode != 0:
        raise failed("pg_basebackup", made.stdout.strip().rsplit("\n", 1)[-1], folder.path)
    return assert_whole(folder.part)


async def _log_kept(place: Place, folder: Folder, connection: Any) -> datetime:
    """Have all that was done until now in the folder; returns until when it can bring the bank back."""
    failures = await connection.fetchval("SELECT failed_count FROM pg_stat_archiver")
    until: datetime = await connection.fetchval("SELECT clock_timestamp()")
    await connection.execute("SELECT pg_current_xact_id()")  # a log tells the time by its commits, so here is one
    segment = await connection.fetchval("SELECT pg_walfile_name(pg_switch_wal())")
    while not (folder.log / f"{segment}.gz").exists():
        if await connection.fetchval("SELECT failed_count FROM pg_stat_archiver") > failures:
            raise not_archived(folder.log, place.log)
        await asyncio.sleep(_STEP_S)
    return until
