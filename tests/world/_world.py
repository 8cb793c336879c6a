"""The bank of the tests: founded with money from outside, asked through HTTP, checked against its laws."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import asyncpg
import httpx

from sycee.app.wiring import Bank
from sycee.channels.http import http_app, openapi
from sycee.core import account, ledger, party
from sycee.guard import audit, identity, staff
from sycee.kit.capability import Subject, Writing
from sycee.kit.ids import new_id
from sycee.kit.jobs import jobs_declared
from sycee.kit.money import CNY, Money
from sycee.kit.till import Leg, Plan
from tests.world._canaries import CANARIES
from tests.world._clock import Hands
from tests.world._members import Member
from tests.world._people import Person, Said
from tests.world._wire import HERE, Wire

_PASSWORD = "harbour-lantern-42"

# Each of the first tests of a run is followed by a proof of the whole books, later ones by one for several of them.
_EACH, _TOGETHER = 40, 25

# The bank's own policy under which tests bring money in: a system actor, a ceiling, no proof needed.
_POLICY = """
INSERT INTO access_allowance (id, what, actor, ceiling, active_from)
VALUES (90, 'tests bring money in', 0, 10^15, '2020-01-01') ON CONFLICT DO NOTHING;
INSERT INTO limit_assurance (class, asset, amount_from, level, allowance) VALUES ('opening', 'CNY', 0, 0, 90)
ON CONFLICT DO NOTHING;
"""

_IS_DUE = "SELECT EXISTS (SELECT FROM job_due WHERE state = 'due' AND name = ANY ($1::text[]) AND run_at <= $2)"


class World:
    """A bank with customers to come. `hands` moves the clock that the bank goes by."""

    def __init__(self, bank: Bank, hands: Hands) -> None:
        self.bank, self.hands = bank, hands
        self.outside = 0
        self._serial = itertools.count(1)
        self._undeclared: set[tuple[str, str]] = set()
        self._tests = 0
        site, desk = bank.http(), bank.console()
        self._paces = (site.pace, desk.pace)
        self.app = http_app(site)
        self.http = httpx.AsyncClient(transport=Wire(self.app), base_url="http://localhost:8000")
        self.desk = http_app(desk)
        self.console = httpx.AsyncClient(
            transport=Wire(self.desk), base_url=f"http://staff.localhost:{bank.settings.staff_port}"
        )
        self.declared = _declared(bank)

    async def found(self) -> None:
        """Open the bank's own account that stands for the world outside."""
        owner = await asyncpg.connect(self.bank.dsn)
        await owner.execute(_POLICY)
        await owner.close()
        async with self.bank.db.writers.acquire() as connection, connection.transaction():
            ctx = self.bank.writing(connection)
            self.outside = await ledger.open_account(ctx, 0, CNY, ledger.Terms(floor=None))

    async def close(self) -> None:
        await self.http.aclose()
        await self.console.aclose()

    async def customer(self, name: str = "周文澜", *, cny: str = "0", signed_in: bool = True) -> Person:
        """A new customer with a current and a savings account and some yuan, signed in unless told otherwise."""
        n = next(self._serial)
        phone, document = f"137{n:08d}", f"33010619900101{n:04d}"
        CANARIES.catch(phone, document, _PASSWORD)
        async with self.bank.db.writers.acquire() as connection, connection.transaction():
            ctx = replace(self.bank.context(), writing=Writing(connection))
            number = await party.join(
                ctx, party.NewPerson(name=name, phone=phone, document=document, password=_PASSWORD)
            )
            current = await account.open_for(ctx, number, name)
            savings = await account.open_for(ctx, number, name, "savings")
            written = await connection.fetchval("SELECT number FROM account_account WHERE id = $1", current)
        address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        person = Person(self, name, phone, _PASSWORD, number, current, savings, written, address)
        if cny != "0":
            await self.brings_in(current, cny)
        return await person.signs_in() if signed_in else person

    async def member(self, *rights: str, signed_in: bool = True) -> Member:
        """A new member of staff with these rights; without any named, one who may do nothing that needs a right."""
        n = next(self._serial)
        login = f"clerk.{n}"
        async with self.bank.db.writers.acquire() as connection, connection.transaction():
            ctx = self.bank.writing(connection)
            joined = await staff.join_staff(ctx, login, "测试员工", rights or list(staff.RIGHTS), once=False)
            if not rights:
                await connection.execute("UPDATE staff_member SET rights = '{}' WHERE id = $1", joined.member)
        address = f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"
        made = Member(self, joined.member, login, joined.password, joined.secret, address, rights)
        return await made.signs_in() if signed_in else made

    async def revokes(self, member: Member) -> None:
        """Take a member's access away, as an operator does."""
        async with self.bank.db.writers.acquire() as connection, connection.transaction():
            await staff.revoke_staff(self.bank.writing(connection), member.login)

    def new_key(self) -> UUID:
        """A fresh idempotency key."""
        return new_id(datetime.now(UTC))

    async def brings_in(self, account_id: int, cny: str) -> None:
        """Money arrives from outside, by a plan of the bank's own under its policy."""
        amount = Money.parse(cny, CNY)
        plan = Plan(
            legs=(Leg(self.outside, -amount, "开户"), Leg(account_id, amount, "外部转入")),
            kind="transfer",
            answer={},
            risk="opening",
            counted=False,
        )
        now = datetime.now(UTC)
        ctx = replace(self.bank.context(), subject=Subject(0, uuid4()), key=new_id(now))
        await self.bank.till.submit(ctx, "test.opening", new_id(now).bytes, plan)

    async def call(
        self,
        verb: str,
        ask: Mapping[str, Any],
        *,
        token: str = "",
        key: UUID | None = None,
        lang: str = "zh",
        address: str = HERE,
    ) -> Said:
        """Call a verb through HTTP with a bearer token: customers' on their site, staff's on the console."""
        headers = {"Idempotency-Key": str(key or new_id(datetime.now(UTC))), "Accept-Language": lang}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        path, extensions = f"/v1/{verb.replace('.', '/')}", {"address": address}
        declared = self.bank.catalog[verb].channels if verb in self.bank.catalog else ()
        site = self.console if declared == ("staff",) else self.http
        response = await site.post(path, json=dict(ask), headers=headers, extensions=extensions)
        said = Said(response.status_code, response.json())
        if said.code not in self.declared[verb]:
            self._undeclared.add((verb, said.code))
        return said

    @contextmanager
    def breaking(self) -> Iterator[None]:
        """Inside, a test breaks the bank on purpose: a fault is an answer that it expects."""
        before = set(self._undeclared)
        yield
        self._undeclared = {(verb, code) for verb, code in self._undeclared if code != "fault"} | before

    async def database(self, name: str) -> str:
        """The address of a fresh, empty database on the bank's server."""
        owner = await asyncpg.connect(self.bank.dsn)
        await owner.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await owner.execute(f"CREATE DATABASE {name}")
        await owner.close()
        return urlunsplit(urlsplit(self.bank.dsn)._replace(path=f"/{name}"))

    async def was_added_long_ago(self, payee: int) -> int:
        """A payee is new no more: any sum may go to them. Returns the payee."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute(
                "UPDATE payee_payee SET added_at = added_at - interval '2 days' WHERE id = $1", payee
            )
        return payee

    async def remembers(self, person: Person) -> None:
        """Whatever was tried with it, the person's password is their password again."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute(
                "UPDATE identity_login SET password = $2 WHERE subject = $1",
                person.party, await identity.hash_password(person.password),
            )  # fmt: skip

    async def forgets_tries(self) -> None:
        """Everybody may try everything again."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute("UPDATE limit_quota SET used = 0")
        for pace in self._paces:
            for bucket in (pace.subject, pace.device, pace.source):
                bucket.clear()

    async def forgets_what_is_popular(self) -> None:
        """What the customers of other tests have opened says nothing to who is new, until it is counted again."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute("DELETE FROM recommend_popular")

    async def forgets_small_sums(self) -> None:
        """What went without a proof today is forgotten, before it is enough for the next payment to need one."""
        async with self.bank.db.writers.acquire() as connection:
            if not await connection.fetchval("SELECT EXISTS (SELECT FROM limit_unproven WHERE used > 50000)"):
                return
        owner = await asyncpg.connect(self.bank.dsn)
        await owner.execute("UPDATE limit_unproven SET used = 0")
        await owner.close()

    async def facts_arrive(self) -> None:
        """Every fact reaches its readers."""
        follower = self.bank.follower()
        while await follower.catch_up():
            pass

    async def forgets_jobs(self) -> None:
        """What other tests have left to be done later is taken as done: a leap of days would bring all of it."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute("UPDATE job_due SET state = 'done' WHERE state = 'due'")

    async def job_comes(self, name: str) -> None:
        """A job that comes by itself is due once more: in its interval it may have been done for another test."""
        async with self.bank.db.writers.acquire() as connection:
            await connection.execute(
                "INSERT INTO job_due (id, name, ask, run_at) VALUES ($1, $2, '{}', '2020-01-01')", uuid4(), name
            )

    async def jobs_are_done(self, *, slow: bool = False) -> None:
        """Whatever is due by the clock that the bank goes by is done. A job whose worker is gone is held until the
        server has noticed."""
        worker = self.bank.worker(slow=slow)
        names = [name for name, declared in jobs_declared().items() if declared.slow == slow]
        while await worker.once() or await self._is_due(names):
            pass

    async def _is_due(self, names: list[str]) -> bool:
        async with self.bank.db.writers.acquire() as connection:
            return bool(await connection.fetchval(_IS_DUE, names, self.hands()))

    async def laws_hold(self) -> None:
        """No verb gave an answer that its declaration does not name, the books balance and the record is whole.

        Proving the books reads all of them, so that the thousandth proof costs as much as a thousand firsts: after the
        first tests of a run one proof stands for several of them, and `all_laws_hold` ends the run.
        """
        undeclared, self._undeclared = self._undeclared, set()
        assert not undeclared, f"answers that no declaration names: {sorted(undeclared)}"
        self._tests += 1
        if self._tests <= _EACH or self._tests % _TOGETHER == 0:
            await self.all_laws_hold()

    async def all_laws_hold(self) -> None:
        """The books balance and the record is whole, from the first entry to the last."""
        whose = "this test" if self._tests <= _EACH else f"one of the last {_TOGETHER} tests of this worker"
        for finding in await ledger.verify(self.bank.db):
            assert not finding.broken, f"{whose} broke '{finding.law}': {finding.broken}"
        proof = await audit.verify(self.bank.db, self.bank.vault)
        assert not proof.broken, f"{whose} broke the record: {proof.broken}"


def _declared(bank: Bank) -> dict[str, set[str]]:
    """What each verb may answer, by the document that the bank serves."""
    paths = openapi(bank.catalog)["paths"]
    said = {call["post"]["operationId"]: {"ok", *call["post"]["x-refusals"]} for call in paths.values()}
    # A verb without channels is the bank's own step: whoever calls it from outside finds nothing there.
    return said | {verb.name: {"not_found"} for verb in bank.catalog if not verb.channels}
