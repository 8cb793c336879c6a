"""Reporting events: what a person did in an app, told by it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from sycee.brain.feature._events import WINDOW, Batch, Event, Events
from sycee.brain.feature._vocabulary import Wrong, wrong_name, wrong_props
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import TooMany
from sycee.kit.words import words

AHEAD, AGE_MAX = timedelta(minutes=5), timedelta(days=7)

Instant = Annotated[datetime, Meta(tz=True)]


class TrackedEvent(Ask, frozen=True):
    """One event. `message` is its own for ever, however often it is sent. `props`: at most twelve, each a machine word
    of at most 64 letters, a number below 100,000, or yes or no; nothing that tells who somebody is."""

    message: UUID
    kind: Literal["track", "page", "identify"]
    name: Annotated[str, Meta(max_length=200, examples=["recommend.opened"])]
    at: Instant
    props: dict[str, Any] = msgspec.field(default_factory=dict)


class Tracking(Ask, frozen=True):
    """Some events. `sent`: what the sender's clock says now; a clock that is wrong is set right by it."""

    events: Annotated[list[TrackedEvent], Meta(min_length=1, max_length=50)]
    sent: Instant | None = None


class EventRefused(Answer, frozen=True):
    """An event that was not kept: its place in the batch, the field that is at fault, and why."""

    place: int
    message: UUID
    field: str
    reason: str
    say: str


class EventsKept(Answer, frozen=True):
    """How many are here, each once, now or from before; none of who wants nothing learned."""

    kept: int
    refused: list[EventRefused]


@CATALOG.note(
    "event.track", title=words(zh="上报行为事件", en="Report events"), channels=("http", "cli"), refuses=(TooMany,)
)
async def track(ctx: Context, ask: Tracking) -> EventsKept:
    """Report what I did in an app, at most fifty events at a time; a repeat adds nothing, and a bad one is named."""
    good, refused = [], []
    for place, event in enumerate(ask.events):
        age, aged = _age(ctx, event.at, ask.sent)
        wrong = aged or wrong_name(event.kind, event.name) or wrong_props(event.props)
        if wrong is not None:
            say = wrong.say.say(ctx.locale)
            refused.append(
                EventRefused(place=place, message=event.message, field=wrong.field, reason=wrong.reason, say=say)
            )
            continue
        props = msgspec.json.encode(event.props).decode()
        good.append(Event(ctx.me, event.message, event.kind, event.name, ctx.now - age, ctx.channel, props))
    batch = Batch(ctx.me, good, ctx.now, ctx.now - ctx.lasts(WINDOW))
    kept = await ctx.port(Events).keep(batch) if good else 0
    return EventsKept(kept=kept, refused=refused)


def _age(ctx: Context, at: datetime, sent: datetime | None) -> tuple[timedelta, Wrong | None]:
    """How long ago an event was by the bank's clock, and what is wrong with that. By the sender's clock, it is people's
    time: in a simulated city the bank's goes faster."""
    if sent is None:
        age, pace, ahead, most = ctx.now - at, 1.0, ctx.lasts(AHEAD), ctx.lasts(AGE_MAX)
    else:
        age, pace, ahead, most = sent - at, ctx.pace, AHEAD, AGE_MAX
    if age < -ahead:
        return age, Wrong("at", "future")
    if age > most:
        return age, Wrong("at", "old")
    return age * pace, None
