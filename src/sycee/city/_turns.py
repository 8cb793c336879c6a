"""Turns of life that cost money: children and what they need year after year, and days in hospital."""

from __future__ import annotations

from datetime import date

import numpy as np

from sycee.city._calendar import Floats, Ints
from sycee.city._life import PRICES_RISE, Person
from sycee.city._scene import Scene
from sycee.city._sundries import befall

_YUAN = 100
_YEAR = 365.25
# Ages at which days in hospital become more frequent, and how often they are in a year.
_ILL_AGES, _ILL = (20, 40, 60, 75, 90), (0.012, 0.02, 0.05, 0.12, 0.2)
_TERMS = ((9, 1), (2, 20))
"""Months and days on which a school year's halves are paid."""


def turn(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """What happens to a person that does not happen to all: it is drawn from chances of its own."""
    careers(scene, person)
    if person.sketch.parent:
        for child in _children(scene, person, rng):
            _raise(scene, person, child, rng)
    _falls_ill(scene, person, rng)
    befall(scene, person, rng)


def careers(scene: Scene, person: Person) -> None:
    """Tell the turns of work, which were drawn with the life."""
    scene.happens(person, person.joined, "joined")
    for spell in person.spells:
        if spell.first > person.joined and spell.state == "work":
            scene.happens(person, spell.first, "hired")
        if spell.state == "retired" and spell.first > person.joined:
            scene.happens(person, spell.first, "retired")
        if spell.laid_off:
            scene.happens(person, spell.last, "laid_off")


def _children(scene: Scene, person: Person, rng: np.random.Generator) -> list[int]:
    """Days on which their children were or are born, one or two of them, when the parent was 24 to 37."""
    first = int(rng.integers(24 * 365, 34 * 365))
    born = scene.calendar.index(person.born)
    days = [born + first]
    if rng.random() < 0.32:
        days.append(born + first + int(rng.integers(600, 2200)))
    return [day for day in days if day < scene.calendar.days]


def _raise(scene: Scene, person: Person, born: int, rng: np.random.Generator) -> None:
    if born >= person.joined:
        scene.happens(person, born, "child_born")
        _pays(
            scene, person, "hospital", "birth", np.array([born + 2]), rng.uniform(4500, 19000, 1), "住院分娩结算", rng
        )
    days = np.flatnonzero(rng.random(3 * 365) < 1 / 13) + born
    _pays(scene, person, "online", "baby", days, 210 * np.exp(rng.normal(0, 0.6, len(days))), "母婴用品", rng)
    dear = rng.uniform(0.6, 2.4)
    for purpose, memo, ages, yuan in (
        ("kindergarten", "保教费", (3, 6), 5200.0), ("tuition", "课后服务费 学杂费", (6, 12), 1100.0),
        ("tuition", "学费 住宿费", (12, 18), 2600.0),
    ):  # fmt: skip
        due = _terms(scene, born + ages[0] * 365, born + ages[1] * 365)
        _pays(scene, person, "school", purpose, due, np.full(len(due), yuan * dear), memo, rng)


def _terms(scene: Scene, first: int, last: int) -> Ints:
    calendar = scene.calendar
    years = range(calendar.start.year, calendar.until.year + 1)
    days = np.array([calendar.index(date(y, m, d)) for y in years for m, d in _TERMS])
    return np.asarray(days[(days >= first) & (days < last)])


def _falls_ill(scene: Scene, person: Person, rng: np.random.Generator) -> None:
    """A deposit on the first day, the bill on the last, and what the insurance bears comes back."""
    calendar = scene.calendar
    days = np.arange(calendar.days)
    often = np.interp((days - calendar.index(person.born)) / _YEAR, _ILL_AGES, _ILL) / _YEAR
    for day in np.flatnonzero(rng.random(calendar.days) < often).tolist():
        if day <= person.joined:
            continue
        scene.happens(person, day, "hospital")
        deposit, stays = int(rng.integers(2, 9)) * 1000, int(rng.integers(3, 15))
        _pays(scene, person, "hospital", "inpatient", np.array([day]), np.array([float(deposit)]), "住院预缴金", rng)
        back = deposit * rng.uniform(0.15, 0.8)
        _back(scene, person, day + stays, back, rng)


def _back(scene: Scene, person: Person, day: int, yuan: float, rng: np.random.Generator) -> None:
    if day < scene.calendar.days:
        place = _place(scene, "hospital", rng)
        at = scene.calendar.at(np.array([day]), rng.uniform(9, 16.5, 1) * 3600)
        text = scene.texts.number("refund", scene.firms.holders[place][:12], "住院结算退款")
        scene.earn(person, place, at, np.array([round(yuan * _YUAN)]), text, "inpatient_back")


def _place(scene: Scene, trade: str, rng: np.random.Generator) -> int:
    places = scene.firms.places
    choice = places.by_trade[trade]
    return int(places.firm[choice[int(rng.integers(len(choice)))]])


def _pays(
    scene: Scene, person: Person, trade: str, purpose: str, day: Ints, yuan: Floats, memo: str, rng: np.random.Generator
) -> None:
    """Pay one business of a trade on these days, as far as they lie in the time that the person banks here."""
    firm, calendar = _place(scene, trade, rng), scene.calendar
    here = (day > person.joined) & (day < calendar.days)
    day, yuan = day[here], yuan[here] * np.exp(-PRICES_RISE * (scene.today - day[here]) / _YEAR)
    at = calendar.at(day, rng.uniform(8, 21, len(day)) * 3600)
    text = scene.texts.number("purchase", scene.firms.holders[firm][:14], memo)
    scene.pay(person, firm, at, np.round(yuan * _YUAN), text, purpose)
