"""Bringing a bank back from its backup, as it was at an instant, into a home where no bank is.

The server replays the log in a place of its own within the home, `restoring`; only a data folder that is complete is
moved to where a bank's is. Killed anywhere, there is a bank or there is none, and the command can be given again.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import shlex
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

from sycee.kit.db._backup_folder import Base, Folder, assert_whole
from sycee.kit.db._backup_unusable import occupied, shut_out, too_early, too_late, under_way
from sycee.kit.db._embedded import running, stop
from sycee.kit.db._embedded_launch import sync_folder
from sycee.kit.db._embedded_place import Place
from sycee.kit.db._embedded_unusable import Unusable, explained, failed

_MAY_BE_THERE = {"keys", "lock", "restoring"}
_FETCH = 'set -eu\nfrom={log}\n[ -e "$from/$1.gz" ] && gzip -dc "$from/$1.gz" > "$2"\n'
_ENDED_EARLY = "recovery ended before configured recovery target"


@dataclass(frozen=True)
class Restored:
    """A bank that is back: from which copy, and when the last thing was committed that it has."""

    base: Path
    last_at: datetime | None


async def bring_back(path: Path, home: Path, at: datetime | None) -> Restored:
    """Bring a bank back into an empty home: all that was done until `at`, or all that the backup has. Raises
    Unusable."""
    folder = Folder.at(path).opened()
    base = _newest(folder, at)
    place, own = Place.at(home), Place.at(home / "restoring")
    with explained(place.home, place.user.name):
        if place.home.exists() and not {entry.name for entry in place.home.iterdir()} <= _MAY_BE_THERE:
            raise occupied(place.home)
        place.make()
        turn = place.lock("lock", fcntl.LOCK_EX)
    if turn is None:
        raise under_way(place.home)
    try:
        with explained(place.home, place.user.name):
            await stop(own.home)  # what an earlier try may have left
            place.clear(own.home)
            await asyncio.to_thread(_lay_out, own, folder, base, at, turn)
            last = await _replayed(own, folder, at)
            own.data.rename(place.data)
            sync_folder(place.home)
            place.clear(own.home)
    finally:
        os.close(turn)
    return Restored(base.path, last)


def _newest(folder: Folder, at: datetime | None) -> Base:
    """The newest copy that was complete by then."""
    bases = folder.bases()
    fit = [base for base in bases if at is None or base.at <= at]
    if at is not None and not fit:
        raise too_early(at, bases[0].at)
    return fit[-1]


def _lay_out(own: Place, folder: Folder, base: Base, at: datetime | None, held: int) -> None:
    """The copy, if it is whole, and what the server needs to know to go on from it."""
    assert_whole(base.path)
    own.make()
    own.give(own.data)
    own.assert_reachable(own.data)
    if own.user.run("/bin/sh", "-c", 'cd "$1" && test -r PG_VERSION', "sh", base.path).returncode != 0:
        raise shut_out(folder.path, own.user.name)
    copied = own.user.run("/bin/cp", "-R", f"{base.path}/.", own.data, pass_fds=(held,))
    if copied.returncode != 0:
        raise failed("cp", copied.stdout.strip().rsplit("\n", 1)[-1], own.home)
    own.user.run("/bin/sh", "-c", ': > "$1"', "sh", own.data / "recovery.signal")
    own.write(own.home / "fetch.sh", _FETCH.format(log=shlex.quote(str(folder.log))))
    until = [f"recovery_target_time = '{at.isoformat()}'"] if at else []
    settings = ["""restore_command = '/bin/sh ../fetch.sh "%f" "%p"'""", "hot_standby = off", *until]
    own.write(own.home / "local.conf", "\n".join([*settings, "recovery_target_action = promote", ""]))


async def _replayed(own: Place, folder: Folder, at: datetime | None) -> datetime | None:
    """Have the log replayed; returns when the last commit was that it has."""
    try:
        async with running(own.home) as server:
            connection = await asyncpg.connect(server.dsn())
            try:
                last: datetime | None = await connection.fetchval("SELECT pg_last_xact_replay_timestamp()")
            finally:
                await connection.close()
    except Unusable as no:
        if at is None or _ENDED_EARLY not in str(no):
            raise
        reach = await asyncio.to_thread(_last_kept, folder)
        own.clear(own.home)
        raise too_late(at, reach) from None
    return last


def _last_kept(folder: Folder) -> datetime | None:
    """When the newest segment of the log was kept."""
    kept = [segment.stat().st_mtime for segment in folder.log.glob("*.gz")]
    return datetime.fromtimestamp(max(kept)).astimezone() if kept else None
