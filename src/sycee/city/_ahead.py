"""The months to come: what the city's people will want to pay, from the lives that its plan has given them.

A chapter is three months of it. It follows from the city's plan and the number of the chapter alone, so that whoever
writes it again, in another process or after a restart, writes the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from sycee.city._calendar import LAST_YEAR, Calendar, Floats
from sycee.city._city import City
from sycee.city._daily import fondness, live
from sycee.city._habits import HABITS
from sycee.city._life import Person, Spell
from sycee.city._means import Look, looks
from sycee.city._quarter import FIRMS_MAX, OF_PERSON, OF_QUARTER, OF_TIE, Gathered, Ground, gather
from sycee.city._regular import earn_on, keep_up
from sycee.city._scene import BANK_HOLDERS, Scene, Transfers
from sycee.city._seasons import likely
from sycee.city._streams import Stream, come_round, streams
from sycee.city._ties import exchange

MONTHS = 3
SPILL = 92
"""Days after a chapter in which what was begun in it may end: no longer than the next chapter."""


class Place(NamedTuple):
    """An account of the city: whose it is, what kind, and in which quarter. Numbered from the first person's."""

    owner: int
    kind: str
    holder: str
    quarter: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """Three months. Flows by time: from account to account (as `places` number them), in fen, with the text on either
    side (kind, party, memo; as `texts` number them). Looks: when households and firms see to what they have."""

    number: int
    flows: Transfers
    texts: list[tuple[str, str, str]]
    looks: list[Look]
    places: list[Place]


def months_of(city: City, number: int) -> tuple[date, date]:
    """First and last day of a chapter; the first chapter begins on the day after the city's history."""
    first = city.until + timedelta(days=1)
    month = first.year * 12 + first.month - 1 + MONTHS * number
    begins, ends = (date(m // 12, m % 12 + 1, 1) for m in (month, month + MONTHS))
    return max(begins, first), ends - timedelta(days=1)


def chapter_at(city: City, day: date) -> int:
    """The number of the chapter that a day after the history lies in."""
    first = city.until + timedelta(days=1)
    return (day.year * 12 + day.month - first.year * 12 - first.month) // MONTHS


def told_until() -> date:
    """The last day that anything is known of: the calendar of festivals ends there."""
    return date(LAST_YEAR - 1, 12, 31)


def write_chapter(city: City, number: int) -> Chapter:
    """Write a chapter: some seconds of work for each three hundred people. Pure, for a process of its own."""
    flows: list[Transfers] = []
    texts: list[tuple[str, str, str]] = []
    seen: list[Look] = []
    places: list[Place] = []
    calendar = Calendar(*months_of(city, number))
    for index in range(city.quarters):
        scene = _lived(city.ground, index, number, calendar)
        flow, account, text = scene.told(scene.flows.gathered()), len(places), len(texts)
        flows.append(
            flow._replace(
                source=flow.source + account, target=flow.target + account,
                source_text=flow.source_text + text, target_text=flow.target_text + text,
            )
        )  # fmt: skip
        rng, terms = city.ground.rng(OF_QUARTER, index, number + 1), city.ground.rng(OF_QUARTER, index, 0)
        seen += [look.moved(account) for look in looks(scene, flow, number, rng, terms)]
        texts += scene.texts.all()
        places += _places(city.ground, index, scene)
    every = Transfers(*(np.concatenate(columns) for columns in zip(*flows, strict=True)))
    order = np.argsort(every.at, kind="stable")
    told, texts = _read(Transfers(*(c[order] for c in every)), texts)
    return Chapter(number, told, texts, sorted(seen, key=lambda s: s.at), places)


def _read(flows: Transfers, texts: list[tuple[str, str, str]]) -> tuple[Transfers, list[tuple[str, str, str]]]:
    """The same with those texts alone that somebody will read."""
    used, number = np.unique(np.concatenate((flows.source_text, flows.target_text)), return_inverse=True)
    source, target = number.reshape(2, -1)
    return flows._replace(source_text=source, target_text=target), [texts[n] for n in used.tolist()]


def _lived(ground: Ground, index: int, number: int, calendar: Calendar) -> Scene:
    """One quarter's chapter: what its people earn and spend and send each other."""
    was = gather(ground, index)
    loved, coming = _as_they_were(was)
    scene = _scene(ground, was, calendar)
    for stream in coming:
        come_round(scene, stream, ground.rng(OF_PERSON, scene.people[stream.seat].number, number + 1, stream.text))
    for person, fond in zip(scene.people, loved, strict=True):
        rng = ground.rng(OF_PERSON, person.number, number + 1)
        earn_on(scene, person, rng)
        live(scene, person, rng, fond)
    for n, tie in enumerate(was.ties):
        exchange(scene, tie, ground.rng(OF_TIE, index, n, number + 1), ground.rng(OF_TIE, index, n))
    return scene


def _as_they_were(was: Gathered) -> tuple[list[Floats], list[Stream]]:
    """Which shops each has come to love, and what comes round for them: drawn exactly as their history was."""
    loved = []
    for person, chance in zip(was.scene.people, was.chances, strict=True):
        keep_up(was.scene, person, chance)
        loved.append(fondness(was.scene, chance))
    return loved, streams(was.scene, was.scene.flows.gathered(), was.scene.calendar)


def _scene(ground: Ground, was: Gathered, calendar: Calendar) -> Scene:
    past = ground.calendar.index(calendar.start)
    ahead = past + calendar.days + SPILL - ground.calendar.days
    people = [_from(ground.person(p.number, ahead)[0], past, calendar) for p in was.scene.people]
    scene = was.scene
    return Scene(
        calendar, people, scene.firms, scene.texts, [likely(habit, calendar) for habit in HABITS],
        scene.hosted, scene.supported, today=ground.calendar.days - past, spill=SPILL,
    )  # fmt: skip


def _from(person: Person, past: int, calendar: Calendar) -> Person:
    """The same person, their days counted from a later one."""
    spells = tuple(
        Spell(s.state, s.first - past, min(s.last - past, calendar.days - 1), s.employer)
        for s in person.spells
        if s.last >= past and s.first - past < calendar.days
    )
    # They joined days before, so that nothing waits for their first days here.
    return replace(person, joined=-3, spells=spells, pay=person.pay[past : past + calendar.days])


def _places(ground: Ground, index: int, scene: Scene) -> list[Place]:
    firm = ground.size + index * FIRMS_MAX + 1
    return [
        *(Place(p.number, "current", p.name, index) for p in scene.people),
        *(Place(scene.people[seat].number, "savings", scene.people[seat].name, index) for seat in scene.savings),
        *(Place(0, "bank", holder, index) for holder in BANK_HOLDERS),
        *(Place(firm + n, "shop", holder, index) for n, holder in enumerate(scene.firms.holders)),
    ]
