"""Whichever statement fails, and however: nothing is half done, and the caller's retry gets the right answer.

Each statement of a call in turn is refused by the server, cut off before it is sent, or cut off before its answer. The
caller hears "done" or "the bank is coming back", nothing else, and asks again under the same key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from faults_edge import WAYS, Broken, How, breaking
from tests.world import Newcomer, Person, Said, World, yuan
from tests.world._newcomer import encoded, picture

from sycee.kit.time import bank_day

_FACE = encoded(picture())
Act = Callable[[], Awaitable[Said]]
_BOOKED = "SELECT count(*) FROM ledger_entry WHERE transfer_id = $1"
_HAS = "SELECT credits - debits FROM ledger_account WHERE id = $1"
_THERE = """
SELECT (SELECT count(*) FROM party_person WHERE name = $1)
  + 10 * (SELECT count(*) FROM account_account WHERE holder = $1)
"""
_RECORDS = "SELECT count(*) FROM journal_record WHERE key = $1 AND NOT refused"


@dataclass
class Case:
    """One call to break: what is sent (and sent again), and what must be so afterwards."""

    act: Act
    right: Callable[[Said], Awaitable[None]]
    same: bool = True


async def every_statement(bank: World, how: How, prepare: Callable[[], Awaitable[Case]]) -> int:
    """Break the first statement of a fresh case, the second of another, and so on; returns how many there are."""
    nth = 0
    while True:
        nth += 1
        await bank.forgets_tries()
        case = await prepare()
        with breaking(nth, how) as broken:
            first = await case.act()
        where = f"{how.__name__} at {nth}: {broken.statement}: {first}"
        assert first.code in ("ok", "bank_unavailable"), where
        again = await case.act()
        assert again.code == "ok", f"{where}, and again: {again}"
        assert first.code != "ok" or not case.same or again.body == first.body, where
        await case.right(again)
        if not broken.happened:
            assert first.code == "ok", where
            return nth - 1


async def count(bank: World, sql: str, *args: Any) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        return int(await connection.fetchval(sql, *args))


async def booked_once(bank: World, key: UUID) -> None:
    assert (await count(bank, _BOOKED, key), await count(bank, _RECORDS, key)) == (2, 1)


@pytest.fixture
async def pair(bank: World) -> tuple[Person, Person, int]:
    mei, wang = await bank.customer("李梅", cny="90000"), await bank.customer("王海")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "1.00")
    await mei.confirms(asked.body["facts"]["proposal"])
    await bank.facts_arrive()
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("UPDATE payee_payee SET added_at = added_at - interval '1 year' WHERE id = $1", payee)
    await owner.close()
    return mei, wang, payee


@pytest.mark.parametrize("how", WAYS)
async def test_a_transfer(bank: World, pair: tuple[Person, Person, int], how: How) -> None:
    mei, _, payee = pair
    sent = 0

    async def prepare() -> Case:
        nonlocal sent
        key, sent = bank.new_key(), sent + 1

        async def right(_: Said) -> None:
            await booked_once(bank, key)
            assert await mei.balance() == f"{90000 - 1 - sent / 100:.2f}"

        return Case(lambda: mei.sends(payee, "0.01", key=key), right)

    assert await every_statement(bank, how, prepare) >= 5


@pytest.mark.parametrize("how", WAYS)
async def test_a_proof_of_a_transfer(bank: World, pair: tuple[Person, Person, int], how: How) -> None:
    mei, _, payee = pair
    sent = 0

    async def prepare() -> Case:
        nonlocal sent
        key, sent = bank.new_key(), sent + 1
        asked = await mei.sends(payee, "2000.00", key=key)
        proposal = asked.body["facts"]["proposal"]
        assert (await mei.call("proposal.challenge", proposal=proposal)).code == "ok"
        code, own = await mei.code(), bank.new_key()

        async def right(_: Said) -> None:
            await booked_once(bank, key)
            assert await mei.balance() == f"{90000 - 1 - 2000 * sent:.2f}"
            assert not (await mei.call("proposal.list")).body["proposals"]

        ask = {"proposal": proposal, "factor": "sms", "code": code}
        return Case(lambda: mei.call("proposal.confirm", key=own, **ask), right)

    assert await every_statement(bank, how, prepare) >= 8


@pytest.mark.parametrize("how", WAYS)
async def test_a_joining(bank: World, how: How) -> None:
    async def prepare() -> Case:
        new = Newcomer(bank)
        code, key = await new.asks_code(), bank.new_key()

        async def right(said: Said) -> None:
            assert await count(bank, _THERE, new.name) == 11
            mine = await bank.call("account.list", {}, token=said.body["token"])
            assert len(mine.body["accounts"]) == 1

        return Case(lambda: new.finishes(code, key=key), right, same=False)

    assert await every_statement(bank, how, prepare) >= 8


@pytest.mark.parametrize("how", WAYS)
async def test_a_recovery(bank: World, how: How) -> None:
    """Half a recovery is none: the old password lets in and every session lives, or neither."""
    new = Newcomer(bank)
    token = (await new.joins()).body["token"]
    nth, broken = 0, None
    while broken is None or broken.happened:
        nth += 1
        await bank.forgets_tries()
        assert (await new.call("password.forgot", phone=new.phone)).code == "ok"
        code, chosen = await new.code(), f"quiet-harbour-{nth:04}"
        ask = {"phone": new.phone, "code": code, "document": new.document, "password": chosen, "face": _FACE}
        with breaking(nth, how) as broken:
            said = await new.call("password.reset", **ask)
        where = f"{how.__name__} at {nth}: {broken.statement}: {said}"
        assert said.code in ("ok", "bank_unavailable"), where
        lives = (await bank.call("party.me", {}, token=token)).code == "ok"
        entered = await new.call("session.start", phone=new.phone, password=chosen)
        assert (entered.code == "ok") is not lives, where
        assert (await new.call("password.reset", **ask)).code == ("ok" if lives else "code_expired"), where
        token = (await new.call("session.start", phone=new.phone, password=chosen)).body["token"]
    assert nth > 8


@pytest.mark.parametrize("how", WAYS)
async def test_a_date_of_an_order(bank: World, pair: tuple[Person, Person, int], how: How) -> None:
    mei, _, payee = pair
    first_on = bank_day(bank.bank.clock()) + timedelta(days=1)
    nth, broken = 0, None
    while broken is None or broken.happened:
        nth += 1
        await bank.forgets_tries()
        await bank.forgets_jobs()
        order = await ordered(mei, payee, first_on.isoformat())
        with bank.hands.later(days=1, hours=10):
            broken = await a_job_that_breaks(bank, nth, how)
            with bank.hands.later(minutes=20):
                await bank.jobs_are_done()
            where = f"{how.__name__} at {nth}: {broken.statement}"
            paid = "SELECT count(*) FROM transfer_order_run WHERE order_id = $1 AND state = 'done'"
            assert await count(bank, paid, order) == 1, where
            assert await count(bank, _HAS, mei.current) == (90000 - 1 - nth) * 100, where
    assert nth > 8


async def ordered(mei: Person, payee: int, on: str) -> UUID:
    ask = {"source": mei.current, "payee": payee, "amount": yuan("1.00"), "every": "month", "first_on": on}
    said = await mei.call("order.make", key=uuid4(), **ask)
    if said.code == "step_up_needed":
        said = await mei.confirms(said.body["facts"]["proposal"])
        return UUID(said.body["answer"]["order"])
    return UUID(said.body["order"])


async def a_job_that_breaks(bank: World, nth: int, how: How) -> Broken:
    """The worker's turn, which may end with an error: in its process it goes on with the next."""
    with breaking(nth, how) as broken, suppress(Exception):
        await bank.bank.worker().once()
    return broken
