"""The bank that is killed: some people with two accounts each, half of them with somebody whom they have paid before.

Movers shift money between their own two accounts, so what one of them has together never changes. Payers pay one
another. Nothing enters or leaves, so what all of them have never changes either.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import msgspec

from benchmarks._callers import Line, lines_to, request
from sycee.app.settings import Settings
from sycee.app.wiring import Bank, open_bank
from sycee.core import account, ledger, party, payee
from sycee.kit.capability import Subject, Writing
from sycee.kit.db import as_owner
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Plan

PEOPLE, PASSWORD, OPENING_FEN = 24, "harbour-lantern-42", 100_000
_POLICY = """
INSERT INTO access_allowance (id, what, actor, ceiling, active_from)
VALUES (90, 'the faults run brings money in', 0, 10^15, '2020-01-01');
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ('opening', 'CNY', 0, 0, 90);
"""
_PAYEES = "SELECT id, owner FROM payee_payee"


class Person(msgspec.Struct):
    """Somebody who calls: phone, accounts, the payee of a payer (0: a mover), and the token of their session."""

    name: str
    phone: str
    party: int
    accounts: list[int]
    number: str
    payee: int = 0
    token: str = ""


async def found(home: Path, port: int) -> list[Person]:
    """Found the bank in an empty home."""
    async with open_bank(Settings(home, None, port)) as bank:
        owner = await asyncpg.connect(bank.dsn)
        await owner.execute(_POLICY)
        await owner.close()
        async with bank.db.writers.acquire() as connection, connection.transaction():
            outside = await ledger.open_account(bank.writing(connection), 0, CNY, ledger.Terms(floor=None))
        people = [await _customer(bank, n) for n in range(1, PEOPLE + 1)]
        for person in people:
            for one in person.accounts:
                await _brings_in(bank, outside, one)
        await _acquainted(bank, people[: PEOPLE // 2])
    return people


async def _customer(bank: Bank, n: int) -> Person:
    name, phone = f"客户{n}", f"137{n:08d}"
    async with bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.context(), writing=Writing(connection))
        new = party.NewPerson(name=name, phone=phone, document=f"33010619900101{n:04d}", password=PASSWORD)
        number = await party.join(ctx, new)
        accounts = [await account.open_for(ctx, number, name), await account.open_for(ctx, number, name, "savings")]
        written = await connection.fetchval("SELECT number FROM account_account WHERE id = $1", accounts[0])
    return Person(name, phone, number, accounts, written)


async def _brings_in(bank: Bank, outside: int, to: int) -> None:
    amount = Money(OPENING_FEN, CNY)
    legs = (Leg(outside, -amount, "开户"), Leg(to, amount, "外部转入"))
    now = datetime.now(UTC)
    ctx = replace(bank.context(), subject=Subject(0, uuid4()), key=new_id(now))
    plan = Plan(legs=legs, kind="transfer", answer={}, risk="opening", counted=False)
    await bank.till.submit(ctx, "faults.opening", new_id(now).bytes, plan)


async def _acquainted(bank: Bank, people: list[Person]) -> None:
    """Each has paid the next one before."""
    now = datetime.now(UTC)
    async with as_owner(bank.dsn) as connection:
        kept = [
            payee.Adopted(
                owner=one.party, account=to.accounts[0], party=to.party, name=to.name, tail=to.number[-4:],
                by="account", added_at=now, sent_count=1, sent_minor=1, sent_at=now, sent_last=uuid4(),
            ) for one, to in zip(people, [*people[1:], people[0]], strict=True)
        ]  # fmt: skip
        await payee.adopt(connection, kept)
        numbers = {row["owner"]: row["id"] for row in await connection.fetch(_PAYEES)}
    for one in people:
        one.payee = numbers[one.party]


async def sign_in(people: list[Person], port: int) -> None:
    """Everybody signs in as their app does."""
    (line,) = await lines_to(port, 1)
    for person in people:
        person.token = await _token(line, port, person)
    line.transport.close()


async def _token(line: Line, port: int, person: Person) -> str:
    ask = {"phone": person.phone, "password": PASSWORD}
    status, body = await line.call(request(port, "/v1/session/start", "", msgspec.json.encode(ask).decode()))
    assert status == 200, body.decode()
    return str(msgspec.json.decode(body)["token"])
