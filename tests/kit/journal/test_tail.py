"""The journal's tail: what is told from now on, to a process that keeps no position."""

from __future__ import annotations

from uuid import UUID

import asyncpg
from tests.world import World

from sycee.core import transfer
from sycee.guard import identity
from sycee.kit.journal import Fact, Tail

# Every connection whose last word was the tail's.
_CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT slot, batch FROM journal_chain'"


async def told(tail: Tail) -> list[Fact]:
    return [fact for batch in await tail.catch_up() for record in batch for fact in record.facts]


async def test_it_tells_what_happens_from_its_beginning_on_and_each_thing_once(bank: World) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    payee = await mei.adds(wang)
    before = await mei.sends(payee, "1.00")
    await mei.confirms(before.body["facts"]["proposal"])
    tail = Tail(bank.bank.db)
    await tail.begin()

    assert await told(tail) == []
    asked = await mei.sends(payee, "2.00")
    sent = (await mei.confirms(asked.body["facts"]["proposal"])).body["answer"]["transfer"]

    facts = [fact for fact in await told(tail) if isinstance(fact, transfer.Sent)]
    assert [(fact.transfer, fact.heard_by()) for fact in facts] == [(UUID(sent), (mei.party, wang.party))]
    assert await told(tail) == []


async def test_refusals_and_what_tells_nothing_are_not_told(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")
    tail = Tail(bank.bank.db)
    await tail.begin()

    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount={"amount": "9999", "asset": "CNY"})
    await mei.call("payee.add", to="0000", name="王海")

    assert await told(tail) == []


async def test_what_was_told_while_the_database_was_away_is_told_afterwards(bank: World) -> None:
    mei = await bank.customer("李梅")
    tail = Tail(bank.bank.db)
    await tail.begin()
    await mei.call("session.end")
    await Tail(bank.bank.db).begin()
    owner = await asyncpg.connect(bank.bank.dsn)
    cut = await owner.fetch(_CUT)
    await owner.close()
    assert cut

    async for batch in tail.follow(every_s=0):
        ended = [fact for told in batch for fact in told.facts if isinstance(fact, identity.Ended)]
        if any(fact.subject == mei.party for fact in ended):
            break
