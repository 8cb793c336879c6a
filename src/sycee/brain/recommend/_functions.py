"""Which functions of the bank to lay beside what a person chose herself: by habit, and for who is new to begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sycee.brain.feature import days_used, may_learn
from sycee.brain.recommend._rank import HIDDEN, malus
from sycee.core import party
from sycee.kit.capability import CATALOG, Answer, Context, Nothing
from sycee.kit.db import Connection, read
from sycee.kit.time import bank_day
from sycee.kit.words import Words, words

PLACES = 4
_WINDOW, _HALF_LIFE_DAYS = timedelta(days=30), 14
_NEW_DAYS = 3
"""Who used something on fewer days than this is new here, and is shown what to begin with."""
START = ("book.bring", "payee.add", "transfer.send", "collect.make", "bill.pay", "order.list", "card.show")
_FIRST = 0.3
# The first page asks for these by itself: that they were called is nobody's habit.
_BY_ITSELF = frozenset(("account.list", "book.entries", "message.list", "proposal.list"))

_DAYS = "SELECT item, day FROM recommend_deed WHERE owner = $1 AND day > $2 AND item = ANY($3)"
_UNWANTED = "SELECT item, at FROM recommend_unwanted WHERE owner = $1 AND item = ANY($2)"

_WHY: dict[str, Words] = {
    "habit": words(zh="近 30 天用过 {days} 天", en="Used on {days} days of the last 30"),
    "start": words(zh="适合刚开始用", en="Good to begin with"),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """One function that is laid out: how strongly, and on how many days of the window it was used."""

    name: str
    strength: float
    days: int


class FunctionForMe(Answer, frozen=True):
    """One function: the verb it is, what it is called, and why it is here. `habit`: it follows from use."""

    name: str
    title: str
    why: str
    habit: bool


class FunctionsForMe(Answer, frozen=True):
    """Four at most, the strongest first; nothing of what the caller has at hand already."""

    functions: list[FunctionForMe]


def usual(
    used: Mapping[str, set[date]], at_hand: Sequence[str], unwanted: Mapping[str, datetime], now: datetime
) -> list[Habit]:
    """What to lay out. Each day of use counts, half as much for each fortnight that has passed; what was refused is
    away for two weeks, and weighs less for some time after. What is at hand stays where it is and is not doubled."""
    today = bank_day(now)
    new = len(set().union(*used.values())) < _NEW_DAYS if used else True
    found = []
    for name in party.functions_offered():
        days = used.get(name, set())
        strength = sum(0.5 ** ((today - day).days / _HALF_LIFE_DAYS) for day in days)
        if new and name in START:
            strength += _FIRST * (1 - START.index(name) / len(START))
        refused = unwanted.get(name)
        if refused is not None and now - refused < HIDDEN:
            continue
        strength -= malus(refused, now) if refused else 0.0
        if strength > 0 and name not in at_hand:
            found.append(Habit(name, strength, len(days)))
    return sorted(found, key=lambda one: (-one.strength, one.name))[:PLACES]


@CATALOG.read(
    "recommend.functions", title=words(zh="常用功能", en="Functions for you"), says=("我常用什么", "what do I use most")
)
async def functions_for_me(ctx: Context, _: Nothing) -> FunctionsForMe:
    """Functions that I use often, or to begin with, beside those I chose myself; each with the reason why."""
    names = party.functions_offered()
    async with read(ctx) as connection:
        used = await _used(connection, ctx.me, names, ctx.now) if await may_learn(connection, ctx.me) else {}
        unwanted: list[Any] = await connection.fetch(_UNWANTED, ctx.me, names)
        at_hand = await party.at_hand(connection, ctx.me)
    laid = usual(used, at_hand, {row["item"]: row["at"] for row in unwanted}, ctx.now)
    return FunctionsForMe(
        functions=[
            FunctionForMe(
                name=one.name,
                title=CATALOG[one.name].title.say(ctx.locale),
                why=_WHY["habit" if one.days else "start"].say(ctx.locale, days=one.days),
                habit=one.days > 0,
            )
            for one in laid
        ]
    )


async def _used(connection: Connection, owner: int, names: list[str], now: datetime) -> dict[str, set[date]]:
    """Days of use by calls, and by what the bank noticed of what was done."""
    asked = [name for name in names if name not in _BY_ITSELF]
    used = await days_used(connection, owner, asked, now - _WINDOW)
    rows: list[Any] = await connection.fetch(_DAYS, owner, bank_day(now - _WINDOW), asked)
    for row in rows:
        used.setdefault(row["item"], set()).add(row["day"])
    return used
