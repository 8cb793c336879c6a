"""The worker: takes what is due, one transaction each. Killed anywhere, a job was done wholly or not at all.

A job that fails is tried again, ever later, and given up after TRIES_MAX. A slow one that takes its process down with
it cannot say that it failed: its beginnings are counted before them, and after FALLS_MAX falls it is given up as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog

from sycee.kit.capability import Context, Writing, decode, encode
from sycee.kit.db import CUT, Connection, Database
from sycee.kit.ids import derived_id
from sycee.kit.jobs._job import Run, jobs_declared, later
from sycee.kit.journal import Record, append, facts_of
from sycee.kit.time import Clock

TRIES_MAX = 8
FALLS_MAX = 4
_SLOT_OF_JOBS = 0

_TAKE = """
SELECT id, name, ask, tries, begun FROM job_due WHERE state = 'due' AND run_at <= $1 AND name = ANY ($2::text[])
ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_BEGIN = """
UPDATE job_due SET begun = begun + 1 WHERE id = (
    SELECT id FROM job_due WHERE state = 'due' AND run_at <= $1 AND name = ANY ($2::text[])
    ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING id
"""
_BEGUN = "SELECT id, name, ask, tries, begun FROM job_due WHERE id = $1 AND state = 'due' FOR UPDATE SKIP LOCKED"
_STOPPED = "UPDATE job_due SET begun = begun - 1 WHERE id = $1"
_DONE = "UPDATE job_due SET state = 'done', ended_at = $2, tries = tries + 1, said = NULL WHERE id = $1"
_AGAIN = "UPDATE job_due SET tries = tries + 1, run_at = $2, said = $3, state = $4 WHERE id = $1"

_log = structlog.get_logger("jobs")


class Worker:
    """Does jobs, the `slow` ones or all the others. `context` makes the Context in which a job writes on a connection;
    several workers may run."""

    def __init__(
        self, db: Database, context: Callable[[Connection], Context], clock: Clock, *, slow: bool = False
    ) -> None:
        self._db, self._context, self._clock, self._slow = db, context, clock, slow

    async def work(self, every_s: float = 0.5) -> None:
        """Work until cancelled; a lost database does not end it."""
        loop = asyncio.get_running_loop()
        looked = loop.time() - every_s
        while True:
            try:
                if loop.time() - looked >= every_s:  # between two jobs of a thousand nothing comes round
                    await self.schedule()
                    looked = loop.time()
                worked = await self.once()
            except Exception:
                _log.exception("working_failed")
                worked = False
            if not worked:
                await asyncio.sleep(every_s)

    async def schedule(self) -> None:
        """Enqueue each scheduled job for the interval that now lies in; it is there once, whoever asks."""
        now = self._clock()
        async with self._db.writers.acquire() as connection, connection.transaction():
            for job in jobs_declared().values():
                if job.every is not None:
                    # An interval is people's time: where the bank's clock runs faster, no more jobs come of it.
                    ctx = self._context(connection)
                    start = _interval(now, ctx.lasts(job.every))
                    number = derived_id("job", job.name, start.isoformat())
                    await later(ctx, job.name, {}, start, number)

    def _names(self) -> list[str]:
        return [name for name, declared in jobs_declared().items() if declared.slow == self._slow]

    async def once(self) -> bool:
        """Do one job that is due; False when none is."""
        now = self._clock()
        if not self._slow:
            return await self._one(now, _TAKE, now, self._names())
        async with self._db.writers.acquire() as connection:
            begun = await connection.fetchval(_BEGIN, now, self._names())
        if begun is None:
            return False
        try:
            await self._one(now, _BEGUN, begun)
        except (Exception, asyncio.CancelledError):
            # The process lives: an orderly stop and a lost connection are no falls. Where the database itself went down
            # with the job, this fails as well, and it is one.
            with suppress(*CUT):
                await asyncio.shield(self._stopped(begun))
            raise
        return True

    async def _one(self, now: datetime, query: str, *which: Any) -> bool:
        async with self._db.writers.acquire() as connection, connection.transaction():
            due: Any = await connection.fetchrow(query, *which)
            if due is None:
                return False
            if due["begun"] - due["tries"] > FALLS_MAX:
                _log.error("job_fell", job=due["name"], times=FALLS_MAX)
                await self._fail(connection, due, now, "fell")
                return True
            try:
                async with connection.transaction():
                    await self._do(connection, jobs_declared()[due["name"]].run, due, now)
                    await connection.execute(_DONE, due["id"], now)
            except Exception as failed:
                _log.exception("job_failed", job=due["name"], tries=due["tries"] + 1)
                if due["tries"] + 1 >= TRIES_MAX:
                    await self._fail(connection, due, now, type(failed).__name__)
                else:
                    wait = timedelta(seconds=2 ** min(due["tries"], 10))
                    await connection.execute(_AGAIN, due["id"], now + wait, type(failed).__name__, "due")
        return True

    async def _fail(self, connection: Connection, due: Any, now: datetime, said: str) -> None:
        """Give a job up; what is to be done instead must not keep it from that."""
        await connection.execute(_AGAIN, due["id"], now, said, "failed")
        instead = jobs_declared()[due["name"]].given_up
        if instead is None:
            return
        try:
            async with connection.transaction():
                await self._do(connection, instead, due, now)
        except Exception:
            _log.exception("giving_up_failed", job=due["name"])

    async def _stopped(self, number: UUID) -> None:
        async with self._db.writers.acquire() as connection:
            await connection.execute(_STOPPED, number)

    async def _do(self, connection: Connection, run: Run, due: Any, now: datetime) -> None:
        ctx, writing, job = self._context(connection), Writing(connection), jobs_declared()[due["name"]]
        await run(replace(ctx, writing=writing, now=now, key=due["id"]), decode(job.ask, due["ask"].encode()))
        if writing.facts:
            said = encode({"answer": {}, "facts": facts_of(writing.facts)}).decode()
            mark = sha256(due["ask"].encode()).digest()
            record = Record(due["id"], 0, f"job {job.name}", mark[:16], mark, False, said)
            await append(connection, _SLOT_OF_JOBS, [record], now)


def _interval(now: datetime, every: timedelta) -> datetime:
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
