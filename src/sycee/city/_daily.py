"""Daily life: a person's habits become payments, drawn by the thousand."""

from __future__ import annotations

import numpy as np

from sycee.city._calendar import DAY_US, Floats, Ints
from sycee.city._habits import AGES, HABITS, Habit
from sycee.city._life import PRICES_RISE, Person
from sycee.city._scene import Scene
from sycee.city._scribble import Channel

_USUAL_PAY_FEN = 900_000
_CAREFUL_AFTER = 45
# A day has a morning, a noon, an afternoon and an evening, and a night; in seconds.
_PARTS = np.array((10.5, 14.0, 16.8, 20.4, 24.0)) * 3600
_STEP = {"fen": 1, "tenth": 10, "half": 50, "yuan": 100, "nine": 100, "ten": 1_000, "hundred": 10_000}


def fondness(scene: Scene, rng: np.random.Generator) -> Floats:
    """How much a person likes each shop: what is busy, and what they like themselves."""
    return np.asarray(scene.firms.places.crowd * rng.gamma(0.7, 1, len(scene.firms.places.crowd)) + 1e-3)


def live(scene: Scene, person: Person, rng: np.random.Generator, loved: Floats | None = None) -> None:
    """Let a person live from the day after joining to the last day, in the shops that they love."""
    calendar = scene.calendar
    first = max(person.joined + 1, 0)
    if first >= calendar.days:
        return
    days = np.arange(first, calendar.days)
    ages = (days - calendar.index(person.born)) / 365.25
    level = _level(person, days, scene.today)
    loved = fondness(scene, rng) if loved is None else loved
    studying = _studying(person, calendar.days)
    met: dict[str, set[int]] = {}
    # Whoever banks here alone has bought something on the last day.
    lately = (
        max(("breakfast", "eatery", "market", "coffee"), key=person.zest)
        if person.sketch.loyal and scene.spill == 0
        else ""
    )
    for n, habit in enumerate(HABITS):
        if person.tastes[n] > 0:
            chance = scene.likely[n][first:] * np.interp(ages, AGES, habit.ages)
            if habit.who == "student":
                chance = chance * studying[first:]
            when = _days(chance * (habit.often / 7 * person.tastes[n]), rng)
            if habit.key == lately:
                when = np.append(when, len(days) - 1)
            if len(when):
                second = _seconds(habit, len(when), rng)
                once = _once(when, second, met.setdefault(habit.like or habit.key, set()))
                _spend(scene, person, habit, first + when[once], second[once], level[when[once]], loved, rng)


def _studying(person: Person, days: int) -> Floats:
    studying = np.zeros(days)
    for spell in person.spells:
        if spell.state == "student":
            studying[max(spell.first, 0) : spell.last + 1] = 1
    return studying


def _level(person: Person, days: Ints, end: int) -> Floats:
    """How dear what they buy is: prices of the day, and what they can afford."""
    pay = person.pay[days]
    # Between two jobs people live as before, until it takes long.
    known = np.maximum.accumulate(np.where(pay > 0, np.arange(len(days)), 0))
    careful = np.where(np.arange(len(days)) - known > _CAREFUL_AFTER, 0.8, 1.0)
    afford = careful * np.clip(np.maximum(pay[known], 100_000) / _USUAL_PAY_FEN, 0.2, 6) ** 0.4
    return np.asarray(afford * np.exp(-PRICES_RISE * (end - days) / 365.25))


def _days(chance: Floats, rng: np.random.Generator) -> Ints:
    """Days on which it happened, some twice, given how often it is expected on each."""
    sums = np.cumsum(chance)
    times = rng.poisson(sums[-1])
    return np.asarray(np.minimum(np.searchsorted(sums, rng.random(times) * sums[-1], side="right"), len(sums) - 1))


def _once(day: Ints, second: Floats, met: set[int]) -> list[int]:
    """Which of these are the first of their kind in that part of the day; `met` remembers the parts that have one."""
    parts = (day * len(_PARTS) + np.searchsorted(_PARTS, second)).tolist()
    first = []
    for n, part in enumerate(parts):
        if part not in met:
            met.add(part)
            first.append(n)
    return first


def _spend(
    scene: Scene, person: Person, habit: Habit, day: Ints, second: Floats, level: Floats, loved: Floats,
    rng: np.random.Generator,
) -> None:  # fmt: skip
    calendar, places, n = scene.calendar, scene.firms.places, len(day)
    place = _where(places.by_trade[habit.key], loved, n, rng)
    at = calendar.at(day, second)
    amount = _prices(habit, level**habit.elastic * places.price[place], rng)
    channel = _channels(calendar.year[day], person, rng)
    # The usual line of a shop more often than the others.
    line = rng.random(n) ** 1.6 * places.count[place, channel]
    text = places.texts[places.first[place, channel] + line.astype(int)]
    shop = np.where(places.firm[place] < 0, scene.bank.cash, scene.firm_base + places.firm[place])
    scene.flows.add(person.seat, shop, at, amount, source_text=text, purpose=habit.key)
    if habit.refunds:
        _refund(scene, person, habit, (shop, at, amount, places.back[place, channel]), rng)


def _where(choice: Ints, loved: Floats, n: int, rng: np.random.Generator) -> Ints:
    sums = np.cumsum(loved[choice])
    return np.asarray(choice[np.searchsorted(sums, rng.random(n) * sums[-1])])


def _seconds(habit: Habit, n: int, rng: np.random.Generator) -> Floats:
    """Seconds of the day: the middle of each span of hours is the busiest."""
    spans = np.array(habit.hours)
    weight = np.cumsum(spans[:, 2])
    span = np.searchsorted(weight, rng.random(n) * weight[-1])
    within = (rng.random(n) + rng.random(n)) / 2
    return np.asarray((spans[span, 0] + (spans[span, 1] - spans[span, 0]) * within) * 3600)


def _prices(habit: Habit, factor: Floats, rng: np.random.Generator) -> Ints:
    """Prices in fen that end as prices of the trade do."""
    if habit.packs:
        return np.array(habit.packs)[rng.integers(len(habit.packs), size=len(factor))] * 100
    step = _STEP[habit.ending]
    fen = habit.yuan * 100 * factor * np.exp(rng.normal(0, habit.sigma, len(factor)))
    amount = np.maximum((fen / step).round().astype(np.int64), 1) * step
    if habit.ending == "nine":
        odd = rng.random(len(amount))
        amount = np.where((odd < 0.75) & (amount > 500), amount - np.where(odd < 0.4, 10, 1), amount)
    return amount


def _channels(year: Ints, person: Person, rng: np.random.Generator) -> Ints:
    """Wallets take over from the card, with the young first."""
    draw = rng.random((2, len(year)))
    wallet = np.clip(0.45 + 0.06 * (year - 2014) - 0.006 * max(person.sketch.age - 40, 0), 0.1, 0.93)
    by = np.where(draw[1] < person.wechat, Channel.WECHAT, Channel.ALIPAY)
    return np.where(draw[0] > wallet, Channel.CARD, by)


def _refund(
    scene: Scene, person: Person, habit: Habit, paid: tuple[Ints, Ints, Ints, Ints], rng: np.random.Generator
) -> None:
    """Some of it comes back within days, whole or in part."""
    draw = rng.random((3, len(paid[0])))
    at = paid[1] + ((0.05 + draw[1] * 9) * DAY_US).astype(np.int64)
    sent = (draw[0] < habit.refunds) & (at < scene.calendar.end + scene.spill * DAY_US)
    shop, _, amount, text = (column[sent] for column in paid)
    back = np.where(draw[2][sent] < 0.75, amount, (amount * draw[2][sent] / 10).astype(np.int64) * 5)
    scene.flows.add(shop, person.seat, at[sent], back, target_text=text, purpose="refund")
