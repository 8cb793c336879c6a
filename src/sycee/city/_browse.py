"""The city's people look in on their bank: they open pages, follow their tastes, and answer what they are shown.

Known truth (`liking`): what somebody likes follows from their mind, by the kind of offer that a thing is, and from a
taste of their own for its theme. They open what they like, refuse some of what they do not, and pass over the rest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
import structlog

from sycee.city._folk import Folk
from sycee.city._minds import OFFERS, Mind, minded
from sycee.city._quarter import OF_MIND
from sycee.city._town import Town, key_of
from sycee.kit.errors import Refusal
from sycee.kit.time import Clock, bank_day, day_starts

EVERY_S = 2.0
AT_ONCE = 3
"""Visits in one go at most: where the bank's clock runs fast, more would come than a machine for show should bear."""
BROWSERS = 2_000
"""Of a large city so many people look in; the others are as they would be."""
_COMES = 0.4
"""The chance that somebody looks in on a day, once between seven and eleven at night."""
_OPENS_AT, _AWAKE = timedelta(hours=7), 16 * 3600

_PAGES = (("book", 0.5), ("accounts", 0.4), ("messages", 0.3), ("transfer", 0.25), ("life", 0.2),
          ("book.analysis", 0.15), ("card", 0.1), ("settings", 0.03))  # fmt: skip
# Which kind of offer a thing is, by its own kind, and articles by their theme.
_KINDS = {"fund": "fund", "metal": "fund", "deposit": "deposit", "wealth": "deposit", "cover": "insurance"}
_THEMES = {"travel": "travel", "family": "family", "education": "family", "consumer": "shopping", "food": "dining",
           "payments": "mobile", "devices": "mobile", "bills": "mobile", "home": "loan", "health": "insurance",
           "pension": "insurance", "safety": "card", "budget": "deposit", "saving": "deposit", "steady": "deposit",
           "bonds": "deposit"}  # fmt: skip

_log = structlog.get_logger("city")


def liking(town: Town, number: int, mind: Mind, item: str) -> float:
    """How somebody likes a thing on the shelf, as log-odds around what they like on the whole."""
    kind, theme = (*item.split("."), "")[:2]
    offer = _KINDS.get(kind) or _THEMES.get(theme, "fund")
    own = np.random.default_rng(town.drawn("taste", number, theme)).normal(0, 1)
    return float(mind.wants[OFFERS.index(offer)] - mind.wants.mean() + own)


def answer(liked: float, mind: Mind, rng: np.random.Generator) -> str:
    """What they do about a thing that they like so much: `open`, `refuse` or `pass`."""
    likely = 1 / (1 + np.exp(-liked))
    if rng.random() < min(2 * likely * mind.opens("inbox"), 0.9):
        return "open"
    return "refuse" if rng.random() < 0.15 * (1 - likely) ** 2 else "pass"


class Browsing:
    """Has people look in when their day says so. Those whom a visitor may play are left to the visitor."""

    def __init__(self, folk: Folk, clock: Clock) -> None:
        self._folk, self._clock = folk, clock
        self._seen: datetime | None = None
        self._played = {member.party for member in folk.town.city.cast}
        self.visits = 0

    async def browse(self) -> None:
        """Go on until cancelled. A bank that is away for a while does not end it."""
        while True:
            try:
                await self.step()
            except Exception:
                _log.exception("browsing_failed")
            await asyncio.sleep(EVERY_S)

    async def step(self) -> int:
        """Live the visits that have become due; of too many the latest. How many there were."""
        now = self._clock()
        since = max(self._seen or now, now - timedelta(days=1))
        self._seen = now
        days = {bank_day(since), bank_day(now)}
        due = sorted(visit for day in days for visit in self._visits(day) if since < visit[0] <= now)[-AT_ONCE:]
        for moment, number in due:
            await self.visit(number, moment)
        return len(due)

    def _visits(self, day: date) -> Iterator[tuple[datetime, int]]:
        begins = day_starts(day) + _OPENS_AT
        for number in range(1, min(self._folk.town.city.people, BROWSERS) + 1):
            drawn = self._folk.town.drawn("visit", number, day.isoformat())
            if number not in self._played and drawn % 1000 < _COMES * 1000:
                yield begins + timedelta(seconds=drawn // 1000 % _AWAKE), number

    async def visit(self, number: int, moment: datetime) -> None:
        """Look in once: home, some pages, and what is shown there. What the bank refuses is left at that."""
        town = self._folk.town
        rng = np.random.default_rng(town.drawn("browses", number, moment.isoformat()))
        keys = (key_of(moment, "city.browse", number, n) for n in range(100))
        events = [_event(next(keys), moment, "page", "home")]
        try:
            events += await self._answers(number, moment, rng, keys)
            events += [_event(next(keys), moment, "page", page) for page, often in _PAGES if rng.random() < often]
            await self._folk.does(number, "event.track", {"events": events})
        except Refusal as no:
            if no.http >= 500:
                raise
        self.visits += 1

    async def _answers(
        self, number: int, moment: datetime, rng: np.random.Generator, keys: Iterator[UUID]
    ) -> list[dict[str, Any]]:
        """What becomes of what is shown; the events of it."""
        town, mind = self._folk.town, _mind_of(self._folk.town, number)
        shown = (await self._folk.does(number, "recommend.for_me", {}))["items"]
        if not shown:
            return []
        await self._folk.does(number, "recommend.seen", {"items": [one["item"] for one in shown]}, next(keys))
        events = []
        for one in shown:
            what = answer(liking(town, number, mind, one["item"]), mind, rng)
            if what == "open":
                await self._folk.does(number, "recommend.open", {"item": one["item"]}, next(keys))
            if what == "refuse":
                await self._folk.does(number, "recommend.not_for_me", {"item": one["item"]}, next(keys))
            name = {"open": "recommend.opened", "refuse": "recommend.refused", "pass": "recommend.seen"}[what]
            props = {"item": one["item"], "kind": one["kind"], "by_lot": one["by_lot"]}
            events.append(_event(next(keys), moment, "track", name, props))
        return events


@lru_cache(maxsize=4096)
def _mind_of(town: Town, number: int) -> Mind:
    ground = town.city.ground
    return minded(ground.person(number)[0], ground.rng(OF_MIND, number))


def _event(message: UUID, at: datetime, kind: str, name: str, props: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"message": str(message), "kind": kind, "name": name, "at": at.isoformat(), "props": props or {}}
