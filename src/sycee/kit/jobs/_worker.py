"""The worker: takes what is due, one transaction each. Killed anywhere, a job was done wholly or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import structlog

from sycee.kit.capability import Context, Writing, decode, encode
from sycee.kit.db import Connection, Database
from sycee.kit.ids import derived_id
from sycee.kit.jobs._job import Job, jobs_declared, later
from sycee.kit.journal import Record, append, facts_of
from sycee.kit.time import Clock

TRIES_MAX = 8
_SLOT_OF_JOBS = 0

_TAKE = """
SELECT id, name, ask, tries, run_at FROM job_due WHERE state = 'due' AND run_at <= $1 AND name = ANY ($2::text[])
ORDER BY run_at LIMIT 1 FOR UPDATE SKIP LOCKED
"""
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
        async with self._db.writers.acquire() as connection, connection.transaction():
            due: Any = await connection.fetchrow(_TAKE, now, self._names())
            if due is None:
                return False
            try:
                async with connection.transaction():
                    await self._do(connection, jobs_declared()[due["name"]], due, now)
                    await connection.execute(_DONE, due["id"], now)
            except Exception as failed:
                _log.exception("job_failed", job=due["name"], tries=due["tries"] + 1)
                last = due["tries"] + 1 >= TRIES_MAX
                wait = timedelta(seconds=2 ** min(due["tries"], 10))
                state = "failed" if last else "due"
                await connection.execute(_AGAIN, due["id"], now + wait, type(failed).__name__, state)
        return True

    async def _do(self, connection: Connection, job: Job, due: Any, now: datetime) -> None:
        ctx, writing = self._context(connection), Writing(connection)
        await job.run(replace(ctx, writing=writing, now=now, key=due["id"]), decode(job.ask, due["ask"].encode()))
        if writing.facts:
            said = encode({"answer": {}, "facts": facts_of(writing.facts)}).decode()
            mark = sha256(due["ask"].encode()).digest()
            record = Record(due["id"], 0, f"job {job.name}", mark[:16], mark, False, said)
            await append(connection, _SLOT_OF_JOBS, [record], now)


def _interval(now: datetime, every: timedelta) -> datetime:
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
