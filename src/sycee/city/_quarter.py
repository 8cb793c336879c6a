"""A quarter: a hundred people with the shops, employers and friends they share, made without any other."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

import numpy as np

from sycee.city._calendar import Calendar, Floats, Ints
from sycee.city._cast import SKETCHES, TIES
from sycee.city._daily import live
from sycee.city._firms import settle_in
from sycee.city._frauds import defraud
from sycee.city._jobs import DISTRICTS
from sycee.city._life import Person, sketch, told
from sycee.city._minds import minded
from sycee.city._mishaps import go_wrong
from sycee.city._months import key
from sycee.city._regular import keep_up
from sycee.city._scene import BANK_HOLDERS, Scene, Transfers
from sycee.city._settle import settle
from sycee.city._texts import Texts
from sycee.city._ties import Tie, drawn, exchange, hosted, supported
from sycee.city._truth import Truth
from sycee.city._turns import turn

PEOPLE = 100
"""Most people in one quarter."""
FIRMS_MAX = 200
"""Party numbers kept for the firms of one quarter."""
DAY_CAP_FEN = 20_000_000
OF_PERSON, OF_QUARTER, OF_TIE, OF_CAST, OF_TURN, OF_MIND, OF_MISHAP, OF_FRAUD = range(8)
"""What randomness is of: the first number of its key."""


Kind = Literal["current", "savings", "shop", "bank"]


class Account(NamedTuple):
    """An account as it stands at the end. Sums in fen; `opened` and `booked` in microseconds since 2000-01-01 UTC."""

    owner: int
    kind: Kind
    holder: str
    floor: int | None
    day_cap: int | None
    opened: int
    booked: int
    credits: int
    debits: int
    seq: int


class Entries(NamedTuple):
    """Every entry of a quarter by account and seq. `account` counts within the quarter; `salt` is one per transfer."""

    account: Ints
    seq: Ints
    amount: Ints
    balance: Ints
    at: Ints
    salt: Ints
    text: Ints


class Payee(NamedTuple):
    """Someone whom a person has sent money to: seats, how often, and the last time."""

    owner: int
    payee: int
    times: int
    first: int
    amount: int
    at: int
    salt: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """Everything of one quarter, ready to be stored. Kind, party and memo of an entry are `texts[text]`."""

    index: int
    people: list[Person]
    accounts: list[Account]
    entries: Entries
    texts: list[tuple[str, str, str]]
    payees: list[Payee]
    truth: Truth

    def digest(self) -> bytes:
        """SHA-256 of all of it."""
        told = [(p.number, p.name, p.phone, p.document, p.opened) for p in self.people]
        whole = sha256(repr((told, self.accounts, self.texts, self.payees)).encode())
        for column in self.entries:
            whole.update(column.tobytes())
        whole.update(self.truth.digest())
        return whole.digest()


@dataclass(frozen=True, slots=True)
class Ground:
    """What all quarters stand on. `likely`: how likely each habit is on each day."""

    size: int
    seed: int
    calendar: Calendar
    likely: list[Floats]

    def rng(self, *of: int) -> np.random.Generator:
        """The randomness of one person, quarter or tie: the same whatever else is drawn, and in whatever order."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=of)))

    def person(self, number: int, ahead: int = 0) -> tuple[Person, np.random.Generator]:
        """Customer `number`, from 1, with some days of work ahead; and the randomness of the rest of their life."""
        rng, seat = self.rng(OF_PERSON, number), (number - 1) % PEOPLE
        home = (number - 1) // PEOPLE % len(DISTRICTS)
        known = SKETCHES[number - 1] if number <= len(SKETCHES) else sketch(rng, home, self.calendar.until.year)
        return told(known, number, seat, self.calendar, rng, ahead), rng


@dataclass(frozen=True, slots=True)
class Gathered:
    """A quarter before anything has happened in it: who is there, how they belong together, and their chances."""

    scene: Scene
    ties: list[Tie]
    chances: list[np.random.Generator]
    rng: np.random.Generator


def gather(ground: Ground, index: int) -> Gathered:
    """The people of a quarter, its businesses, families and friends."""
    numbers = range(index * PEOPLE + 1, min((index + 1) * PEOPLE, ground.size) + 1)
    people, chances = zip(*map(ground.person, numbers), strict=True)
    rng, texts = ground.rng(OF_QUARTER, index), Texts()
    ties = _with_cast(drawn(people, rng), len(people)) if index == 0 else drawn(people, rng)
    scene = Scene(
        ground.calendar, list(people), settle_in(rng, texts), texts, ground.likely, hosted(ties), supported(ties)
    )
    return Gathered(scene, ties, list(chances), rng)


def build(ground: Ground, index: int) -> Quarter:
    """Make a quarter: its people's lives, what keeps them solvent, and the books and the truth of it all."""
    gathered = gather(ground, index)
    scene, people = gathered.scene, gathered.scene.people
    transfers = scene.told(_lived(ground, index, gathered))
    salt = gathered.rng.integers(1 << 62, size=len(transfers.at))
    order = _order(transfers)
    entries = _entries(transfers, salt, order)
    minds = [minded(p, ground.rng(OF_MIND, p.number)) for p in people]
    purpose, case = (np.repeat(column, 2)[order] for column in (transfers.purpose, transfers.case))
    truth = Truth(purpose, case, scene.cases, scene.events, minds)
    accounts = _accounts(ground, index, scene, entries)
    payees = _payees(transfers, salt, len(people))
    return Quarter(index, people, accounts, entries, scene.texts.all(), payees, truth)


def _lived(ground: Ground, index: int, gathered: Gathered) -> Transfers:
    """Everything that was paid in a quarter."""
    scene = gathered.scene
    for person, chance in zip(scene.people, gathered.chances, strict=True):
        keep_up(scene, person, chance)
        live(scene, person, chance)
        turn(scene, person, ground.rng(OF_TURN, person.number))
    for n, tie in enumerate(gathered.ties):
        exchange(scene, tie, ground.rng(OF_TIE, index, n))
    lived = scene.flows.gathered()
    go_wrong(scene, lived, ground.rng(OF_MISHAP, index))
    defraud(scene, lived, len(SKETCHES) if index == 0 else 0, ground.rng(OF_FRAUD, index))
    lived = scene.flows.gathered()
    return settle(scene, lived, gathered.rng) + lived


def _with_cast(ties: list[Tie], people: int) -> list[Tie]:
    """The cast has its own family and friends, and meets nobody else."""
    cast = range(len(SKETCHES))
    others = [t for t in ties if t.one not in cast and t.other not in cast]
    return [t for t in TIES if max(t.one, t.other) < people] + others


def _order(transfers: Transfers) -> Ints:
    """In which both legs of every transfer stand in the books: by account and time."""
    return np.argsort(key(_legs(transfers.source, transfers.target), np.repeat(transfers.at, 2)), kind="stable")


def _entries(transfers: Transfers, salt: Ints, order: Ints) -> Entries:
    """Both legs of every transfer, numbered and with the balance after each."""
    account, at = _legs(transfers.source, transfers.target), np.repeat(transfers.at, 2)
    amount, text = _legs(-transfers.amount, transfers.amount), _legs(transfers.source_text, transfers.target_text)
    account, amount = account[order], amount[order]
    sums = np.cumsum(amount)
    first = np.searchsorted(account, np.arange(account[-1] + 1))
    begun = np.concatenate(([0], sums))[first]
    seq = np.arange(len(account)) - first[account] + 1
    return Entries(account, seq, amount, sums - begun[account], at[order], np.repeat(salt, 2)[order], text[order])


def _legs(source: Ints, target: Ints) -> Ints:
    """Leg after leg: what is of one instant stays in the order of its transfers."""
    return np.stack((source, target), axis=1).ravel()


def _accounts(ground: Ground, index: int, scene: Scene, entries: Entries) -> list[Account]:
    terms = _terms(ground, index, scene)
    number = np.arange(len(terms))
    ends = np.searchsorted(entries.account, number, side="right") - 1
    used = ends >= np.searchsorted(entries.account, number)
    credits_ = np.bincount(entries.account, np.maximum(entries.amount, 0), len(terms)).astype(np.int64)
    balance = np.where(used, entries.balance[ends], 0)
    booked, seq = np.where(used, entries.at[ends], 0), np.where(used, entries.seq[ends], 0)
    return [
        Account(*term, int(booked[n]), int(credits_[n]), int(credits_[n] - balance[n]), int(seq[n]))
        for n, term in enumerate(terms)
    ]


_Terms = tuple[int, Kind, str, int | None, int | None, int]


def _terms(ground: Ground, index: int, scene: Scene) -> list[_Terms]:
    """Owner, kind, holder, floor, day limit and opening of every account, in the scene's order."""
    start = int(ground.calendar.at(np.array(0), np.array(0)))
    savers = [scene.people[seat] for seat in scene.savings]
    firm = ground.size + index * FIRMS_MAX + 1
    terms: list[_Terms] = [(p.number, "current", p.name, 0, DAY_CAP_FEN, p.opened) for p in scene.people]
    terms += [(p.number, "savings", p.name, 0, DAY_CAP_FEN, p.opened) for p in savers]
    terms += [(0, "bank", holder, None, None, start) for holder in BANK_HOLDERS]
    terms += [(firm + n, "shop", holder, 0, None, start) for n, holder in enumerate(scene.firms.holders)]
    return terms


def _payees(transfers: Transfers, salt: Ints, people: int) -> list[Payee]:
    """Who sent whom how often, from the transfers between people."""
    sent = (transfers.source < people) & (transfers.target < people)
    pair = transfers.source[sent] * people + transfers.target[sent]
    at, amount, salt = transfers.at[sent], transfers.amount[sent], salt[sent]
    order = np.lexsort((at, pair))
    pairs, first, count = np.unique(pair[order], return_index=True, return_counts=True)
    last = order[first + count - 1]
    rows = zip(pairs, count, at[order[first]], amount[last], at[last], salt[last], strict=True)
    return [Payee(int(p) // people, int(p) % people, *(int(v) for v in rest)) for p, *rest in rows]
