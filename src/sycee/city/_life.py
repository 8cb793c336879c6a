"""A person: age, job, home, tastes, and how their life went while they banked here."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from sycee.city._calendar import Calendar, Floats
from sycee.city._habits import AGES, HABITS
from sycee.city._jobs import DISTRICTS, HOMES, JOBS, RETIRED, STUDENT, TASTES, Job
from sycee.city._names import given_name, surname
from sycee.kit.words import Words

WAGES_RISE = 0.045
PRICES_RISE = 0.02
_AGES, _AGE_WEIGHTS = (19, 25, 35, 45, 60, 82), np.cumsum((0.12, 0.32, 0.23, 0.2, 0.13))
_CURVE_YEARS, _CURVE = (0, 3, 8, 15, 35), (0.62, 0.76, 0.95, 1.05, 1.0)
_ALLOWANCE_FEN = 190_000
# Part of the jobs ended that the firm has ended, by trade.
_LET_GO = {"tech": 0.38, "design": 0.3, "trade": 0.34, "factory": 0.3, "retail": 0.28, "audit": 0.15, "law": 0.1}
# Part of what people buy that they pay for from this bank; the rest goes through others.
_HERE = 0.5


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is known of a person before their life is told. `likes`: habits and how much more of them than others.

    The `loyal` bank nowhere else, from the first weeks to the last day."""

    name: str
    female: bool
    age: int
    district: int
    job: str
    home: str
    likes: dict[str, float] = field(default_factory=dict)
    drives: bool = False
    parent: bool = False
    story: Words | None = None
    loyal: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """Days `first` … `last` of one state: "student", "work" (at the n-th employer of the job's trade), "retired".

    `laid_off`: it was the firm that ended it."""

    state: str
    first: int
    last: int
    employer: int = 0
    laid_off: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One customer. `seat` counts within the quarter, `number` is the party; days count in the calendar.

    `pay`: monthly income in fen on every day, 0 in days without any. `tastes`: how much of each habit."""

    number: int
    seat: int
    sketch: Sketch
    born: date
    joined: int
    opened: int
    spells: tuple[Spell, ...]
    pay: Floats
    tastes: Floats
    wechat: float
    saves: bool

    @property
    def name(self) -> str:
        """The name in the bank's books."""
        return self.sketch.name

    @property
    def job(self) -> Job:
        """What they learned, also before and after they work."""
        return JOBS[self.sketch.job]

    @property
    def phone(self) -> str:
        """A phone number: the customer's number among those that begin with 138."""
        return f"{13_800_000_000 + self.number}"

    @property
    def document(self) -> str:
        """An identity number in form, check digit included. No place has a code that begins with 99."""
        # The order is odd for men and even for women; what it cannot count is in the code of the place.
        order = self.number % 500 * 2 + (not self.sketch.female)
        body = f"99{self.number // 500:04}{self.born:%Y%m%d}{order:03}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]

    def zest(self, key: str) -> float:
        """How much of a habit a person has now, 1 being usual among all ages."""
        n = next(n for n, habit in enumerate(HABITS) if habit.key == key)
        return float(self.tastes[n] * np.interp(self.sketch.age, AGES, HABITS[n].ages))

    @property
    def story(self) -> Words:
        """One line that says who this is."""
        return self.sketch.story or _story(self)


def sketch(rng: np.random.Generator, home_district: int, year: int) -> Sketch:
    """Somebody at random, as cities have them in that year."""
    age = _age(rng)
    female = bool(rng.random() < 0.5)
    keys = [key for key, job in JOBS.items() if age <= job.latest]
    weights = np.cumsum([JOBS[k].weight for k in keys])
    job = keys[int(np.searchsorted(weights, rng.random() * weights[-1]))]
    district = home_district if rng.random() < 0.5 else int(rng.integers(len(DISTRICTS)))
    return Sketch(
        surname(rng) + given_name(rng, year - age, female), female, age, district, job, _home(rng, age, JOBS[job]),
        drives=bool(rng.random() < np.interp(age, (22, 30, 45, 65, 75), (0.03, 0.35, 0.5, 0.25, 0.02))),
        parent=bool(rng.random() < np.interp(age, (24, 30, 38, 50, 60), (0.0, 0.3, 0.75, 0.4, 0.0))),
    )  # fmt: skip


def _age(rng: np.random.Generator) -> int:
    group = int(np.searchsorted(_AGE_WEIGHTS, rng.random() * _AGE_WEIGHTS[-1]))
    return int(rng.integers(_AGES[group], _AGES[group + 1]))


def _home(rng: np.random.Generator, age: int, job: Job) -> str:
    if age < job.starts:
        return "dorm"
    shares = (0.78, 0.14) if age <= 30 else (0.3, 0.5) if age <= 45 else (0.08, 0.17)
    draw = rng.random()
    return "rent" if draw < shares[0] else "loan" if draw < sum(shares) else "own"


def told(
    sketch: Sketch, number: int, seat: int, calendar: Calendar, rng: np.random.Generator, ahead: int = 0
) -> Person:  # fmt: skip
    """A whole life, as far as the bank sees it, for a sketch; work and pay also for days `ahead` of its last one."""
    born = _born(sketch.age, calendar.until, rng)
    grown = calendar.index(born.replace(day=min(born.day, 28), year=born.year + 18)) + int(rng.integers(3, 40))
    chance = 0.02 if sketch.loyal else 0.85
    joined = max(grown, int(rng.beta(0.45, 1.8) * chance * calendar.days), 0)
    joined = min(joined, calendar.days - 1)
    opened = int(calendar.at(np.array(joined), np.array(34_200 + rng.integers(24_000))))
    later = deepcopy(rng)
    spells = _career(sketch, born, joined, calendar, calendar.days, rng)
    if ahead:  # told again from the same chances, and further
        spells = _career(sketch, born, joined, calendar, calendar.days + ahead, later)
    return Person(
        number=number, seat=seat, sketch=sketch, born=born, joined=joined, opened=opened, spells=spells,
        pay=_income(sketch, born, spells, calendar, float(np.exp(rng.normal(0, 0.16))), ahead),
        tastes=_tastes(sketch, rng), wechat=float(rng.beta(2, 2)), saves=sketch.loyal or bool(rng.random() < 0.8),
    )  # fmt: skip


def _born(age: int, until: date, rng: np.random.Generator) -> date:
    birthday = until - timedelta(days=int(rng.integers(0, 364)))
    return birthday.replace(day=min(birthday.day, 28), year=birthday.year - age)


def _career(
    sketch: Sketch, born: date, joined: int, calendar: Calendar, end: int, rng: np.random.Generator
) -> tuple[Spell, ...]:
    """States from joining to the day before `end`, with gaps of some weeks between jobs."""
    job = JOBS[sketch.job]
    starts = calendar.index(date(born.year + job.starts, 7, int(rng.integers(1, 28))))
    retires = min(calendar.index(born.replace(year=born.year + (55 if sketch.female else 60))), end)
    spells = [Spell("student", joined, min(starts, end) - 1)] if joined < starts else []
    day = max(joined, starts)
    while day < retires:
        stays = end if job.steady else int(365 * (1 + rng.exponential(4.5)))
        last = min(day + stays, retires) - 1
        let_go = bool(rng.random() < _LET_GO.get(job.trade, 0.0))
        ended = last + 1 < retires
        spells.append(Spell("work", day, last, int(rng.integers(1 << 16)), let_go and ended))
        # Whoever has left has mostly found something already; whoever was let go has not.
        day = last + 1 + int(rng.integers(50, 320) if let_go else rng.integers(7, 70))
    if retires < end:
        spells.append(Spell("retired", max(retires, joined), end - 1))
    return tuple(spells)


def _income(
    sketch: Sketch, born: date, spells: Sequence[Spell], calendar: Calendar, talent: float, ahead: int
) -> Floats:
    """Monthly income in fen on every day: it steps once in each year of a job."""
    job, pay = JOBS[sketch.job], np.zeros(calendar.days + ahead)
    for spell in spells:
        days = np.arange(spell.first, spell.last + 1)
        stepped = spell.first + (days - spell.first) // 365 * 365
        trend = np.exp(-WAGES_RISE * (calendar.days - stepped) / 365.25)
        age = (stepped - calendar.index(born)) / 365.25
        seniority = np.interp(age - job.starts, _CURVE_YEARS, _CURVE)
        full = job.pay * 100 * talent * trend
        monthly = {"work": full * seniority, "retired": full * 0.52, "student": _ALLOWANCE_FEN * trend**0.6}
        pay[spell.first : spell.last + 1] = np.round(monthly[spell.state], -3)
    return pay


def _tastes(sketch: Sketch, rng: np.random.Generator) -> Floats:
    """How much of each habit a person has, 1 being as much as others of that age."""
    zeal = np.exp(rng.normal(-0.03, 0.25)) * (0.75 if sketch.loyal else _HERE)
    drawn, owned = rng.gamma(2.2, 1 / 2.2, len(HABITS)), rng.random(len(HABITS))
    rides = rng.random() < (0.25 if sketch.drives else 0.6)
    has = {"all": True, "student": True, "driver": sketch.drives, "parent": sketch.parent, "rider": rides}
    theirs = [has[h.who] and (owned[n] < h.share or h.key in sketch.likes) for n, h in enumerate(HABITS)]
    liked = np.array([sketch.likes.get(h.key, 1.0) for h in HABITS])
    return np.asarray(zeal * drawn ** np.array([h.variety for h in HABITS]) * liked * theirs)


def _story(person: Person) -> Words:
    taste = TASTES[max((h.key for h in HABITS if h.key in TASTES), key=person.zest)]
    age, place, home = person.sketch.age, DISTRICTS[person.sketch.district], HOMES[person.sketch.home]
    state = person.spells[-1].state if person.spells else "work"
    job = {"student": STUDENT, "retired": _retired(person.job.name)}.get(state, person.job.name)
    return Words(
        f"{age} 岁，{place.zh}，{job.zh}，{home.zh}，{taste.zh}", f"{age}, {place.en}, {job.en}, {home.en}, {taste.en}"
    )


def _retired(job: Words) -> Words:
    return Words(RETIRED.zh.format(job=job.zh), RETIRED.en.format(job=job.en))
