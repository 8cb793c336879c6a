"""What one customer did lately, by machine words: for who helps them, and on record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sycee.brain.feature import Kind, latest
from sycee.core import party
from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.errors import NotFound, TooMany
from sycee.kit.ids import RowId
from sycee.kit.words import words
from sycee.service.console._event_explore import title_of
from sycee.service.console._pace import pace_look


class WhoseEvents(Ask, frozen=True):
    """A customer number, as `customer.find` tells it; of one kind where that is given."""

    customer: RowId
    kind: Kind | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class EventLine(Answer, frozen=True):
    """One event: when it was, when it came here, through which channel; its properties are words and small numbers."""

    kind: Kind
    name: str
    title: str
    at: datetime
    came_at: datetime
    channel: str
    props: dict[str, Any]


class EventLines(Answer, frozen=True):
    """The latest, newest first. Of a customer who wants nothing learned there are none."""

    events: list[EventLine]


@CATALOG.read(
    "event.list",
    title=words(zh="客户行为事件", en="A customer's events"),
    says=("客户{customer}最近做了什么", "what did customer {customer} do lately"),
    access="staff",
    right="records",
    refuses=(NotFound, TooMany),
)
async def list_events(ctx: Context, ask: WhoseEvents) -> EventLines:
    """A customer's latest events of the last thirty days: pages, deeds, and calls of verbs with how they were answered.

    What was asked in a call, or stood on a page, was never kept.
    """
    await pace_look(ctx)
    if await party.masked(ctx, ask.customer) is None:
        raise NotFound(field="customer")
    found = await latest(ctx, ask.customer, ask.kind, ask.limit)
    looked(ctx, "events", ask.customer, len(found))
    lines = [
        EventLine(
            kind=each.kind, name=each.name, title=title_of(ctx, each.kind, each.name), at=each.at,
            came_at=each.came_at, channel=each.channel,
            props=msgspec.json.decode(each.props),
        )
        for each in found
    ]  # fmt: skip
    return EventLines(events=lines)
