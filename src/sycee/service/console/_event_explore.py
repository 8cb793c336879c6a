"""What people do with the bank, by hour and name: how often, and by how many. Nobody's in particular."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta

from sycee.brain.feature import Count, EventName, Kind, counts
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.words import words
from sycee.service.console._pace import pace_look

_FEWEST = 5
"""Fewer people than this are not counted: what one customer alone does is theirs."""
_NAMES_MAX = 200


class WhichEvents(Ask, frozen=True):
    """The last so many hours, three days at most; of one kind or one name where that is given."""

    hours: Annotated[int, Meta(ge=1, le=72)] = 24
    kind: Kind | None = None
    name: EventName | None = None


class EventHour(Answer, frozen=True):
    """How many events came in an hour, and how many of them were calls of verbs."""

    hour: datetime
    events: int
    calls: int


class EventCount(Answer, frozen=True):
    """One name over the whole time. `people`: most customers in any hour of it; none where they are fewer than five."""

    kind: Kind
    name: str
    title: str
    events: int
    people: int | None


class EventsExplored(Answer, frozen=True):
    """Hours in which something came, oldest first; names, the most frequent first, two hundred at most."""

    since: datetime
    until: datetime
    hours: list[EventHour]
    names: list[EventCount]


@CATALOG.read(
    "event.explore",
    title=words(zh="行为事件", en="Events"),
    says=("大家在做什么", "what do people do"),
    access="staff",
    right="records",
    refuses=(TooMany,),
)
async def explore(ctx: Context, ask: WhichEvents) -> EventsExplored:
    """How often what was done with the bank in the last hours, by hour and by name: pages, deeds and calls of verbs.

    Only of those who let the bank learn, and nobody by name: what fewer than five did is not told as theirs.
    """
    await pace_look(ctx)
    since = (ctx.now - timedelta(hours=ask.hours - 1)).replace(minute=0, second=0, microsecond=0)
    found = await counts(ctx, since, ask.kind, ask.name)
    looked(ctx, "events", None, len(found))
    return EventsExplored(since=since, until=ctx.now, hours=_hours(found), names=_names(ctx, found))


def title_of(ctx: Context, kind: Kind, name: str) -> str:
    """What a person reads for an event: of a call the title of the verb."""
    return CATALOG[name].title.say(ctx.locale) if kind == "call" and name in CATALOG else name


def _hours(found: list[Count]) -> list[EventHour]:
    by: dict[datetime, list[Count]] = defaultdict(list)
    for count in found:
        by[count.hour].append(count)
    return [
        EventHour(
            hour=hour, events=sum(c.events for c in these), calls=sum(c.events for c in these if c.kind == "call")
        )
        for hour, these in sorted(by.items())
    ]


def _names(ctx: Context, found: list[Count]) -> list[EventCount]:
    by: dict[tuple[Kind, str], list[Count]] = defaultdict(list)
    for count in found:
        by[count.kind, count.name].append(count)
    names = [_name(ctx, kind, name, these) for (kind, name), these in by.items()]
    return sorted(names, key=lambda each: (-each.events, each.kind, each.name))[:_NAMES_MAX]


def _name(ctx: Context, kind: Kind, name: str, these: list[Count]) -> EventCount:
    people = max(c.people for c in these)
    return EventCount(
        kind=kind, name=name, title=title_of(ctx, kind, name), events=sum(c.events for c in these),
        people=people if people >= _FEWEST else None,
    )  # fmt: skip
