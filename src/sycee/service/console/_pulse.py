"""The pulse of the bank: how much customers ask for, by minute, and what is refused. Nobody's in particular."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta

from sycee.guard.staff import looked
from sycee.kit.capability import CATALOG, Answer, Ask, Context
from sycee.kit.db import read
from sycee.kit.errors import TooMany
from sycee.kit.journal import Beat, beats
from sycee.kit.money import CNY, Money
from sycee.kit.words import Locale, words
from sycee.service.console._pace import pace_look

_FEWEST = 5
"""Fewer payments than this are not summed: a sum of one would be somebody's payment."""


class HowLong(Ask, frozen=True):
    """The last so many hours, to the minute."""

    hours: Annotated[int, Meta(ge=1, le=6)] = 1


class PulseMinute(Answer, frozen=True):
    """One minute: calls that changed something or were to, how many were refused, how many moved money."""

    minute: datetime
    calls: int
    refused: int
    paid: int


class PulseKind(Answer, frozen=True):
    """One verb over the whole time. `sum` is what was paid by it; none where it was paid by fewer than five."""

    verb: str
    title: str
    calls: int
    refused: int
    paid: int
    sum: Money | None


class Pulse(Answer, frozen=True):
    """Minutes in which there was something, oldest first; kinds, the most frequent first; `sum` as for a kind."""

    since: datetime
    until: datetime
    minutes: list[PulseMinute]
    kinds: list[PulseKind]
    sum: Money | None


@CATALOG.read(
    "bank.pulse",
    title=words(zh="业务脉搏", en="The bank's pulse"),
    says=("现在忙不忙", "how busy is the bank"),
    access="staff",
    right="records",
    refuses=(TooMany,),
)
async def bank_pulse(ctx: Context, ask: HowLong) -> Pulse:
    """What customers have asked the bank to do in the last hours, by minute and by kind: counts, refusals and sums.

    Reads are not counted, for they leave no record. Whoever asked is not told, nor can it be found out from a sum.
    """
    await pace_look(ctx)
    since = (ctx.now - timedelta(hours=ask.hours)).replace(second=0, microsecond=0)
    async with read(ctx) as connection:
        found = await beats(connection, since, CNY.code)
    looked(ctx, "pulse", None, len(found))
    kinds = _kinds(found, ctx.locale)
    return Pulse(since=since, until=ctx.now, minutes=_minutes(found), kinds=kinds, sum=_sum(found))


def _minutes(found: list[Beat]) -> list[PulseMinute]:
    by: dict[datetime, list[Beat]] = defaultdict(list)
    for beat in found:
        by[beat.minute].append(beat)
    return [
        PulseMinute(minute=minute, calls=sum(b.calls for b in these), refused=sum(b.refused for b in these),
                    paid=sum(b.paid for b in these))
        for minute, these in sorted(by.items())
    ]  # fmt: skip


def _kinds(found: list[Beat], locale: Locale) -> list[PulseKind]:
    by: dict[str, list[Beat]] = defaultdict(list)
    for beat in found:
        by[beat.verb].append(beat)
    kinds = [
        PulseKind(verb=verb, title=_title(verb, locale), calls=sum(b.calls for b in these),
                  refused=sum(b.refused for b in these), paid=sum(b.paid for b in these), sum=_sum(these))
        for verb, these in by.items()
    ]  # fmt: skip
    return sorted(kinds, key=lambda kind: (-kind.calls, kind.verb))


def _sum(these: list[Beat]) -> Money | None:
    return Money(sum(b.minor for b in these), CNY) if sum(b.paid for b in these) >= _FEWEST else None


def _title(verb: str, locale: Locale) -> str:
    return CATALOG[verb].title.say(locale) if verb in CATALOG else verb
