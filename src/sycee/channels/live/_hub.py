"""Who listens in this process: facts come from the journal's tail, and go as hints to those whose they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
from prometheus_client import Gauge

from sycee.channels.live._socket import SIGNED_OUT, Socket
from sycee.guard import identity
from sycee.kit.capability import Context
from sycee.kit.db import Database
from sycee.kit.journal import Fact, Tail

PER_SESSION, PER_PROCESS = 5, 5_000
CHECK_S = 30

_OPEN = Gauge("sycee_sockets", "Pages that listen for what is new")
_log = structlog.get_logger("live")


class Full(Exception):
    """There are as many sockets as there may be: of this session (`own`), or in all."""

    def __init__(self, own: bool) -> None:
        self.own = own


class Hub:
    """The sockets of one process. It asks the database for news only while somebody listens."""

    def __init__(self, db: Database, context: Callable[[], Context]) -> None:
        self._db, self._context = db, context
        self._of: dict[int, set[Socket]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._begins = asyncio.Lock()

    @property
    def sockets(self) -> list[Socket]:
        """Everyone who listens."""
        return [socket for theirs in self._of.values() for socket in theirs]

    @asynccontextmanager
    async def heard(self, socket: Socket) -> AsyncIterator[None]:
        """Inside, the socket hears of everything that is told from its beginning on."""
        if len(self.sockets) >= PER_PROCESS:
            raise Full(own=False)
        if sum(each.session == socket.session for each in self._of.get(socket.party, ())) >= PER_SESSION:
            raise Full(own=True)
        self._of.setdefault(socket.party, set()).add(socket)
        _OPEN.inc()
        try:
            await self._begin()
            yield
        finally:
            _OPEN.dec()
            self._leave(socket)

    async def check(self) -> None:
        """End the sockets whose session is over, by whatever way it came to its end."""
        sockets = self.sockets
        standing = await identity.standing(self._context(), list({socket.session for socket in sockets}))
        for socket in sockets:
            if socket.session not in standing:
                socket.end(SIGNED_OUT)

    def hear(self, fact: Fact) -> None:
        """Pass on a fact to those whose it is; the end of a session ends what listens under it."""
        for socket in [socket for party in set(fact.heard_by()) for socket in self._of.get(party, ())]:
            if isinstance(fact, identity.Ended) and socket.session == fact.session:
                socket.end(SIGNED_OUT)
            socket.hint((fact.name,))

    async def _begin(self) -> None:
        async with self._begins:
            if not self._tasks:
                tail = Tail(self._db)
                await tail.begin()
                self._tasks = [asyncio.create_task(self._follow(tail)), asyncio.create_task(self._watch())]

    def _leave(self, socket: Socket) -> None:
        self._of[socket.party].discard(socket)
        if not self._of[socket.party]:
            del self._of[socket.party]
        if not self._of:
            for task in self._tasks:
                task.cancel()
            self._tasks = []

    async def _follow(self, tail: Tail) -> None:
        async for batch in tail.follow():
            for fact in (fact for told in batch for fact in told.facts):
                try:
                    self.hear(fact)
                except Exception:  # one that cannot say whose it is keeps no other from being heard
                    _log.exception("unheard", fact=fact.name)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(CHECK_S)
            try:
                await self.check()
            except Exception:
                _log.exception("sessions_unchecked")
