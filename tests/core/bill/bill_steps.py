"""What tests of bills do, and billers that say what a test has them say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.world import Person, Said, World, yuan

from sycee.core.bill import Billers, Known, Owed, Payment, Taken, Word
from sycee.kit.money import CNY, Money

POWER = "hz-power"


@dataclass
class Heard:
    """Billers that say what a test has them say, in order; the last thing again and again. An exception is raised."""

    settles: Sequence[Word | BaseException] = (Taken(),)
    enquiries: Sequence[Word | BaseException] = ()
    told: list[Payment] = field(default_factory=list)
    asked: list[UUID] = field(default_factory=list)
    simulated: bool = True
    notice: None = None

    async def find(self, _: str, customer: str, __: datetime) -> Known | None:
        return Known("李*", [Owed(f"bill-{customer}", "2026-10", Money(15_000, CNY), date(2026, 11, 25))])

    async def settle(self, payment: Payment, _: datetime) -> Word:
        self.told.append(payment)
        return _nth(self.settles, len(self.told))

    async def enquire(self, _: str, message: UUID, __: datetime) -> Word:
        self.asked.append(message)
        return _nth(self.enquiries, len(self.asked))


def _nth(said: Sequence[Word | BaseException], n: int) -> Word:
    word = said[min(n, len(said)) - 1]
    if isinstance(word, BaseException):
        raise word
    return word


@contextmanager
def billers(bank: World, heard: Heard) -> Iterator[Heard]:
    """Inside, those are the billers."""
    ports: dict[type, Any] = bank.bank.ports
    before = ports[Billers]
    ports[Billers] = heard
    try:
        yield heard
    finally:
        ports[Billers] = before


async def pays(person: Person, bill: dict[str, Any]) -> Said:
    """Pay a bill, with a proof where one is asked for."""
    said = await person.call("bill.pay", source=person.current, **bill)
    if said.code != "step_up_needed":
        return said
    done = await person.confirms(said.body["facts"]["proposal"])
    return Said(done.status, done.body["answer"]) if done.status == 200 else done


async def works(bank: World) -> None:
    await bank.facts_arrive()
    while await bank.bank.worker().once():
        await bank.facts_arrive()


async def only(person: Person) -> dict[str, Any]:
    (bill,) = (await person.call("bill.list")).body["bills"]
    return dict(bill)


def household(n: int = 77) -> dict[str, Any]:
    """A bill of a household of its own."""
    number = f"33{uuid4().int % 10**9:09d}{n:02d}"
    return {"biller": POWER, "customer": number, "bill": f"bill-{number}", "amount": yuan("150.00")}
