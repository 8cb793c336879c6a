"""Frauds and whom they hit: account takeover, scams, chains of mules, cards that are tried, shops that leak them.

Money of takeovers and scams goes to a mule of the quarter, on to another within the hour, and out of the bank.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sycee.city._calendar import DAY_US, SECOND_US, Ints
from sycee.city._life import Person
from sycee.city._names import given_name, surname
from sycee.city._scene import Scene, Transfers
from sycee.city._scribble import Channel

# How many begin in a year among a hundred people.
_TAKEOVERS, _SCAMS, _TRIED, _LEAKS = 0.3, 0.8, 0.5, 0.12
_MINUTE_US = 60 * SECOND_US
_STORIES = (
    # Text, how many payments, part of a month's pay that each is, whether something comes back first.
    (("刷单保证金", "任务本金", "做单"), (3, 7), (0.08, 0.6), True),
    (("投资", "入金", "USDT", ""), (2, 6), (0.5, 2.5), True),
    (("安全账户核查", "资金清查", "保证金"), (1, 3), (0.8, 3.0), False),
    (("退款理赔", "解除百万保障", "客服"), (1, 3), (0.3, 1.5), False),
    (("借款", "急用", "老师让交的资料费"), (1, 2), (0.2, 0.8), False),
)
_NEVER_TOLD, _MULES = 0.35, 3


def defraud(scene: Scene, lived: Transfers, spared: int, rng: np.random.Generator) -> None:
    """Add the frauds of a quarter. The first `spared` of its people are neither hit nor used."""
    years = scene.calendar.days / 365.25 * len(scene.people) / 100
    people = scene.people[spared:]
    if len(people) < 3:
        return
    for one, often in ((_takeover, _TAKEOVERS), (_scam, _SCAMS), (_tried, _TRIED)):
        for _ in range(int(rng.poisson(often * years))):
            one(scene, people, rng)
    for _ in range(int(rng.poisson(_LEAKS * years))):
        _leak(scene, people, lived, rng)


def _whom(scene: Scene, people: list[Person], rng: np.random.Generator, weights: tuple[float, ...]) -> tuple[
    Person, int
]:  # fmt: skip
    """Somebody, likelier at some ages (20, 40, 60, 80), and a day on which they have banked here for a while."""
    ages = np.interp([p.sketch.age for p in people], (20, 40, 60, 80), weights)
    chance = np.cumsum(ages * np.array([max(scene.calendar.days - p.joined - 30, 1) for p in people]))
    person = people[int(np.searchsorted(chance, rng.random() * chance[-1]))]
    return person, int(rng.integers(min(person.joined + 30, scene.calendar.days - 1), scene.calendar.days))


def _known(day: int, mean_days: float, never: float, rng: np.random.Generator) -> int | None:
    """The day on which it comes out, which may be after the last."""
    lag = int(rng.exponential(mean_days))
    return None if rng.random() < never else day + lag


def _pay(person: Person, day: int) -> float:
    return max(float(person.pay[max(day - 40, 0) : day + 1].max(initial=0)), 250_000.0)


def _takeover(scene: Scene, people: list[Person], rng: np.random.Generator) -> None:
    """At night, from a new device: some large transfers within minutes, to somebody never paid before."""
    person, day = _whom(scene, people, rng, (0.5, 0.8, 1.4, 1.8))
    case = scene.goes_wrong("takeover", person.seat, day, _known(day, 1.6, 0.03, rng))
    at = int(scene.calendar.at(np.array(day), rng.uniform(0.5, 5, 1) * 3600)[0])
    for _ in range(int(rng.integers(2, 6))):
        fen = min(int(_pay(person, day) * rng.uniform(0.3, 1.4)) // 100_000 * 100_000 or 100_000, 4_980_000)
        at = _through_mules(
            scene, people, person, (at, fen, case, "takeover", str(rng.choice(("", "转账", "货款")))), rng
        )


def _scam(scene: Scene, people: list[Person], rng: np.random.Generator) -> None:
    """They pay it themselves, over hours or days, and believe a story; some see money come back at first."""
    person, day = _whom(scene, people, rng, (1.3, 0.8, 1.0, 1.5))
    memos, times, part, bait = _STORIES[int(rng.integers(len(_STORIES)))]
    payments = int(rng.integers(*times, endpoint=True))
    case = scene.goes_wrong("scam", person.seat, day, _known(day + payments, 9, _NEVER_TOLD, rng))
    at = int(scene.calendar.at(np.array(day), rng.uniform(9, 20, 1) * 3600)[0])
    if bait:
        for _ in range(int(rng.integers(1, 4))):
            at = _baited(scene, person, at, case, rng)
    growing = np.geomspace(part[0], part[1], payments) if payments > 1 else np.array([part[1]])
    for share in growing.tolist():
        fen = min(max(int(_pay(person, day) * share * rng.uniform(0.6, 1.2)) // 10_000, 1) * 10_000, 5_000_000)
        memo = memos[int(rng.integers(len(memos)))]
        at = _through_mules(scene, people, person, (at, fen, case, "scam", memo), rng)
        at += int(rng.exponential(5 * 3600)) * SECOND_US


def _baited(scene: Scene, person: Person, at: int, case: int, rng: np.random.Generator) -> int:
    """A small sum out, a little more back: it works."""
    fen, name = int(rng.integers(1, 30)) * 1_000, _stranger(rng)
    out, got = scene.texts.number("transfer", name, ""), scene.texts.number("transfer", name, "返现")
    back = at + int(rng.integers(5, 60)) * _MINUTE_US
    _add(scene, person.seat, scene.bank.outside, at, fen, out, "bait", case)
    _add(scene, scene.bank.outside, person.seat, back, fen + fen // 8, got, "bait", case)
    return back + int(rng.integers(10, 240)) * _MINUTE_US


def _stranger(rng: np.random.Generator) -> str:
    return surname(rng) + given_name(rng, int(rng.integers(1960, 2004)), bool(rng.random() < 0.5))


def _add(scene: Scene, source: int, target: int, at: int, fen: int, text: int, purpose: str, case: int) -> None:
    """One payment to or from outside the bank, if there is still a day for it; `text` is what the person reads."""
    if at < scene.calendar.end:
        person_pays = source < len(scene.people)
        texts = {"source_text" if person_pays else "target_text": text}
        scene.flows.add(source, target, np.array([at]), fen, **texts, purpose=purpose, case=case)


def _through_mules(
    scene: Scene, people: list[Person], victim: Person, paid: tuple[int, int, int, str, str], rng: np.random.Generator
) -> int:
    """Pay, and let it run through mules; returns the instant of the next payment."""
    at, fen, case, purpose, memo = paid
    mules = [p for p in people if p.seat != victim.seat and p.opened < at and p.sketch.age < 45]
    if not mules or rng.random() < 0.45:
        text = scene.texts.number("transfer", _stranger(rng), memo)
        _add(scene, victim.seat, scene.bank.outside, at, fen, text, purpose, case)
        return at + int(rng.integers(2, 12)) * _MINUTE_US
    # Always the same few of a quarter are used.
    used = min(len(mules), _MULES)
    chain = [victim, mules[case % used]]
    if used > 1 and rng.random() < 0.5:
        chain.append(mules[(case + 1) % used])
    when = at
    for payer, payee in pairwise(chain):
        if when < scene.calendar.end:
            out, got = (scene.texts.number("transfer", p.name, memo) for p in (payee, payer))
            meant = purpose if payer is victim else "mule"
            scene.flows.add(payer.seat, payee.seat, np.array([when]), fen, out, got, purpose=meant, case=case)
        when += int(rng.integers(2, 50)) * _MINUTE_US
        fen -= fen // 50 // 100 * 100  # each keeps a little
    _cash_out(scene, chain[-1], (when, fen, case), rng)
    return at + int(rng.integers(2, 12)) * _MINUTE_US


def _cash_out(scene: Scene, mule: Person, left: tuple[int, int, int], rng: np.random.Generator) -> None:
    at, fen, case = left
    if rng.random() < 0.3 and fen >= 10_000:
        text = scene.texts.number("cash", "自助银行", "ATM取款")
        _add(scene, mule.seat, scene.bank.cash, at, min(fen, 2_000_000) // 10_000 * 10_000, text, "mule", case)
    else:
        _add(scene, mule.seat, scene.bank.outside, at, fen, scene.texts.number("transfer", _stranger(rng), ""), "mule",
             case)  # fmt: skip


def _tried(scene: Scene, people: list[Person], rng: np.random.Generator) -> None:
    """A stolen card: many tiny payments at one shop within minutes; then large ones, where it works."""
    person, day = _whom(scene, people, rng, (1.0, 1.0, 0.7, 0.3))
    place = _online(scene, rng)
    known = _known(day, 6, 0.1, rng)
    case = scene.goes_wrong("card_testing", person.seat, day, known, int(scene.firms.places.firm[place]))
    at = int(scene.calendar.at(np.array(day), rng.uniform(0, 23, 1) * 3600)[0])
    for _ in range(int(rng.integers(3, 14))):
        _by_card(scene, person, place, (at, int(rng.integers(1, 200)), case), rng)
        at += int(rng.integers(4, 70)) * SECOND_US
    if rng.random() < 0.6:
        _spree(scene, person, case, at + 30 * _MINUTE_US, known, rng)


def _online(scene: Scene, rng: np.random.Generator) -> int:
    choice = np.concatenate([scene.firms.places.by_trade[trade] for trade in ("online", "games", "mobile")])
    return int(choice[int(rng.integers(len(choice)))])


def _by_card(
    scene: Scene, person: Person, place: int, paid: tuple[int, int, int], rng: np.random.Generator
) -> None:  # fmt: skip
    places, (at, fen, case) = scene.firms.places, paid
    text = int(places.texts[places.first[place, Channel.CARD] + int(rng.integers(places.count[place, Channel.CARD]))])
    _add(scene, person.seat, scene.firm_base + int(places.firm[place]), at, fen, text, "card_fraud", case)


def _spree(scene: Scene, person: Person, case: int, at: int, known: int | None, rng: np.random.Generator) -> None:
    """Large payments at online shops; once it is known the bank gives it back."""
    total = 0
    for _ in range(int(rng.integers(1, 5))):
        fen = int(min(_pay(person, scene.calendar.when(at)[0]) * rng.uniform(0.05, 0.5), 2_000_000))
        _by_card(scene, person, _online(scene, rng), (at, fen, case), rng)
        total += fen if at < scene.calendar.end else 0
        at += int(rng.exponential(40 * 60)) * SECOND_US + _MINUTE_US
    if known is not None and total:
        back = int(scene.calendar.at(np.array(known + int(rng.integers(5, 40))), np.array(36_000))) + DAY_US
        text = scene.texts.number("refund", "细丝银行", "争议交易退回")
        _add(scene, scene.bank.outside, person.seat, back, total, text, "returned", case)


def _leak(scene: Scene, people: list[Person], lived: Transfers, rng: np.random.Generator) -> None:
    """A shop leaks the cards of some weeks; each is used elsewhere within two months."""
    places = scene.firms.places
    choice = np.concatenate([places.by_trade[trade] for trade in ("restaurant", "supermarket", "fuel", "clothes")])
    firm = int(places.firm[choice[int(rng.integers(len(choice)))]])
    first = int(rng.integers(max(scene.calendar.days - 30, 1)))
    since, until = (int(v) for v in scene.calendar.at(np.array([first, first + 21]), np.array([0, 0])))
    seen = (lived.target == scene.firm_base + firm) & (lived.at >= since) & (lived.at < until)
    theirs: Ints = np.unique(lived.source[seen])
    for person in [p for p in people if p.seat in theirs and rng.random() < 0.6]:
        at = until + int(rng.uniform(1, 45) * DAY_US)
        day = scene.calendar.when(at)[0]
        if day < scene.calendar.days:
            known = _known(day, 8, 0.1, rng)
            case = scene.goes_wrong("merchant", person.seat, day, known, firm)
            _spree(scene, person, case, at, known, rng)
