"""The database's side of the histories: batches through the book, and its state read back."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from tests.laws.ledger_model import (
    DONE,
    LONG_AGO,
    MALFORMED,
    NEVER,
    NOT_LET_THROUGH,
    Approval,
    Line,
    Model,
    Said,
    Side,
    Wish,
)

from sycee.core.ledger import LedgerBook, verify
from sycee.kit.capability import Context, Subject
from sycee.kit.db import Database, connect, migrate, running
from sycee.kit.errors import Fault
from sycee.kit.journal import Known, broken_chain
from sycee.kit.money import Money, asset_by_id
from sycee.kit.till import Held, Intent, Leg, Own, Ticket, intent_of

SESSION = UUID(int=7)

# A verb's own rows: a seat is taken once, an item goes while there is some. Both report how many rows they did.
_OWN = """
CREATE TABLE own_seat (id integer PRIMARY KEY, key uuid NOT NULL);
CREATE TABLE own_stock (id integer PRIMARY KEY, left_over integer NOT NULL);
CREATE FUNCTION own_seat_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH taken AS (
        INSERT INTO own_seat (id, key) SELECT (r ->> 'seat')::integer, (r ->> 'key')::uuid
        FROM jsonb_array_elements(p_rows) AS r RETURNING 1)
    SELECT count(*) FROM taken $$;
CREATE FUNCTION own_stock_take(p_rows jsonb) RETURNS bigint LANGUAGE sql AS $$
    WITH taken AS (
        UPDATE own_stock s SET left_over = left_over - 1 FROM jsonb_array_elements(p_rows) AS r
        WHERE s.id = (r ->> 'item')::integer AND s.left_over > 0 RETURNING 1)
    SELECT count(*) FROM taken $$;
"""
_EMPTY = """
TRUNCATE ledger_account, ledger_entry, ledger_hold, journal_record, journal_chain, journal_link, access_approval,
    own_seat, own_stock RESTART IDENTITY;
DELETE FROM access_allowance
"""
_ACCOUNTS = """
SELECT id, owner, asset, floor, day_cap, state, credits, debits, pending_credits, pending_debits, seq,
       nullif(booked_at, '-infinity'), nullif(day, '-infinity'), day_out, nullif(hold_due, 'infinity')
FROM ledger_account ORDER BY id
"""
_HOLDS = "SELECT id, account_id, amount, until, state FROM ledger_hold ORDER BY account_id"
_ENTRIES = "SELECT account_id, seq, amount, balance, booked_at, transfer_id, value_on FROM ledger_entry"
_ACCOUNT = """
INSERT INTO ledger_account (id, owner, asset, floor, day_cap, state, credits, debits)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_ALLOWANCE = """
INSERT INTO access_allowance (id, what, own, actor, ceiling, budget, active_from, active_to)
VALUES ($1, 'a test', $2, $3, $4, $5, '2020-01-01', $6)
"""
_APPROVAL = """
INSERT INTO access_approval (id, subject, key, digest, ceiling, factor, confirmed, made_at, expires_at)
VALUES ($1, $2, $3, $4, $5, 'sms', $1, now(), $6)
"""


class Books:
    """A ledger to play histories on. `connection` is a lane's, `owner` may do anything."""

    def __init__(self, db: Database, owner: Any, connection: Any) -> None:
        self.db, self.owner, self.connection = db, owner, connection
        self.book = LedgerBook()
        self._approved: dict[bytes, Intent] = {}

    async def begin(self, model: Model) -> None:
        """Empty the tables and lay out the model's accounts, allowances and stock."""
        await self.owner.execute(_EMPTY)
        await self.owner.executemany(
            _ACCOUNT,
            [(n, a.owner, a.asset, a.floor, a.cap, a.state, a.credits, a.debits) for n, a in model.accounts.items()],
        )
        await self.owner.executemany(
            _ALLOWANCE,
            [(n, w.own, w.actor, w.ceiling, w.budget, w.until) for n, w in model.allowances.items()],
        )
        await self.owner.executemany("INSERT INTO own_stock VALUES ($1, $2)", list(model.stock.items()))

    async def approve(self, model: Model, wish: Wish, number: UUID, **wrong: Any) -> Wish:
        """Give a wish an approval, right but for what is said to be wrong."""
        intent = self.intent(wish)
        digest = intent.digest
        self._approved[digest] = intent  # each has a salt of its own: made again it would be another
        right = Approval(wish.subject, wish.key, digest, wish.outflow, NEVER)
        made = model.approvals[number] = replace(right, **wrong)
        await self.owner.execute(
            _APPROVAL, number, made.subject, made.key, made.digest, made.ceiling, made.until
        )  # fmt: skip
        return replace(wish, approval=number, digest=digest)

    async def set_state(self, account: int, state: int) -> None:
        """Freeze, close or open an account."""
        await self.owner.execute("UPDATE ledger_account SET state = $2 WHERE id = $1", account, state)

    def intent(self, wish: Wish) -> Intent:
        """A wish as the till would have it."""
        ctx = Context(db=self.db, now=datetime.now(UTC), subject=Subject(wish.subject, SESSION), key=wish.key)
        return intent_of(ctx, "test.move", wish.mark, plan_of(wish))

    def ticket(self, wish: Wish) -> Ticket:
        """A wish on its way through the till."""
        intent = self._approved.get(wish.digest) or self.intent(wish)
        asked = msgspec.structs.replace(intent, mark=wish.mark, subject=wish.subject)
        return Ticket(asked, wish.approval, wish.allowance)

    async def batch(self, wishes: Sequence[Wish], at: datetime | None) -> list[Known | Exception]:
        """Commit a batch, in slot 1."""
        return await self.book.commit(self.connection, 1, [self.ticket(w) for w in wishes], at)

    async def accounts(self) -> dict[int, tuple[Any, ...]]:
        """Every account's row, as `as_row` has the model's."""
        return {r["id"]: tuple(r)[1:] for r in await self.owner.fetch(_ACCOUNTS)}

    async def holds(self) -> dict[UUID, list[Side]]:
        """Every hold, its sides by account."""
        found: dict[UUID, list[Side]] = {}
        rows = await self.owner.fetch(
            "SELECT id, account_id, amount, until, state FROM ledger_hold ORDER BY account_id"
        )
        for r in rows:
            found.setdefault(r["id"], []).append(Side(*tuple(r)[1:]))
        return found

    async def entries(self) -> set[Line]:
        """Every entry."""
        return {Line(*r) for r in await self.owner.fetch(_ENTRIES)}

    async def wrong(self, model: Model) -> list[str]:
        """Where the database is not what the model is, and what its own laws find."""
        found = []
        pairs = {
            "accounts": (await self.accounts(), {n: as_row(model, n) for n in model.accounts}),
            "holds": (await self.holds(), {h: sorted(s, key=lambda s: s.account) for h, s in model.holds.items()}),
            "entries": (await self.entries(), set(model.lines)),
            "seats": (dict(await self.owner.fetch("SELECT id, key FROM own_seat")), model.seats),
            "stock": (dict(await self.owner.fetch("SELECT id, left_over FROM own_stock")), model.stock),
            "spent": (
                dict(await self.owner.fetch("SELECT id, spent FROM access_allowance")),
                {n: w.spent for n, w in model.allowances.items()},
            ),
            "keys": (
                dict(await self.owner.fetch("SELECT key, refused FROM journal_record")),
                {key: said.outcome != DONE for key, (_, said) in model.kept.items()},
            ),
        }
        for what, (have, want) in pairs.items():
            if have != want:
                found.append(f"{what}: {_difference(have, want)}")
        found += [f"{f.law}: {f.broken}" for f in await verify(self.db) if f.broken]
        found += [f"{b.where}: {b.why}" for b in await broken_chain(self.owner)]
        return found


def _difference(have: Any, want: Any) -> str:
    if isinstance(have, set):
        return f"only in the database {have - want}, only in the model {want - have}"
    odd = [k for k in {**have, **want} if have.get(k) != want.get(k)]
    return "; ".join(f"{k} is {have.get(k)}, should be {want.get(k)}" for k in odd[:5])


def as_row(model: Model, number: int) -> tuple[Any, ...]:
    """A model's account as its row in the database."""
    a = model.accounts[number]
    due = [s.until for sides in model.holds.values() for s in sides if s.account == number and s.state == "open"]
    return (
        a.owner, a.asset, a.floor, a.cap, a.state, a.credits, a.debits, a.coming, a.going, a.seq,
        None if a.booked_at == LONG_AGO else a.booked_at, a.day, a.day_out, min(due, default=None),
    )  # fmt: skip


def plan_of(wish: Wish) -> Any:
    """A wish as a plan. What a plan itself would refuse passes: the database's function must refuse it alone."""
    asset = asset_by_id(wish.asset)
    return SimpleNamespace(
        legs=tuple(Leg(n, Money(m, asset), f"of {n}") for n, m in wish.legs),
        asset=asset if wish.legs else None,
        kind="transfer",
        answer={"transfer": str(wish.key)},
        risk="known",
        shown=(),
        memo="",
        value_on=wish.value_on,
        counted=wish.counted,
        held=Held(wish.held[1], wish.held[0], wish.held[2]) if wish.held else None,
        rows=(
            *(Own("own_seat_take", {"seat": seat, "key": str(wish.key)}) for seat in wish.seats),
            *(Own("own_stock_take", {"item": item}) for item in wish.stock),
        ),
        facts=(),
        payer=None,
    )


def told(outcome: Known | Exception) -> Said:
    """What the database answered, in the model's words. A key known before answers what it answered first."""
    if isinstance(outcome, Fault):
        return Said(MALFORMED if "malformed" in str(outcome) else NOT_LET_THROUGH)
    if isinstance(outcome, Exception):
        raise outcome
    no = json.loads(outcome.said)
    return Said(no["outcome"], no["account"], no["available"]) if outcome.refused else Said(DONE)


@asynccontextmanager
async def open_books(home: Path, name: str) -> AsyncIterator[Books]:
    """A database of this name in the tests' server, migrated, with the tables of a made-up verb."""
    async with running(home) as server:
        root = await asyncpg.connect(server.dsn("postgres"))
        await root.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await root.execute(f"CREATE DATABASE {name}")
        await root.close()
        await migrate(server.dsn(name))
        owner = await asyncpg.connect(server.dsn(name))
        await owner.execute(_OWN)
        async with connect(server.dsn(name)) as db:
            lane = await db.lane()
            try:
                yield Books(db, owner, lane)
            finally:
                await lane.close()
                await owner.close()
