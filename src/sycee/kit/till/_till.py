"""The till itself: gathers plans from all callers for a moment and commits them by the hundred.

Callers wait in a bounded queue. Each lane owns one connection and one chain slot and commits one batch at a time; with
two lanes one batch is prepared while the other is flushed. There is no timer: an idle till commits a lone plan at once.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from sycee.kit.capability import Context, Deed, KeyReused
from sycee.kit.db import CUT, FULL, Away, Connection, Database
from sycee.kit.errors import Busy, Fault
from sycee.kit.journal import Known
from sycee.kit.till._intent import Intent, Sealed, intent_of
from sycee.kit.till._ports import Allow, Book, Challenge, Judge, Mandated, Ticket
from sycee.kit.till._said import answer_of
from sycee.kit.time import Clock

LANES = 2
BATCH_MAX = 256
QUEUE_MAX = 4096
PATIENCE_S = 4
"""How long a lost database is waited for before those who wait are told."""
CLOSE_S = 10
"""How long closing waits for what is under way."""

# What a repeat of the whole batch settles: another process had the same key under way, or two batches crossed.
_AGAIN = (asyncpg.UniqueViolationError, asyncpg.SerializationError, asyncpg.DeadlockDetectedError)

_TAKE_SLOT = """
SELECT n FROM generate_series(1, 1000) AS n WHERE pg_try_advisory_lock(5921002, n) LIMIT 1
"""

_log = structlog.get_logger("till")


class Till:
    """Commits plans. `clock` is None in a real bank: the database's clock orders what it books."""

    def __init__(self, db: Database, judge: Judge, book: Book, clock: Clock | None = None) -> None:
        self._db, self._judge, self._book, self._clock = db, judge, book, clock
        self._queue: deque[Ticket] = deque()
        self._under_way: dict[UUID, Ticket] = {}
        self._wake, self._done = asyncio.Event(), asyncio.Event()
        self._lanes: list[asyncio.Task[None]] = []
        self.committed = 0
        self.batches = 0

    async def submit(self, ctx: Context, verb: str, mark: bytes, plan: Any) -> bytes:
        """Decide on a fresh plan and commit it; returns the answer. Raises its refusal, or that a proof is needed."""
        intent = intent_of(ctx, verb, mark, plan)
        decision = await self._judge.decide(ctx, intent)
        if isinstance(decision, Challenge):
            raise await self._judge.propose(ctx, intent, decision)
        if decision.digest != intent.digest:
            raise Fault("the judge allowed another intent")
        return self.replay(await self._settle(_ticket(intent, decision)))

    async def consent(self, ctx: Context, deed: Deed, mark: bytes, proof: int) -> None:
        """Ask the judge whether a plain write may be done now. Raises that a proof is needed."""
        await self._judge.consent(ctx, deed, mark, proof)

    async def commit(self, ctx: Context, sealed: Sealed[Any]) -> bytes:
        """Commit a proposal's plan with the approval that its proof has made."""
        if sealed.intent.subject != ctx.me:
            raise Fault("an approval is its owner's")
        return self.replay(await self._settle(Ticket(sealed.intent, sealed.approval, 0)))

    def replay(self, known: Known) -> bytes:
        """What the journal's record says to its caller: the answer, or the refusal again."""
        if known.refused:
            raise self._book.refusal(known)
        return answer_of(known.said)

    async def _settle(self, fresh: Ticket) -> Known:
        intent = fresh.intent
        ticket = self._under_way.get(intent.key)
        if ticket is None:
            ticket = self._enqueue(fresh)
        # A future for each caller: one who leaves does not take along those who sent the same key.
        waiting: asyncio.Future[Known] = asyncio.get_running_loop().create_future()
        ticket.waiting.append(waiting)
        known = await waiting
        if known.subject != intent.subject or known.mark != intent.mark:
            raise KeyReused
        return known

    def _enqueue(self, ticket: Ticket) -> Ticket:
        if len(self._queue) >= QUEUE_MAX or not self.alive:
            raise Busy
        self._under_way[ticket.intent.key] = ticket
        self._queue.append(ticket)
        self._wake.set()
        return ticket

    @property
    def alive(self) -> bool:
        """Whether its lanes run."""
        return bool(self._lanes) and not any(lane.done() for lane in self._lanes)

    async def open(self) -> None:
        """Start the lanes."""
        self._lanes = [asyncio.create_task(self._lane(), name=f"till lane {n}") for n in range(LANES)]

    async def close(self) -> None:
        """Finish what is queued, then stop. What a database that is away leaves unfinished, its key settles later."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                while self._under_way:
                    self._done.clear()
                    await self._done.wait()
        for lane in self._lanes:
            lane.cancel()
        await asyncio.gather(*self._lanes, return_exceptions=True)
        self._give_up(list(self._under_way.values()))

    async def _lane(self) -> None:
        batch = list[Ticket]()
        try:
            await self._serve(batch)
        finally:
            # Whatever ended it: nobody waits for what was in its hands, nor in the queue of a till that is closed now.
            self._turn_away(batch)

    async def _serve(self, batch: list[Ticket]) -> None:
        """Commit one batch after the other. `batch` is what is in hand, until those who wait for it have been told."""
        away_since = None
        while True:
            try:
                connection = await self._db.lane()
                try:
                    slot: int = await connection.fetchval(_TAKE_SLOT)
                    while True:
                        if not batch:
                            # Only what was done proves that it is back: one that lets us in and falls again is away.
                            away_since = None
                            batch.extend(await self._gather())
                        await self._flush(connection, slot, batch)
                        batch.clear()
                finally:
                    connection.terminate()
            except Exception as cut:
                # In doubt: the batch may have committed. It goes again, and its keys tell. Whatever it was, the lane
                # lives on: callers wait for what is in its hands.
                _log.warning("till_connection_cut", in_doubt=len(batch), why=type(cut).__name__)
                now = asyncio.get_running_loop().time()
                away_since = away_since or now
                if isinstance(cut, FULL) or now - away_since > PATIENCE_S:
                    self._turn_away(batch)
                await asyncio.sleep(0.2)

    def _turn_away(self, batch: list[Ticket]) -> None:
        """Tell those whose plans are in a lane's hands, and all in the queue, that the bank is away."""
        self._give_up([*batch, *self._queue])
        self._queue.clear()
        batch.clear()

    def _give_up(self, tickets: list[Ticket]) -> None:
        """Tell those who wait that the bank is away. What is in doubt is settled by its key when they ask again."""
        for ticket in tickets:
            self._under_way.pop(ticket.intent.key, None)
            for waiting in ticket.waiting:
                if not waiting.done():
                    waiting.set_exception(Away())
        self._done.set()

    async def _gather(self) -> list[Ticket]:
        while not self._queue:
            self._wake.clear()
            await self._wake.wait()
        await asyncio.sleep(0)  # let every caller of this loop turn get in
        return [self._queue.popleft() for _ in range(min(len(self._queue), BATCH_MAX))]

    async def _flush(self, connection: Connection, slot: int, batch: list[Ticket]) -> None:
        if not batch:
            return
        outcomes = await self._isolated(connection, slot, batch)
        self.batches += 1
        self.committed += len(batch)
        for ticket, outcome in zip(batch, outcomes, strict=True):
            self._under_way.pop(ticket.intent.key, None)
            for waiting in ticket.waiting:
                if waiting.done():  # this caller has left
                    continue
                if isinstance(outcome, Exception):
                    waiting.set_exception(outcome)
                else:
                    waiting.set_result(outcome)
        self._done.set()

    async def _isolated(self, connection: Connection, slot: int, batch: list[Ticket]) -> list[Any]:
        """Commit a batch; when it breaks, halve it until the one that breaks it stands alone."""
        try:
            return await self._commit(connection, slot, batch)
        except CUT:
            raise
        except Exception as failed:
            if len(batch) == 1:
                _log.exception("till_fault", verb=batch[0].intent.verb)
                return [Fault(f"the till failed: {type(failed).__name__}")]
        half = len(batch) // 2
        first = await self._isolated(connection, slot, batch[:half])
        return first + await self._isolated(connection, slot, batch[half:])

    async def _commit(self, connection: Connection, slot: int, batch: list[Ticket]) -> list[Any]:
        for _ in range(8):
            try:
                return list(await self._book.commit(connection, slot, batch, self._clock() if self._clock else None))
            except _AGAIN as crossed:
                _log.info("till_batch_again", why=type(crossed).__name__)
        raise Fault("a batch crossed others eight times")


def _ticket(intent: Intent, decision: Allow | Mandated) -> Ticket:
    if isinstance(decision, Allow):
        return Ticket(intent, None, decision.allowance, decision.rows)
    return Ticket(intent, decision.approval, 0, decision.rows)
