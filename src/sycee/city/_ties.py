"""Who belongs to whom, and what family and friends send each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Floats, Ints
from sycee.city._life import Person
from sycee.city._scene import Scene

_LUCKY = np.array((6_600, 8_800, 16_800, 18_800, 20_000, 52_000, 60_000, 66_600, 88_800, 100_000, 131_400))
_SWEET = np.array((5_200, 52_000, 131_400))
_WEDDING = np.array((60_000, 80_000, 88_800, 100_000, 120_000))
_SHARES = ("AA", "饭钱", "", "电影票", "奶茶钱", "昨晚的火锅", "打车", "代买", "转给你啦")
_HOUSEHOLD = ("买菜钱", "", "水电费", "给孩子交费", "超市", "这个月的", "还信用卡")
_BY_WALLET = ("share", "lucky", "sweet", "lent", "repaid")
_WECHAT = {"transfer": "财付通-微信转账", "gift": "财付通-微信红包"}
_GREETINGS = ("新年快乐", "恭喜发财", "压岁钱", "新春大吉", "")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people by seat. A "couple": the second lives in the first's home; a "child": the first is the second's;
    a "sweetheart", a "friend"."""

    one: int
    other: int
    kind: str


def drawn(people: Sequence[Person], rng: np.random.Generator) -> list[Tie]:
    """Families and friends among people of a quarter."""
    return _couples(people, rng) + _families(people, rng) + _friends(people, rng)


def _couples(people: Sequence[Person], rng: np.random.Generator) -> list[Tie]:
    grown = sorted((p for p in people if p.sketch.age >= 26), key=lambda p: p.sketch.age)
    women, men = ([p for p in grown if p.sketch.female is female] for female in (True, False))
    ties = []
    for a, b in zip(women, men, strict=False):
        if abs(a.sketch.age - b.sketch.age) <= 6 and rng.random() < 0.65:
            host, guest = (a, b) if a.pay[-1] >= b.pay[-1] else (b, a)
            ties.append(Tie(host.seat, guest.seat, "couple"))
    return ties


def _families(people: Sequence[Person], rng: np.random.Generator) -> list[Tie]:
    ties = []
    for child in people:
        older = [p for p in people if 23 <= p.sketch.age - child.sketch.age <= 36]
        same = [p for p in older if p.name[0] == child.name[0]]
        if older and rng.random() < 0.4:
            # A parent of the same surname is likelier than chance.
            choice = same or older
            ties.append(Tie(child.seat, choice[int(rng.integers(len(choice)))].seat, "child"))
    return ties


def _friends(people: Sequence[Person], rng: np.random.Generator) -> list[Tie]:
    pairs: set[tuple[int, int]] = set()
    for person in people:
        near = [p.seat for p in people if p.seat != person.seat and abs(p.sketch.age - person.sketch.age) <= 7]
        for seat in rng.permutation(near)[: int(rng.poisson(1.7))]:
            pairs.add((min(person.seat, int(seat)), max(person.seat, int(seat))))
    return [Tie(a, b, "friend") for a, b in sorted(pairs)]


def hosted(ties: Sequence[Tie]) -> frozenset[int]:
    """Seats of people whose home is paid for by their other half."""
    return frozenset(t.other for t in ties if t.kind == "couple")


def supported(ties: Sequence[Tie]) -> frozenset[int]:
    """Seats of people whose parents bank here."""
    return frozenset(t.one for t in ties if t.kind == "child")


def exchange(
    scene: Scene, tie: Tie, rng: np.random.Generator, terms: np.random.Generator | None = None
) -> None:  # fmt: skip
    """Everything that two people send each other. `terms`: the chances of what stays the same between them, such as the
    day on which something is due, where those of each occasion are others."""
    one, other = scene.people[tie.one], scene.people[tie.other]
    first = max(one.joined, other.joined) + 3
    if first >= scene.calendar.days - 1:
        return
    {"couple": _couple, "sweetheart": _sweethearts, "child": _child, "friend": _friend}[tie.kind](
        scene, one, other, first, rng, terms or rng
    )
    _new_year(scene, tie, first, rng)


def _send(
    scene: Scene, payer: Person, payee: Person, day: Ints, amount: Ints | Floats, memos: Sequence[str],
    rng: np.random.Generator, purpose: str, kind: str = "transfer", hours: tuple[float, float] = (8.5, 23.5),
) -> None:  # fmt: skip
    memo = rng.integers(len(memos), size=len(day))
    # Friends mostly send through a wallet, which names itself and not them.
    by_wallet = rng.random(len(day)) < (0.35 if purpose in _BY_WALLET else 0.0)
    source, target = (_written(scene, kind, other, memos)[by_wallet.astype(int), memo] for other in (payee, payer))
    at = scene.calendar.at(day, rng.uniform(*hours, len(day)) * 3600)
    scene.flows.add(payer.seat, payee.seat, at, np.asarray(amount).astype(np.int64), source, target, purpose=purpose)


def _written(scene: Scene, kind: str, other: Person, memos: Sequence[str]) -> Ints:
    """What may stand there: a row for their name, and one for what a wallet makes of it."""
    wallet = f"支付宝-{other.name}" if other.wechat < 0.5 else _WECHAT[kind]
    return np.array([[scene.texts.number(kind, party, m) for m in memos] for party in (other.name, wallet)])


def _sometimes(scene: Scene, first: int, monthly: float, rng: np.random.Generator) -> Ints:
    """Days on which something happens that happens so often a month."""
    span = scene.calendar.days - first
    return first + rng.integers(span, size=rng.poisson(monthly * span / 30.4))


def _spread(rng: np.random.Generator, n: int, median_yuan: float, sigma: float) -> Ints:
    """Amounts that people send: whole yuan as a rule, exact shares at times."""
    fen = median_yuan * 100 * np.exp(rng.normal(0, sigma, n))
    step = np.where(rng.random(n) < 0.6, 100, 50)
    return np.asarray((fen / step).round().clip(1) * step).astype(np.int64)


def _couple(
    scene: Scene, one: Person, other: Person, first: int, rng: np.random.Generator, terms: np.random.Generator
) -> None:
    calendar = scene.calendar
    due = calendar.monthly(int(terms.integers(1, 29)))
    due = due[due >= first]
    # Whoever earns more gives the other for the household.
    giver, taker = (one, other) if one.pay[-1] >= other.pay[-1] else (other, one)
    given = np.round(giver.pay[due] * terms.uniform(0.08, 0.2) / 10_000) * 10_000
    _send(scene, giver, taker, due, given, ("家用", "生活费", ""), rng, "household")
    _sweethearts(scene, one, other, first, rng, terms)


def _sweethearts(
    scene: Scene, one: Person, other: Person, first: int, rng: np.random.Generator, _: np.random.Generator
) -> None:
    calendar = scene.calendar
    for payer, payee in ((one, other), (other, one)):
        day = _sometimes(scene, first, 0.8, rng)
        _send(scene, payer, payee, day, _spread(rng, len(day), 120, 0.9), _HOUSEHOLD, rng, "household")
        day = np.flatnonzero(np.isin(calendar.month * 100 + calendar.month_day, (214, 520)))
        day = day[(day >= first) & (rng.random(len(day)) < 0.4)]
        amount = _SWEET[rng.integers(len(_SWEET), size=len(day))]
        _send(scene, payer, payee, day, amount, ("爱你", "520", ""), rng, "sweet", "gift")


def _child(
    scene: Scene, child: Person, parent: Person, first: int, rng: np.random.Generator, terms: np.random.Generator
) -> None:
    """Parents keep students; grown children give something back."""
    due = scene.calendar.monthly(int(terms.integers(1, 11)))
    due = due[due >= first]
    studying = np.zeros(scene.calendar.days, bool)
    for spell in child.spells:
        if spell.state == "student":
            studying[max(spell.first, 0) : spell.last + 1] = True
    month = due[studying[due]]
    _send(
        scene,
        parent,
        child,
        month,
        np.round(child.pay[month] / 10_000) * 10_000,
        ("生活费", "这个月的生活费", ""),
        rng,
        "keep",
    )
    grown = due[~studying[due] & (child.pay[due] > 0)][:: int(terms.choice((1, 1, 3)))]
    share = terms.uniform(0.03, 0.12)
    mother = parent.sketch.female
    memos = ("给妈妈" if mother else "给爸爸", "生活费", "买点好吃的", "")
    _send(
        scene, child, parent, grown, np.round(child.pay[grown] * share / 10_000).clip(1) * 10_000, memos, rng, "support"
    )


def _friend(
    scene: Scene, one: Person, other: Person, first: int, rng: np.random.Generator, terms: np.random.Generator
) -> None:
    near = terms.gamma(1.3, 0.28)
    for payer, payee in ((one, other), (other, one)):
        day = _sometimes(scene, first, near, rng)
        _send(scene, payer, payee, day, _spread(rng, len(day), 46, 0.75), _SHARES, rng, "share")
        day = _sometimes(scene, first, 0.004, rng)
        given = _WEDDING[rng.integers(len(_WEDDING), size=len(day))]
        _send(scene, payer, payee, day, given, ("新婚快乐", "随份子", "百年好合"), rng, "wedding", "gift")
        day = _sometimes(scene, first, 0.006, rng)
        lent = _spread(rng, len(day), 25, 0.6) * 100
        _send(scene, payer, payee, day, lent, ("应急", "借你", ""), rng, "lent")
        back = day + rng.integers(15, 120, size=len(day))
        kept = back < scene.calendar.days + scene.spill
        _send(scene, payee, payer, back[kept], lent[kept], ("还你，谢谢", "还钱", "还款"), rng, "repaid")


def _new_year(scene: Scene, tie: Tie, first: int, rng: np.random.Generator) -> None:
    """Red packets from New Year's Eve on: from the old to the children, among all others as it comes."""
    calendar = scene.calendar
    feast = np.flatnonzero((calendar.to_spring >= -1) & (calendar.to_spring <= 5))
    for payer, payee in ((tie.one, tie.other), (tie.other, tie.one)):
        often = 0.16 if tie.kind != "friend" else 0.035
        day = feast[
            (feast >= first) & (rng.random(len(feast)) < often * np.where(calendar.to_spring[feast] < 1, 1.8, 0.5))
        ]
        richest = len(_LUCKY) if tie.kind != "friend" else 5
        amount = _LUCKY[rng.integers(richest, size=len(day))]
        _send(
            scene, scene.people[payer], scene.people[payee], day, amount, _GREETINGS, rng, "lucky", "gift", (9.0, 23.9)
        )
