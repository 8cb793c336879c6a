"""What tests of cards do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.core.closing.conftest import Days
from tests.world import Person, Said, World, yuan


def fen(money: Any) -> int:
    """Fen of an amount on the wire."""
    return int(str(money["amount"]).replace(".", ""))


async def confirmed(person: Person, verb: str, **ask: Any) -> Said:
    """Call a verb that needs a proof, and give it. A clock that stands is put on: the newest code is the right one."""
    clock: Any = person.world.bank.clock
    if isinstance(clock, Days):
        clock.forth(seconds=1)
    asked = await person.call(verb, **ask)
    assert asked.code == "step_up_needed", asked
    return await person.confirms(asked.body["facts"]["proposal"])


async def opens(person: Person, statement_day: int = 5) -> Person:
    """Have a card."""
    done = await confirmed(person, "card.apply", statement_day=statement_day)
    assert done.status == 200, done
    return person


async def buys(person: Person, amount: str, *, shop: str = "noodles", key: UUID | None = None) -> Said:
    """Buy something in a simulated shop."""
    return await person.call("card.try_out", key=key, shop=shop, amount=yuan(amount))


async def card_of(person: Person) -> dict[str, Any]:
    """The person's card as the bank tells it."""
    said = await person.call("card.show")
    assert said.status == 200, said
    return dict(said.body["card"])


async def owed(person: Person) -> str:
    return str((await card_of(person))["owed"]["amount"])


async def due(person: Person) -> dict[str, Any]:
    return dict((await card_of(person))["due"])


async def repays(person: Person, part: str = "all", **ask: Any) -> Said:
    return await person.call("card.repay", source=person.current, part=part, **ask)


async def titles(world: World, person: Person) -> list[str]:
    """What the inbox says, the latest first."""
    await world.facts_arrive()
    return [m["title"] for m in (await person.call("message.list")).body["messages"]]
