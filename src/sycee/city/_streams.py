"""What has come round until the last day goes on coming round: rent, loans, bills, subscriptions, savings plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Calendar, Ints
from sycee.city._life import Person
from sycee.city._purposes import PURPOSE
from sycee.city._regular import season
from sycee.city._scene import Scene, Transfers

# Months between two of a kind that was paid only once so far, by what it is for; else one.
_EVERY = {PURPOSE["insurance"]: 12, PURPOSE["water"]: 2, PURPOSE["gas"]: 2, PURPOSE["estate"]: 3}
_QUARTERLY = "房租押一付三"
_POWER, _FIXED, _PLAN = PURPOSE["power"], PURPOSE["estate"], PURPOSE["fund"]
_UNEVEN = 0.18
# Part of the months in which some of a savings plan is sold.
_SOLD = 0.05
_DAY_S = 86_400
# So many of the latest payments tell how it comes round.
_LATEST = 13


@dataclass(frozen=True, slots=True)
class Stream:
    """Something that a person pays every so many months: to whom, how much, when; `month` is that of the last time."""

    seat: int
    target: int
    text: int
    kind: str
    memo: str
    amount: int
    month: int
    every: int
    month_day: int
    second: int
    purpose: int


def streams(scene: Scene, regular: Transfers, until: Calendar) -> list[Stream]:
    """What people pay regularly and have not stopped paying, from all that they have paid so."""
    texts = scene.texts.all()
    once = {scene.firm_base + scene.firms.supplier[key] for key in ("builder", "cars")}
    theirs = np.flatnonzero((regular.source < len(scene.people)) & ~np.isin(regular.target, list(once)))
    found: dict[tuple[int, int, int, int], list[tuple[int, int]]] = {}
    columns = (regular.source, regular.target, regular.source_text, regular.purpose)
    for n in theirs.tolist():
        key = (int(columns[0][n]), int(columns[1][n]), int(columns[2][n]), int(columns[3][n]))
        found.setdefault(key, []).append((int(regular.at[n]), int(regular.amount[n])))
    every = (_stream(key, sorted(paid)[-_LATEST:], texts[key[2]], until) for key, paid in sorted(found.items()))
    return [stream for stream in every if stream is not None]


def _stream(
    key: tuple[int, int, int, int], paid: list[tuple[int, int]], text: tuple[str, str, str], until: Calendar
) -> Stream | None:
    days, seconds = zip(*(until.when(at) for at, _ in paid), strict=True)
    dates = [until.day(day) for day in days]
    months = [date.year * 12 + date.month - 1 for date in dates]
    gaps = [b - a for a, b in zip(months[-4:], months[-3:], strict=False)]
    once = 3 if text[2] == _QUARTERLY else _EVERY.get(key[3], 1)
    every = max(sorted(gaps)[len(gaps) // 2], 1) if gaps else once
    month_day = max(date.day for date in dates)
    kept = Stream(*key[:3], text[0], text[2], paid[-1][1], months[-1], every, month_day, seconds[-1], key[3])
    # What would have been due again before the last day has ended.
    due = until.monthly(month_day)
    again = due[_month_of(until, due) == months[-1] + every]
    return None if len(again) else kept


def _month_of(calendar: Calendar, day: Ints) -> Ints:
    return np.asarray(calendar.year[day] * 12 + calendar.month[day] - 1)


def come_round(scene: Scene, stream: Stream, rng: np.random.Generator) -> None:
    """Pay what falls due in the days of the scene."""
    for day, month in _dues(scene.calendar, stream):
        amount = stream.amount
        if stream.purpose == _POWER:
            amount = round(amount * season(month % 12 + 1) / season(stream.month % 12 + 1))
        if stream.kind == "utility" and stream.purpose != _FIXED:
            amount = max(round(amount * float(np.exp(rng.normal(0, _UNEVEN)))), 1)
        at = scene.calendar.at(np.array([day]), np.array([(stream.second + int(rng.integers(1800))) % _DAY_S]))
        scene.flows.add(
            stream.seat, stream.target, at, amount, source_text=stream.text, purpose=np.asarray(stream.purpose)
        )
        if stream.purpose == _PLAN and rng.random() < _SOLD:
            _sell(scene, scene.people[stream.seat], stream, day, rng)


def _dues(calendar: Calendar, stream: Stream) -> Iterator[tuple[int, int]]:
    days = calendar.monthly(stream.month_day)
    for day, month in zip(days.tolist(), _month_of(calendar, days).tolist(), strict=True):
        if month > stream.month and (month - stream.month) % stream.every == 0:
            yield day, month


def _sell(scene: Scene, person: Person, stream: Stream, day: int, rng: np.random.Generator) -> None:
    text = scene.texts.number("invest", "支付宝-蚂蚁基金", "基金赎回到银行卡")
    at = scene.calendar.at(np.array([day]), rng.uniform(15.5, 22, 1) * 3600)
    kept = round(stream.amount * 10 * float(rng.uniform(0.3, 0.9)))
    scene.earn(person, scene.firms.supplier["fund"], at, kept, text, "fund")
