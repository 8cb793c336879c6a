"""Ranking the shelf for one person: what may be shown, in which order, why, and with what chance. Pure functions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from sycee.brain.recommend._answers import LATELY, answers
from sycee.brain.recommend._learned import Learned, Said, loudest, says
from sycee.brain.recommend._place import HOME, Where
from sycee.brain.recommend._popular import Count, popularity
from sycee.brain.recommend._ranker import moment_of
from sycee.brain.recommend._seen import Floats, Ints
from sycee.brain.recommend._shelf import Good, Shelf
from sycee.kit.capability import CATALOG
from sycee.kit.time import bank_day

PLACES, TRIED_AMONG, OF_A_KIND, OTHERS = HOME.most, 20, 2, 20
LEAST = 3
"""What fewer people did is never said of them."""
_VARIED_AMONG, AGAIN = 40, 0.5
"""What is there already of a theme or a kind takes so much off the log odds of more of it, among the best forty."""
RISK_MAX = 2
"""Nobody has been asked yet how much risk suits them; until then only what is of low risk is shown."""
_BEHIND = 20.0
"""In log odds: behind all else, where one goes oneself and would miss what is away."""
HIDDEN, _SHOWN_MAX, _FRESH = timedelta(days=14), 5, timedelta(days=7)
_UNWANTED, _HALF_LIFE, _HOUR = 3.0, timedelta(days=30), timedelta(hours=1)
_DEED_HALF_LIFE, _STILL = timedelta(days=14), 0.25
"""A deed counts half for each fortnight that has passed, and is asked of the models while it counts this much: so
another taste is noticed within weeks (benchmarks.recommend_city). Who did nothing lately is asked by all they did."""
_FRESH_WORTH = 0.5 ** (_FRESH / _DEED_HALF_LIFE)
"""What a deed counts after so long as it is fresh."""
_STARTER, WALK, _FIRST_STEP, _POPULAR, _ANSWERED = 0.3, 2.0, 0.3, 1.0, 1.0
Counted = Mapping[str, Count]
_NOTHING: Counted = {}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person: when they last opened or used what, what they do not want, what was shown, and when
    they first did anything."""

    owner: int
    deeds: Mapping[str, datetime] = field(default_factory=dict)
    unwanted: Mapping[str, datetime] = field(default_factory=dict)
    shown: Mapping[str, int] = field(default_factory=dict)
    first: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One place. `why`: path, also, popular, start, running, new or again; `liked` and `through` are what the reason
    names.

    `score` is in log odds, before anything is taken off for being like what stands there already.
    """

    good: Good
    place: int
    propensity: float
    score: float
    why: str
    liked: int | None = None
    through: int | None = None


def choose(
    shelf: Shelf, known: Known, learned: Learned | None, version: int, now: datetime, counted: Counted = _NOTHING,
    where: Where = HOME,
) -> list[Choice]:  # fmt: skip
    """What to show now, best first; the last place is for trying something out. `counted`: what all have opened."""
    return choose_among(shelf, known, learned, version, now, counted, where, others=0)[0]


def choose_among(
    shelf: Shelf, known: Known, learned: Learned | None, version: int, now: datetime, counted: Counted = _NOTHING,
    where: Where = HOME, *, others: int = OTHERS,
) -> tuple[list[Choice], list[Choice]]:  # fmt: skip
    """What to show; and with place 0 the best of each theme besides, which a phone may bring up by what it notices."""
    draw = np.random.default_rng(_seed(known.owner, now.date(), version, where))
    ranked, liked, said, scores = _ranked(shelf, known, learned, now, draw, counted, where)
    awake = [n for n in ranked if not rests(shelf.written.items[n], known, now)]
    best = _diverse(shelf, scores, ranked, where)
    among = _tried_among(shelf, awake, best) or _tried_among(shelf, ranked, best)
    tried = _tried(among, draw) if where.tries else []
    places = [(n, 1.0) for n in best] + tried
    taken = {n for n, _ in places}
    more = _of_each_theme(shelf, [n for n in ranked if n not in taken])[:others]

    def reasoned(n: int, place: int, propensity: float) -> Choice:
        return _reasoned(shelf, n, (place, propensity, float(scores[n])), liked, learned, said)

    shown = [reasoned(n, place, p) for place, (n, p) in enumerate(places, 1)]
    return shown, [reasoned(n, 0, 0.0) for n in more]


def scored(shelf: Shelf, known: Known, learned: Learned | None, now: datetime) -> Floats:
    """How everything would be scored for somebody, in log odds, by number, whatever all others have opened."""
    draw = np.random.default_rng(_seed(known.owner, now.date(), 0, HOME))
    return _ranked(shelf, known, learned, now, draw, _NOTHING, HOME)[3]


def places_for(
    shelf: Shelf, known: Known, learned: Learned | None, version: int, now: datetime, counted: Counted = _NOTHING
) -> list[int]:
    """What the last place at home is drawn from, best first: by it one can say what another draw would have shown."""
    draw = np.random.default_rng(_seed(known.owner, now.date(), version, HOME))
    ranked, _, _, scores = _ranked(shelf, known, learned, now, draw, counted, HOME)
    return _tried_among(shelf, ranked, _diverse(shelf, scores, ranked, HOME))


def _ranked(
    shelf: Shelf, known: Known, learned: Learned | None, now: datetime, draw: np.random.Generator, counted: Counted,
    where: Where,
) -> tuple[list[int], dict[int, float], Said | None, Floats]:  # fmt: skip
    """All that may be shown, best first; what was liked; what the version says; and every score."""
    liked = _liked(shelf, known, now)
    fresh = [n for n, worth in liked.items() if worth >= _STILL]
    numbers = np.array(sorted(fresh or liked), np.int64)
    said = says(learned, shelf.graph, numbers, draw, moment_of(now, known.first)) if learned else None
    scores = _scores(shelf, known, learned, said, _walk(shelf, liked), now, counted)
    inside = [n for n, good in enumerate(shelf.written.items) if where.holds(shelf, good) and allowed(good, known, now)]
    resting = {n for n in inside if rests(shelf.written.items[n], known, now)}
    may = inside if where.sought else [n for n in inside if n not in resting]
    if where.sought and resting:
        scores[list(resting)] -= _BEHIND
    # What is worth the same stands by lot: else the shelf's first goods alone would ever be tried out.
    lot = draw.random(len(scores))
    return sorted(may, key=lambda n: (-float(scores[n]), float(lot[n]))), liked, said, scores


def suits(good: Good, known: Known, now: datetime) -> bool:
    """Whether it may be shown to who did not ask: allowed, not seen too often, and not just opened."""
    return allowed(good, known, now) and not rests(good, known, now)


def allowed(good: Good, known: Known, now: datetime) -> bool:
    """Whether it may be shown at all, in whatever place: suitable, to be had, and not refused."""
    refused = known.unwanted.get(good.code)
    return (
        good.risk <= RISK_MAX
        and good.offered(bank_day(now))
        and (good.opens is None or good.opens in CATALOG)
        and (refused is None or now - refused >= HIDDEN)
    )


def rests(good: Good, known: Known, now: datetime) -> bool:
    """Whether it was seen too often, in all places together, or just opened."""
    opened = known.deeds.get(good.code)
    return known.shown.get(good.code, 0) >= _SHOWN_MAX or (opened is not None and now - opened < _FRESH)


def malus(refused: datetime, now: datetime) -> float:
    """What a refusal takes off, in log odds: half as much for each month that has passed."""
    return float(_UNWANTED * 0.5 ** (_age(refused, now) / _HALF_LIFE))


def _age(at: datetime, now: datetime) -> timedelta:
    """How long ago, in whole hours: whoever asks again at once is told the same scores."""
    return (now - at) // _HOUR * _HOUR


def shown_since(now: datetime) -> date:
    """From which day on showings count against showing once more."""
    return (now - LATELY).date()


def _liked(shelf: Shelf, known: Known, now: datetime) -> dict[int, float]:
    """What a person did, each deed worth less the longer ago it was."""
    return {
        shelf.number[code]: 0.5 ** (_age(at, now) / _DEED_HALF_LIFE)
        for code, at in known.deeds.items()
        if code in shelf.number and at <= now
    }


def _walk(shelf: Shelf, liked: Mapping[int, float]) -> Floats:
    """How much everything has in common with what was liked, by counting the entities between: it learns nothing."""
    weight = np.zeros(len(shelf.codes), np.float32)
    for number, worth in liked.items():
        weight[number] = worth
    return np.asarray((weight @ shelf.touching) @ shelf.touching.T, np.float32)


def _scores(
    shelf: Shelf, known: Known, learned: Learned | None, said: Said | None, walk: Floats, now: datetime,
    counted: Counted,
) -> Floats:  # fmt: skip
    # The more was done, the more it says; how many edges lie between says only what comes before what.
    sure = sum(_liked(shelf, known, now).values())
    scores = WALK * sure / (1 + sure) * walk / max(float(walk.max()), 1e-9)
    # What all have opened says most of who did nothing yet, and nothing once they did three things.
    scores = scores + _POPULAR * max(1 - len(known.deeds) / 3, 0) * popularity(shelf, counted)
    scores = scores + _ANSWERED * answers(shelf, known.deeds, known.shown, now)
    if learned is not None and said is not None:
        scores = scores + said.scores + _FIRST_STEP * np.log1p(learned.first_steps) * (len(known.deeds) < 3)
    for place, code in enumerate(shelf.written.starters):
        scores[shelf.number[code]] += _STARTER * (1 - place / len(shelf.written.starters))
    for code, at in known.unwanted.items():
        if code in shelf.number and shelf.number[code] < len(scores):
            scores[shelf.number[code]] -= malus(at, now)
    return np.asarray(scores, np.float32)


def _diverse(shelf: Shelf, scores: Floats, ranked: Sequence[int], where: Where) -> list[int]:
    """The best, one by one, each less by what is there already of its theme, and of its kind beyond the second.

    After Carbonell and Goldstein, "MMR" (1998), with likeness by theme and kind: what is liked much more than all else
    may come twice, which by rule it could not.
    """
    kinds, themes = Counter[str](), Counter[str]()
    taken: list[int] = []
    among = list(ranked[:_VARIED_AMONG])
    while among and len(taken) < where.most - where.tries:
        again = [themes[shelf.theme(n)] + max(kinds[shelf.written.items[n].kind] - OF_A_KIND + 1, 0) for n in among]
        worth = [float(scores[n]) - AGAIN * often for n, often in zip(among, again, strict=True)]
        best = among.pop(worth.index(max(worth)))
        taken.append(best)
        kinds[shelf.written.items[best].kind] += 1
        themes[shelf.theme(best)] += 1
    return taken


def _of_each_theme(shelf: Shelf, ranked: Sequence[int]) -> list[int]:
    """The best of each theme, in order, and then all others."""
    first: dict[str, int] = {}
    for n in ranked:
        first.setdefault(shelf.theme(n), n)
    best = set(first.values())
    return [*first.values(), *(n for n in ranked if n not in best)]


def _tried_among(shelf: Shelf, ranked: Sequence[int], best: Sequence[int]) -> list[int]:
    """The best of each theme first: of what one likes already there is nothing to find out."""
    return _of_each_theme(shelf, [n for n in ranked if n not in best])[:TRIED_AMONG]


def _tried(rest: Sequence[int], draw: np.random.Generator) -> list[tuple[int, float]]:
    """One of these by lot, with the chance that it had."""
    return [(rest[int(draw.integers(len(rest)))], 1 / len(rest))] if rest else []


def _reasoned(
    shelf: Shelf, n: int, stands: tuple[int, float, float], liked: Mapping[int, float], learned: Learned | None,
    said: Said | None,
) -> Choice:  # fmt: skip
    """A place with the strongest reason that is true of it."""
    good = shelf.written.items[n]
    touching = np.array([tail for head, _, tail in shelf.links if head == n], np.int64)
    path = loudest(learned, shelf.graph, said, n, touching) if learned and said else None
    # Nothing is a reason for itself.
    others = {number: worth for number, worth in liked.items() if number != n}
    path = path if path and path[0] != n else _common(shelf, others, touching)
    why, with_, through = _plain(shelf, good), None, None
    if liked.get(n, 0.0) > _FRESH_WORTH or (n in liked and path is None):
        why = "again"
    elif path:
        why, (with_, through) = "path", path
    elif learned and said and said.nearby[n] > 0 and (with_ := _beside(learned, others, n)) is not None:
        why = "also"
    elif learned and learned.first_steps[n] >= LEAST:
        why = "popular"
    return Choice(good, *stands, why, with_, through)


def _plain(shelf: Shelf, good: Good) -> str:
    """The reason that needs nothing known of anybody."""
    if good.code in shelf.written.starters:
        return "start"
    return "running" if good.kind == "campaign" else "new"


def _common(shelf: Shelf, liked: Mapping[int, float], touching: Ints) -> tuple[int, int] | None:
    """The liked item that has most in common with this one by one entity, and that entity."""
    found = [
        (worth * float(shelf.touching[number, entity - len(shelf.codes)]), number, int(entity))
        for number, worth in liked.items()
        for entity in touching
        if shelf.touching[number, entity - len(shelf.codes)] > 0
    ]
    return max(found)[1:] if found else None


def _beside(learned: Learned, liked: Mapping[int, float], n: int) -> int | None:
    """Of what was liked, that which people like this one with most often."""
    found = [
        (float(learned.nearby.near[number][learned.nearby.item[number] == n].max(initial=0)), number)
        for number in liked
    ]
    near, number = max(found, default=(0.0, -1))
    return number if near > 0 else None


def _seed(owner: int, day: date, version: int, where: Where) -> int:
    """The same person sees the same draw all day, and another in another place."""
    place = "" if where.name == HOME.name else f" {where.name}"
    return int.from_bytes(hashlib.sha256(f"{owner} {day} {version}{place}".encode()).digest()[:8])
