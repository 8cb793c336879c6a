"""What tests of reserved transfers do and look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.world import Person, Said, World, yuan

from sycee.core.clearing import Heard, NoAnswer, Order, Rail, Returned
from sycee.kit.jobs import later

ICBC = "102"


@dataclass
class Told:
    """A rail that says what a test has it say, in order; the last thing again and again. An exception is raised."""

    submits: Sequence[Heard | BaseException]
    enquiries: Sequence[Heard | BaseException] = ()
    came_back: Sequence[Returned] = ()
    orders: list[Order] = field(default_factory=list)
    asked: list[UUID] = field(default_factory=list)
    simulated: bool = True
    notice: None = None

    async def submit(self, order: Order, _: datetime) -> Heard:
        self.orders.append(order)
        return _nth(self.submits, len(self.orders))

    async def enquire(self, message: UUID, _: datetime) -> Heard:
        self.asked.append(message)
        return _nth(self.enquiries, len(self.asked))

    async def returned(self, _: datetime, __: datetime) -> Sequence[Returned]:
        return self.came_back


def _nth(said: Sequence[Heard | BaseException], n: int) -> Heard:
    answer = said[min(n, len(said)) - 1]
    if isinstance(answer, BaseException):
        raise answer
    return answer


@contextmanager
def rail(bank: World, told: Told) -> Iterator[Told]:
    """Inside, that is the bank's rail."""
    ports: dict[type, Any] = bank.bank.ports
    before = ports[Rail]
    ports[Rail] = told
    try:
        yield told
    finally:
        ports[Rail] = before


async def adds_elsewhere(person: Person, number: str, name: str = "钱塘") -> int:
    """Make somebody at another bank a payee; returns the payee's id."""
    said = await person.call("payee.add", to=number, name=name, bank=ICBC)
    assert said.status == 200, said
    return int(said.body["id"])


async def sends(person: Person, payee: int, amount: str, **ask: Any) -> Said:
    """Send yuan, with a proof where one is asked for."""
    said = await person.call("transfer.send", source=person.current, payee=payee, amount=yuan(amount), **ask)
    if said.code != "step_up_needed":
        return said
    done = await person.confirms(said.body["facts"]["proposal"])
    return Said(done.status, done.body["answer"]) if done.status == 200 else done


async def works(bank: World) -> None:
    """Facts reach their readers and whatever is due is done, until there is nothing left."""
    await bank.facts_arrive()
    while await bank.bank.worker().once():
        await bank.facts_arrive()


async def asks_for_returns(bank: World) -> None:
    """It is time to ask the rail what has come back."""
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = bank.bank.writing(connection)
        await later(ctx, "transfer.returns", {}, ctx.now)


async def stage(person: Person, transfer: str) -> str:
    """How a transfer stands, by its receipt."""
    return str((await person.call("transfer.receipt", transfer=transfer)).body["stage"])


async def sums(person: Person) -> tuple[str, str]:
    """Balance and what is available in the current account."""
    accounts = (await person.call("account.list")).body["accounts"]
    mine = next(a for a in accounts if a["id"] == person.current)
    return mine["balance"]["amount"], mine["available"]["amount"]


__all__ = ["ICBC", "NoAnswer", "Told", "adds_elsewhere", "asks_for_returns", "rail", "sends", "stage", "sums", "works"]
