"""The PostgreSQL that Sycee brings along: one server per home, started by whoever comes first.

The server is no child of anyone: it runs in a session of its own and outlives the process that started
it. `start` leaves it running until `stop`. `running` is for a command, a demo or a test: its processes are
counted by a shared lock, and the last one out stops the server, unless a `start` asked it to stay.

Three files of the home are locks (`flock`), which the kernel gives back however their holder dies: `lock`
is held while somebody starts or stops; `server` by every process of the server itself, so that it tells
truly whether one lives; `users` is shared by those inside `running`. The reasons are in
docs/decisions/0002-embedded-postgresql.md. Those inside `running` also bring a server back that was killed under them.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import asyncpg

from sycee.kit.db._cut import CUT
from sycee.kit.db._embedded_binaries import choose
from sycee.kit.db._embedded_durable import assert_durable
from sycee.kit.db._embedded_launch import (
    LOG,
    ask_to_stop,
    launch,
    lives,
    noted,
    postmaster,
    says_ready,
    why_it_fell,
)
from sycee.kit.db._embedded_place import PORT, Place, caller, home
from sycee.kit.db._embedded_unusable import Unusable, disk_full, explained, lost_socket, out_of_reach

__all__ = ["Server", "Status", "Unusable", "assert_durable", "home", "running", "start", "status", "stop"]

DATABASE = "sycee"
_STEP_S = 0.02
_WATCH_S = 0.5
_AGAIN_S = 2
_SILENCE_S = 5.0
_PATIENCE_S = 10.0
# What a server says, or how it is silent, that starts, recovers or stops just now.
_NOT_YET = (
    ConnectionError,
    FileNotFoundError,
    TimeoutError,
    asyncpg.CannotConnectNowError,
    asyncpg.ConnectionDoesNotExistError,
)


@dataclass(frozen=True)
class Server:
    """A running server: Sycee's `folder`, the folder and port of its socket, its `version` as in "18.4"."""

    folder: Path
    socket_folder: Path
    port: int
    version: str

    def dsn(self, database: str = DATABASE, user: str = "postgres") -> str:
        """The address for asyncpg, over the unix socket."""
        where = urlencode({"host": str(self.socket_folder), "port": self.port, "sslmode": "disable"})
        return f"postgresql://{quote(user, safe='')}@/{quote(database, safe='')}?{where}"


@dataclass(frozen=True)
class Status:
    """What `sycee doctor` shows: `pid` None where no server runs, `origin` "wheel" or "Debian"."""

    folder: Path
    running: bool
    pid: int | None
    user: str
    origin: str
    bin: Path
    version: str
    socket_folder: Path
    log: Path


async def start(home: Path) -> Server:
    """Attach to the home's server, or start one first; it stays until `stop`. Raises Unusable."""
    async with _turn(home) as place:
        server = await _ensure(place)
        os.close(place.open("keep", os.O_RDWR))
        return server


async def stop(home: Path) -> None:
    """Stop the home's server cleanly, whoever uses it; nothing happens where none runs. Raises Unusable."""
    if _anything(home):
        async with _turn(home) as place:
            await _stop(place)


@asynccontextmanager
async def running(home: Path) -> AsyncIterator[Server]:
    """The home's server for a while: the last one out stops it, unless a `start` asked it to stay."""
    async with _turn(home) as place:
        seat = place.lock("users", fcntl.LOCK_SH)
        try:
            server = await _ensure(place)
        except BaseException:  # a cancelled start, too, leaves nothing behind
            await _leave(place, seat)
            raise
    keeping = asyncio.create_task(_keep(place), name="embedded server")
    try:
        yield server
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
        async with _turn(home):
            await _leave(place, seat)


async def _keep(place: Place) -> None:
    """Bring back a server that was killed or could not go on; one that was stopped has tidied up, and stays so."""
    while True:
        await asyncio.sleep(_WATCH_S)
        if lives(place) or postmaster(place) is None:
            continue
        try:
            LOG.warning("The database is gone: starting it again")
            async with _turn(place.home):
                await _ensure(place)
        except (Unusable, *CUT, asyncpg.PostgresError) as no:  # it may be killed again while it is greeted
            LOG.warning("The database does not start: %s", no)
            await asyncio.sleep(_AGAIN_S)


async def status(home: Path) -> Status:
    """What runs, or what would be started; looks without touching anything. Raises Unusable."""
    with explained(home, caller().name):
        place = Place.at(home)
        alive = _anything(home) and lives(place)
        binaries = noted(place) if alive else None
        if binaries is None:
            binaries = await asyncio.to_thread(choose, place)
        pid = postmaster(place) if alive else None
    return Status(
        folder=place.home, running=alive, pid=pid, user=place.user.name, origin=binaries.origin,
        bin=binaries.bin, version=binaries.version, socket_folder=place.socket_folder, log=place.log,
    )  # fmt: skip


def _anything(home: Path) -> bool:
    """Whether a server was ever started there."""
    with explained(home, caller().name):
        return (home / "server").exists()


@asynccontextmanager
async def _turn(home: Path) -> AsyncIterator[Place]:
    """Wait for the home's turn to start or stop: of several processes one acts, the others find it done."""
    with explained(home, caller().name):
        place = Place.at(home)
        place.make()
        while (handle := place.lock("lock", fcntl.LOCK_EX)) is None:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(_STEP_S)
        try:
            yield place
        finally:
            os.close(handle)


async def _ensure(place: Place) -> Server:
    """Have a server that answers, started by us or already there, however long its recovery takes."""
    said: int | None = None
    patience = _Patience("The database is starting; after a crash it first replays its log")
    while True:
        if not lives(place):
            if said is not None:
                raise why_it_fell(place, said)
            said = await asyncio.to_thread(launch, place)
        if says_ready(place) and await _greets(place):
            return _server(place)
        if patience.over() and says_ready(place) and not place.socket.exists():
            raise lost_socket(place.socket)
        await patience.wait()


def _server(place: Place) -> Server:
    binaries = noted(place) or choose(place)
    return Server(place.home, place.socket_folder, PORT, binaries.version)


async def _greets(place: Place) -> bool:
    """Whether the server lets us in; makes our database where it is missing."""
    try:
        connection = await asyncpg.connect(
            host=str(place.socket_folder), port=PORT, user="postgres", database="postgres", ssl=False
        )
    except asyncpg.TooManyConnectionsError:
        return True  # it stands, and is busy
    except _NOT_YET:
        return False
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE}")
    except asyncpg.DiskFullError as problem:
        raise disk_full(place.home) from problem
    finally:
        await connection.close()
    return True


async def _leave(place: Place, seat: int | None) -> None:
    """Give the seat back and, when no other is taken, stop the server that nobody asked to stay."""
    if seat is not None:
        os.close(seat)
    alone = place.lock("users", fcntl.LOCK_EX)
    if alone is None:
        return
    os.close(alone)
    if not place.keep.exists():
        await _stop(place)


async def _stop(place: Place) -> None:
    asked, patience = False, _Patience("The database is stopping")
    while lives(place):
        asked = asked or ask_to_stop(place)
        if not asked and patience.over() and (pid := postmaster(place)):
            raise out_of_reach(place.data, pid)
        await patience.wait()
    place.keep.unlink(missing_ok=True)
    if place.socket_folder.parent != place.home:
        place.clear(place.socket_folder)


class _Patience:
    """Waits in small steps, and says now and then what for."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = self._told = time.monotonic()

    def over(self) -> bool:
        """Whether it is late enough to look for what will never come."""
        return time.monotonic() - self._began > _PATIENCE_S

    async def wait(self) -> None:
        await asyncio.sleep(_STEP_S)
        if time.monotonic() - self._told > _SILENCE_S:
            self._told = time.monotonic()
            LOG.info("%s (%d s so far)", self._what, self._told - self._began)
