"""What tests of orders do and look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from tests.world import Person, World, yuan

from sycee.kit.time import BANK_ZONE, bank_day

Trio = tuple[Person, Person, int]


def today(bank: World) -> date:
    return bank_day(bank.bank.clock())


async def orders(person: Person, payee: int, first_on: date, **ask: Any) -> str:
    """Make an order with a proof; returns its number."""
    given = {"source": person.current, "amount": yuan("100.00"), "every": "month", **ask}
    said = await person.call("order.make", payee=payee, first_on=first_on.isoformat(), **given)
    assert said.code == "step_up_needed", said
    done = await person.confirms(said.body["facts"]["proposal"])
    assert done.code == "ok", done
    return str(done.body["answer"]["order"])


async def only(person: Person) -> dict[str, Any]:
    (order,) = (await person.call("order.list")).body["orders"]
    return dict(order)


async def works(bank: World) -> None:
    """Whatever is due is done."""
    while await bank.bank.worker().once():
        pass


@contextmanager
def on(bank: World, day: date, hour: int, minute: int = 1) -> Iterator[None]:
    """At an hour of a bank day to come."""
    instant = datetime.combine(day, time(hour, minute), tzinfo=BANK_ZONE)
    with bank.hands.later(seconds=(instant - bank.bank.clock()).total_seconds()):
        yield
