"""Bring a server up in a place where none lives, however its predecessor went."""

import contextlib
import fcntl
import json
import logging
import os
import re
import shutil
import signal
from dataclasses import asdict
from pathlib import Path

from sycee.kit.db._embedded_binaries import Binaries, choose, within_reach
from sycee.kit.db._embedded_place import Place
from sycee.kit.db._embedded_settings import write_settings
from sycee.kit.db._embedded_unusable import Unusable, disk_full, failed, foreign

LOG = logging.getLogger("sycee.kit.db")
_LOG_BYTES_MAX = 16 << 20
_FREE_BYTES_MIN = 1 << 20
_INITDB = (
    "--locale=C", "--encoding=UTF8", "--username=postgres", "--auth-local=peer", "--auth-host=reject",
    "--data-checksums", "--no-instructions",
)  # fmt: skip


def lives(place: Place) -> bool:
    """Whether any process of a server of ours is left: each holds the lock that its launcher passed on.

    Zombies hold none, and it is the same lock in every container that shares the folder: no pid tells that.
    """
    handle = place.lock("server", fcntl.LOCK_EX)
    if handle is None:
        return True
    os.close(handle)
    return False


def launch(place: Place) -> int | None:
    """Start a server unless one lives; says from which byte on the log is about it, or None."""
    held = place.lock("server", fcntl.LOCK_EX)
    if held is None:
        return None
    try:
        return _launch(place, held)
    finally:
        os.close(held)


def _launch(place: Place, held: int) -> int:
    binaries = within_reach(choose(place), place)
    _heal(place)
    if not place.data.exists():
        _make_data(place, binaries, held)
    place.give(place.data)
    place.assert_reachable(place.data)
    place.give(place.socket_folder)
    write_settings(place, binaries)
    _note(held, binaries)
    return _spawn(place, binaries, held)


def _heal(place: Place) -> None:
    """Remove what a killed server left; a live one that is not ours stays, and stops us."""
    pid_file = place.data / "postmaster.pid"
    if (pid := postmaster(place)) is not None:
        if works_in(pid, place.data):
            raise foreign(place.data, pid)
        LOG.info("The database was not stopped cleanly; removing the stale pid file of process %d", pid)
    # PostgreSQL would ask only whether the pid exists: a zombie's does, and a recycled one too.
    pid_file.unlink(missing_ok=True)
    for left in place.socket_folder.glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)
    place.keep.unlink(missing_ok=True)


def postmaster(place: Place) -> int | None:
    """The process named in the data folder's pid file."""
    try:
        return int((place.data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def says_ready(place: Place) -> bool:
    """Whether the server has written that it takes connections; asking it instead would fill its log."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def works_in(pid: int, folder: Path) -> bool:
    """Whether a live process works in a folder, as each process of PostgreSQL does in its data folder."""
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except PermissionError:
        return False  # another user's process: the folder is private to ours
    except FileNotFoundError:
        return not Path("/proc/self").exists() and _is_there(pid)


def _is_there(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def _make_data(place: Place, binaries: Binaries, held: int) -> None:
    """Make the data folder aside and move it in whole, so that a kill on the way leaves none half made."""
    fresh = place.home / "data.new"
    place.clear(fresh)
    place.give(fresh)
    place.assert_reachable(fresh)
    made = place.user.run(binaries.bin / "initdb", "-D", fresh, *_INITDB, pass_fds=(held,))
    if made.returncode != 0:
        place.clear(fresh)
        raise failed("initdb", _reason(made.stdout), place.home)
    fresh.rename(place.data)
    sync_folder(place.home)  # a rename lost to a power cut would lose every commit that followed it


def sync_folder(folder: Path) -> None:
    """Have on disk which files a folder has."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _note(held: int, binaries: Binaries) -> None:
    """Leave in the lock's own file what others want to know about the server that holds it."""
    os.ftruncate(held, 0)
    os.pwrite(held, json.dumps(asdict(binaries), default=str).encode(), 0)


def noted(place: Place) -> Binaries | None:
    """What the living server was started from; None where its launcher was killed before it said so."""
    try:
        facts = json.loads((place.home / "server").read_text())
        return Binaries(**facts | {"bin": Path(facts["bin"])})
    except (KeyError, TypeError, ValueError):
        return None


def _spawn(place: Place, binaries: Binaries, held: int) -> int:
    """Start the server in a session of its own; the lock goes with it into all its processes.

    Its parent, the shell, is gone at once: who reaps orphans reaps it, however long we live.
    """
    _turn_log(place)
    log = place.open("postgres.log", os.O_WRONLY | os.O_APPEND)
    try:
        said = os.fstat(log).st_size
        place.user.run(
            "/bin/sh", "-c", '"$@" >&2 &', "sh",
            binaries.bin / "postgres", "-D", place.data, "-c", f"config_file={place.conf}",
            stdout=log, stderr=log, pass_fds=(held,), start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(log)
    return said


def _turn_log(place: Place) -> None:
    if place.log.exists() and place.log.lstat().st_size > _LOG_BYTES_MAX:
        place.log.replace(place.log.with_name("postgres.log.1"))


def why_it_fell(place: Place, said: int) -> Unusable:
    """A sentence from what a server wrote into its log before it was gone."""
    with os.fdopen(place.open("postgres.log", os.O_RDONLY), "rb") as log:
        log.seek(said)
        why = _reason(log.read().decode(errors="replace"))
    if shutil.disk_usage(place.home).free < _FREE_BYTES_MIN:
        return disk_full(place.home)  # so full that the log may not hold the reason
    return failed("server", f"{why} (its log is {place.log})", place.home)


def _reason(output: str) -> str:
    """The line that says most: a full disk, else the last fatal one, else the last."""
    lines = [line for line in output.splitlines() if line.strip()] or ["it said nothing"]
    grave = [line for line in lines if re.search(r"\b(FATAL|PANIC|error)\b", line)]
    full = [line for line in lines if "No space left on device" in line]
    said = (full or grave or lines)[-1]
    return re.sub(r"^.*?(FATAL|PANIC|ERROR|error): +", "", said).strip()


def ask_to_stop(place: Place) -> bool:
    """Ask the postmaster for a fast, clean stop: open sessions are ended, nothing committed is lost."""
    pid = postmaster(place)
    if pid is None or not works_in(pid, place.data):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    return True
