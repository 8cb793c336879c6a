"""The living city: beside the demo's server, its people go on as their lives say, each by the bank's own verbs."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import structlog

from sycee.city._ahead import Chapter, Place, chapter_at, told_until
from sycee.city._calendar import Ints
from sycee.city._folk import Folk, Payment
from sycee.city._household import look_around
from sycee.city._means import Look
from sycee.city._sending import Sending
from sycee.city._town import key_of
from sycee.kit.db import CUT
from sycee.kit.errors import Busy, Refusal
from sycee.kit.time import Clock, bank_day

BATCH = 48
AT_ONCE = 4
"""How many people act at the same moment."""
NOTED, DAILY = timedelta(days=31), timedelta(days=3)
"""After a pause, what comes round is caught up with for a month, and daily life for three days."""
_ROUND = frozenset({"salary", "pension", "rent", "mortgage", "utility", "subscription", "invest"})
_SETTLES_S = 0.5
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)

Chapters = Callable[[int], Awaitable[Chapter]]
"""Writes a chapter, wherever it does so."""

_log = structlog.get_logger("city")


class Due(NamedTuple):
    """Something that is due: in which chapter, as which of its flows or looks."""

    at: int
    chapter: int
    flow: int
    look: int


@dataclass(frozen=True, slots=True)
class Open:
    """A chapter that is being lived: the instants of its flows, and of its looks."""

    chapter: Chapter
    looked: Ints

    def due(self, after: int, until: int) -> Iterable[Due]:
        """What is due after one instant and up to another."""
        flows, number = self.chapter.flows, self.chapter.number
        for n in range(*np.searchsorted(flows.at, (after, until), side="right").tolist()):
            yield Due(int(flows.at[n]), number, n, -1)
        for n in range(*np.searchsorted(self.looked, (after, until), side="right").tolist()):
            yield Due(int(self.looked[n]), number, -1, n)


class Living:
    """Lives the town's life up to the clock. `kept` is the file that says how far it has come."""

    def __init__(self, folk: Folk, chapters: Chapters, clock: Clock, kept: Path) -> None:
        self._folk, self._chapters, self._clock, self._kept = folk, chapters, clock, kept
        self._open: dict[int, Open] = {}
        self._waiting: list[Due] = []
        self._sending = Sending(folk)
        self._base = folk.town.first
        self._lived = self._until = 0
        self.done = self.refused = self.left_out = 0

    async def live(self) -> None:
        """Live on until cancelled. A bank that is away for a while does not end it."""
        while True:
            try:
                began = asyncio.get_running_loop().time()
                busy = await self.step()
                # Catching up takes half of the time at most: the other half is the customers'.
                spent = asyncio.get_running_loop().time() - began
                await asyncio.sleep(min(spent, 1) if busy else _SETTLES_S)
            except Exception:
                _log.exception("living_failed")
                await asyncio.sleep(5)

    async def catch_up(self) -> None:
        """Live everything that is due by now."""
        while await self.step():
            pass

    async def step(self) -> bool:
        """Live a little of what is due; False when nothing is."""
        now = self._clock()
        if not self._until:
            self._begin(now)
        if not self._waiting and not await self._look_ahead(now):
            return False
        batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
        try:
            await self._all(batch)
        except BaseException:
            self._waiting = batch + self._waiting
            raise
        self._keep(self._waiting[0].at - 1 if self._waiting else self._until)
        return True

    def _begin(self, now: datetime) -> None:
        city = self._folk.town.city
        kept = datetime.fromisoformat(self._kept.read_text("utf-8")) if self._kept.exists() else city.over_at
        self._lived = self._until = _us(max(kept, min(now - NOTED, now), city.over_at))

    async def _look_ahead(self, now: datetime) -> bool:
        """Put everything that has become due into the queue; what is long past is left out."""
        upto = _us(now)
        if upto <= self._until:
            return False
        due = [d for o in await self._opened(now) for d in o.due(self._until, upto)]
        self._until = upto
        fresh = [d for d in due if self._worth(d, upto)]
        self.left_out += len(due) - len(fresh)
        self._waiting = sorted(fresh)
        return bool(fresh)

    async def _opened(self, now: datetime) -> list[Open]:
        """The chapters in which something may be due: since what was lived last, and the one before, which spills."""
        city = self._folk.town.city
        day = min(bank_day(now), told_until())
        first = chapter_at(city, max(bank_day(_instant(self._until)), city.over_at.date())) - 1
        wanted = range(max(first, 0), max(chapter_at(city, day), 0) + 1)
        for number in wanted:
            if number not in self._open:
                chapter = await self._chapters(number)
                self._open[number] = Open(chapter, np.array([look.at for look in chapter.looks], np.int64))
        self._open = {number: self._open[number] for number in wanted}
        return list(self._open.values())

    def _worth(self, due: Due, now: int) -> bool:
        age = (now - due.at) * _US
        if due.look >= 0 or age <= DAILY:
            return age <= NOTED
        chapter = self._open[due.chapter].chapter
        return age <= NOTED and chapter.texts[int(chapter.flows.source_text[due.flow])][0] in _ROUND

    async def _all(self, batch: list[Due]) -> None:
        """One after another for each of them, some of them at the same moment."""
        theirs: dict[int, list[Due]] = defaultdict(list)
        for due in batch:
            theirs[self._payer(due)].append(due)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(things: list[Due]) -> None:
            async with room:
                for due in things:
                    await self._do(due)

        async with asyncio.TaskGroup() as group:
            for things in theirs.values():
                group.create_task(one(things))

    def _payer(self, due: Due) -> int:
        chapter = self._open[due.chapter].chapter
        place = chapter.looks[due.look].account if due.look >= 0 else int(chapter.flows.source[due.flow])
        return chapter.places[place].owner

    async def _do(self, due: Due) -> None:
        try:
            if due.look >= 0:
                await self._look(due)
                went = True
            else:
                went = await self._flow(due)
        except Refusal as no:
            if isinstance(no, Busy) or no.http >= 500:
                raise
            went = False
        except CUT:
            raise
        except Exception:  # whatever it is, the others live on
            _log.exception("not_lived", chapter=due.chapter, flow=due.flow, look=due.look)
            went = False
        self.done, self.refused = self.done + went, self.refused + (not went)

    async def _look(self, due: Due) -> None:
        chapter = self._open[due.chapter].chapter
        look: Look = chapter.looks[due.look]
        key = key_of(_instant(due.at), "city.look", due.chapter, due.look)
        await look_around(self._folk, look, chapter.places[look.account], self._base, key)

    async def _flow(self, due: Due) -> bool:
        chapter, n = self._open[due.chapter].chapter, due.flow
        flows, places = chapter.flows, chapter.places
        source, target = int(flows.source[n]), int(flows.target[n])
        payer, payee = places[source], places[target]
        key = key_of(_instant(due.at), "city.flow", due.chapter, n)
        out, back = chapter.texts[int(flows.source_text[n])], chapter.texts[int(flows.target_text[n])]
        fen = int(flows.amount[n])
        if _is_person(payer) and _is_person(payee):
            return await self._sending.send(key, (payer, self._base + source), payee, fen, out[2])
        kind, _, memo = out if _is_person(payer) else back
        return await self._folk.pays(
            Payment(key, payer.owner, self._base + source, self._base + target, payee.owner, fen, kind, out[1], back[1],
                    memo)
        )  # fmt: skip

    def _keep(self, until: int) -> None:
        if until > self._lived:
            self._lived = until
            draft = self._kept.with_suffix(".new")
            draft.write_text(_instant(until).isoformat(), "utf-8")
            draft.replace(self._kept)


def _is_person(place: Place) -> bool:
    return place.kind in ("current", "savings")


def _instant(us: int) -> datetime:
    return _EPOCH + us * _US


def _us(at: datetime) -> int:
    return (at - _EPOCH) // _US
