"""A city: how many people, for how long, from which seed. Everything else follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sycee.city._calendar import FIRST_YEAR, LAST_YEAR, Calendar
from sycee.city._cast import SKETCHES, CastMember, cast
from sycee.city._habits import HABITS
from sycee.city._quarter import FIRMS_MAX, PEOPLE, Ground, Quarter, build
from sycee.city._seasons import likely
from sycee.kit.errors import Refusal
from sycee.kit.time import day_ends
from sycee.kit.words import words

PEOPLE_MAX = 5_000_000


class NoSuchCity(Refusal):
    code, http = "no_such_city", 422
    say = words(
        zh="城市需要 1 到 500 万人、1 到 40 年，日期在 {first} 到 {last} 年之间",
        en="A city has 1 to 5 million people and 1 to 40 years, between {first} and {last}",
    )


@dataclass(frozen=True)
class City:
    """A city that is not built yet: quarters are made one at a time when they are asked for, always the same."""

    people: int
    years: int
    seed: int
    until: date

    @cached_property
    def ground(self) -> Ground:
        """What its quarters stand on."""
        # A year has 365 days and a quarter on the average: the first day is the day after, so many years ago.
        start = (self.until - timedelta(days=round(self.years * 365.25))) + timedelta(days=1)
        calendar = Calendar(start, self.until)
        return Ground(self.people, self.seed, calendar, [likely(habit, calendar) for habit in HABITS])

    @property
    def over_at(self) -> datetime:
        """The instant at which the last day is over."""
        return day_ends(self.until)

    @property
    def quarters(self) -> int:
        """How many quarters there are."""
        return -(-self.people // PEOPLE)

    @property
    def parties(self) -> int:
        """Highest party number in use: people first, then the firms of each quarter."""
        return self.people + self.quarters * FIRMS_MAX

    @cached_property
    def cast(self) -> list[CastMember]:
        """The people whom a visitor may be."""
        first = range(1, min(self.people, len(SKETCHES)) + 1)
        return cast([self.ground.person(number)[0] for number in first], self.seed)

    def quarter(self, index: int) -> Quarter:
        """Make a quarter, from 0. Takes about a second for ten years of a hundred people."""
        return build(self.ground, index)

    def built(self) -> Iterator[Quarter]:
        """Every quarter in turn; only one is in memory."""
        return map(self.quarter, range(self.quarters))


def plan_city(people: int, years: int, seed: int, until: date) -> City:
    """A city of so many people whose history ends with the day `until`, which should be over. Nothing is drawn yet.

    Refuses more than the calendar of festivals or the numbers of phones reach."""
    fits = until.year - years > FIRST_YEAR and until.year < LAST_YEAR
    if not (1 <= people <= PEOPLE_MAX and 1 <= years <= 40 and fits):
        raise NoSuchCity(first=FIRST_YEAR + 1, last=LAST_YEAR - 1)
    return City(people, years, seed, until)
