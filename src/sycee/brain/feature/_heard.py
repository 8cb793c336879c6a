"""Every call is an event by itself: of which verb, how it was answered, by which channel; never what was asked."""

from __future__ import annotations

import asyncio
from collections import deque
from itertools import islice

import structlog

from sycee.brain.feature._events import NOBODY, Event, Events
from sycee.kit.capability import Capability, Context
from sycee.kit.ids import new_id
from sycee.kit.time import Clock

ROOM = 20_000
"""Calls that wait in this process at most; of more, the oldest are let go and counted."""
AT_A_TIME = 2_000
EVERY_S = 1.0

# Reporting is not done by anybody: it tells of what was.
_SILENT = frozenset(("event.track",))

_log = structlog.get_logger("feature")


class Calls:
    """Calls that were heard and wait to be kept. Hearing one neither waits nor fails; a kill loses those that wait."""

    def __init__(self, events: Events, clock: Clock) -> None:
        self._events, self._clock = events, clock
        self._waiting: deque[Event] = deque()
        self.dropped = 0

    def heard(self, ctx: Context, verb: Capability, said: str) -> None:
        """Remember a call that is over. For the runner."""
        if verb.name in _SILENT:
            return
        if len(self._waiting) >= ROOM:
            self._waiting.popleft()
            self.dropped += 1
        owner = ctx.party if ctx.party and ctx.party > 0 else NOBODY
        props = f'{{"code": "{said}"}}'  # a code is a word of our own
        self._waiting.append(Event(owner, new_id(ctx.now), "call", verb.name, ctx.now, ctx.channel, props))

    async def flush(self) -> int:
        """Keep what waits, some thousand at a time; how many are kept. What could not be kept waits on."""
        done = 0
        while self._waiting:
            some = list(islice(self._waiting, AT_A_TIME))
            await self._events.keep_calls(some, self._clock())
            kept = {event.message for event in some}
            while self._waiting and self._waiting[0].message in kept:
                self._waiting.popleft()
            done += len(some)
        return done

    async def listen(self) -> None:
        """Keep what was heard, each second, until cancelled. A bank that is away for a while does not end it."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.flush()
            except Exception:
                _log.exception("calls_not_kept", waiting=len(self._waiting), dropped=self.dropped)
