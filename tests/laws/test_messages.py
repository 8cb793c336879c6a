"""Messages over random histories: each fact is told once, and goes out once, as wanted and not in quiet hours."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Person, World

from sycee.core import transfer
from sycee.guard import access, identity
from sycee.kit.capability import Subject, decode, encode
from sycee.kit.db import Connection
from sycee.kit.ids import new_id
from sycee.kit.journal import Fact, Record, append, facts_of
from sycee.kit.time import BANK_ZONE
from sycee.service import message

HISTORIES, STEPS = 8, 60
WAYS = ("push", "sms", "mail")
KINDS = ("service", "security")
GIVEN_UP = """
SELECT message FROM message_delivery WHERE way = 'sms' AND state = 'failed' AND ended_at - due_at > interval '1 day'
"""
REWIND = "UPDATE journal_reader SET batch = greatest(batch - 4, 0) WHERE reader LIKE 'sycee.service.message.%'"


@dataclass
class Wants:
    """What one customer wants, in the plainest terms."""

    ways: set[tuple[str, str]] = field(
        default_factory=lambda: {("service", "push"), ("security", "push"), ("security", "sms")}
    )
    quiet: tuple[int, int] | None = None

    def lets(self, kind: str, way: str, at: datetime) -> bool:
        if kind == "security":
            return (kind, way) in self.ways
        here = at.astimezone(BANK_ZONE)
        return (kind, way) in self.ways and not self._quiet(here.hour * 60 + here.minute)

    def _quiet(self, minute: int) -> bool:
        if self.quiet is None:
            return False
        since, until = self.quiet
        return since <= minute < until if since < until else minute >= since or minute < until


@dataclass
class Told:
    """One fact: to whom, of which kind, and the word by which its message is known."""

    owner: int
    kind: str
    word: str
    always: tuple[str, ...] = ()


@dataclass
class Ports:
    """All three ports in one. What they are given is checked at once against what its customer wants just then."""

    history: History
    simulated: bool = True

    async def of_push(self, _: Connection, notice: message.Notice) -> None:
        self._went("push", f"{notice.title} {notice.text}")

    async def of_mail(self, _: Connection, __: str, notice: message.Notice) -> None:
        # A mail does not say what there is: of which kind it was is looked up at the end.
        self._fails()
        wants = self.history.wants[notice.owner]
        lets = frozenset(kind for kind in KINDS if wants.lets(kind, "mail", self.history.now))
        self.history.mailed[str(notice.id), lets] += 1

    async def of_sms(self, _: Connection, __: str, text: str, ___: datetime) -> None:
        self._went("sms", text)

    def _fails(self) -> None:
        if self.history.random.random() < self.history.failing:
            raise ConnectionError("no answer")

    def _went(self, way: str, text: str) -> None:
        self._fails()
        for told in self.history.told:
            if f"#{told.word}#" in text or f"¥{told.word} " in text:
                wants = self.history.wants[told.owner]
                lets = way in told.always or wants.lets(told.kind, way, self.history.now)
                self.history.wrong += [] if lets else [f"{told} went by {way} at {self.history.now}: {wants}"]
                self.history.went[told.word, way] += 1


class _Port:
    """One port of a kind."""

    simulated = True

    def __init__(self, send: Any) -> None:
        self.send = send


class History:
    """What happens: facts are told and brought, people choose, hours go by, ports fail, workers work now and then."""

    def __init__(self, bank: World, rng: random.Random, people: list[Person]) -> None:
        self.bank, self.random, self.people = bank, rng, people
        self.now = bank.bank.clock()
        self.wants = {person.party: Wants() for person in people}
        self.told: list[Told] = []
        self.went: Counter[tuple[str, str]] = Counter()
        self.mailed: Counter[tuple[str, frozenset[str]]] = Counter()
        self.wrong: list[str] = []
        self.failing = 0.3
        self.serial = rng.randrange(10**6)

    async def step(self) -> None:
        acts = (self.happens, self.chooses, self.goes_by, self.is_brought, self.is_brought_again, self.is_done)
        (act,) = self.random.choices(acts, (6, 3, 4, 4, 1, 5))
        await act()

    async def happens(self) -> None:
        """Some facts come into the record at once, in one of its slots."""
        facts = [self._fact() for _ in range(self.random.choice((1, 1, 2, 5)))]
        said = encode({"answer": {}, "facts": facts_of(facts)}).decode()
        record = Record(new_id(self.now), 0, "test.law", b"m" * 16, b"d" * 32, False, said)
        async with self.bank.bank.db.writers.acquire() as connection, connection.transaction():
            await append(connection, self.random.choice((910, 911)), [record], self.now)

    def _fact(self) -> Fact:
        owner, self.serial = self.random.choice(self.people).party, self.serial + 1
        which = self.random.choice(("paid", "paid", "device", "asked"))
        if which == "paid":
            self.told.append(Told(owner, "service", f"{self.serial:,}.01"))
            return transfer.Sent(
                transfer=uuid4(),
                payer=10**9,
                party=owner,
                payee=1,
                minor=self.serial * 100 + 1,
                asset="CNY",
                at=self.now,
            )
        word = f"#{self.serial}#"
        if which == "device":
            self.told.append(Told(owner, "security", str(self.serial), always=("sms",)))
            return identity.SignedIn(subject=owner, channel="http", agent=word, new_device=True)
        self.told.append(Told(owner, "security", str(self.serial)))
        return access.ProposalMade(subject=owner, proposal=uuid4(), verb=word, channel=identity.ASSISTANTS)

    async def chooses(self) -> None:
        """Somebody changes what they want."""
        owner = self.random.choice(self.people).party
        wants = self.wants[owner]
        wants.ways = {(kind, way) for kind in KINDS for way in WAYS if self.random.random() < 0.5}
        since, until = self.random.choice(((1320, 420), (780, 840), (0, 1), (600, 599), (1439, 0)))
        wants.quiet = (since, until) if self.random.random() < 0.7 else None
        choices = [{"kind": k, "way": w, "on": (k, w) in wants.ways} for k in KINDS for w in WAYS]
        quiet = {"on": wants.quiet is not None, "since": _clock(since), "until": _clock(until)}
        await self._call(owner, "message.prefer", {"mail": "a@b.cn", "choices": choices, "quiet": quiet})

    async def _call(self, owner: int, verb: str, ask: dict[str, Any]) -> None:
        ctx = replace(self.bank.bank.context(), subject=Subject(owner, uuid4()), key=new_id(self.now))
        await self.bank.bank.runner.run(ctx, self.bank.bank.catalog[verb], encode(ask))

    async def goes_by(self) -> None:
        """Seconds or hours."""
        self.now += timedelta(seconds=self.random.choice((1, 59, 60, 600, 3600, 5 * 3600, 11 * 3600)))

    async def is_brought(self) -> None:
        await self.bank.bank.follower().catch_up()

    async def is_brought_again(self) -> None:
        """A position was lost: readers are brought what they have read."""
        async with self.bank.bank.db.writers.acquire() as connection:
            await connection.execute(REWIND)

    async def is_done(self) -> None:
        """A worker does some of what is due, and goes."""
        worker = self.bank.bank.worker()
        if self.random.random() < 0.3:
            await worker.schedule()
        for _ in range(self.random.choice((1, 5, 40))):
            if not await worker.once():
                break

    async def ends(self) -> None:
        """Everything is brought, and workers do all that is due for a day and more, with ports that answer."""
        self.failing = 0.0
        await self.bank.facts_arrive()
        for _ in range(30):
            await self.bank.bank.worker().schedule()
            while await self.bank.bank.worker().once():
                pass
            self.now += timedelta(hours=1)

    async def messages(self, owner: int) -> list[message.InboxMessage]:
        """Everything in somebody's inbox."""
        found: list[message.InboxMessage] = []
        cursor = None
        while True:
            ctx = replace(self.bank.bank.context(), subject=Subject(owner, uuid4()))
            ask = encode({"limit": 7, **({"cursor": cursor} if cursor else {})})
            page = await message.list_messages(ctx, decode(self.bank.bank.catalog["message.list"].ask, ask))
            found += page.messages
            cursor = page.next
            if cursor is None:
                return found


async def _given_up(bank: World) -> list[str]:
    """Messages that no worker got through to a telephone for a day: a text so late helps nobody."""
    async with bank.bank.db.writers.acquire() as connection:
        return [str(row["message"]) for row in await connection.fetch(GIVEN_UP)]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize("n", range(HISTORIES))
async def test_each_fact_is_told_once_and_goes_out_once_as_wanted(
    bank: World, n: int, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = int(pytestconfig.getoption("--hypothesis-seed", None) or 1) * 1000 + n
    people = [await bank.customer(name, signed_in=False) for name in ("李梅", "王海洋", "顾念慈")]
    await bank.facts_arrive()
    history = History(bank, random.Random(seed), people)  # noqa: S311
    ports = Ports(history)
    monkeypatch.setattr(type(bank.hands), "__call__", lambda _: history.now)
    for kind, send in (
        (message.Push, ports.of_push),
        (message.Mail, ports.of_mail),
        (identity.SmsGateway, ports.of_sms),
    ):
        monkeypatch.setitem(bank.bank.ports, kind, _Port(send))

    for _ in range(STEPS):
        await history.step()
    await history.ends()

    assert not history.wrong, f"seed {seed}: {history.wrong}"
    inboxes = {person.party: await history.messages(person.party) for person in people}
    for told in history.told:
        texts = [f"{m.title} {m.text}" for m in inboxes[told.owner]]
        theirs = [text for text in texts if f"#{told.word}#" in text or f"¥{told.word} " in text]
        assert len(theirs) == 1, f"seed {seed}: {told} is told {len(theirs)} times"
    assert sum(map(len, inboxes.values())) == len(history.told), f"seed {seed}: something is told that was not"
    letters = Counter(number for number, _ in history.mailed.elements())
    twice = [what for what, times in [*history.went.items(), *letters.items()] if times > 1]
    assert not twice, f"seed {seed}: {twice} went more than once"
    kinds = {str(m.id): m.kind for messages in inboxes.values() for m in messages}
    unwanted = [number for number, lets in history.mailed if kinds[number] not in lets]
    assert not unwanted, f"seed {seed}: {unwanted} went by mail when it was not wanted"
    late = await _given_up(bank)
    texts = {str(m.id): f"{m.title} {m.text}" for messages in inboxes.values() for m in messages}
    due = [t for t in history.told if "sms" in t.always and not history.went[t.word, "sms"]]
    missing = [t for t in due if not any(f"#{t.word}#" in texts[number] for number in late if number in texts)]
    assert not missing, f"seed {seed}: a new device was not told by text: {missing}"
    assert history.told, f"seed {seed} is dull"
