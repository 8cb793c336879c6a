"""Work for later: done once, done again when it failed, and never by halves."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.world import World

from sycee.kit.capability import Ask, Context, Writing, write
from sycee.kit.db import CUT
from sycee.kit.errors import BadInput, Fault
from sycee.kit.ids import derived_id
from sycee.kit.jobs import FALLS_MAX, Worker, job, jobs_declared, later
from sycee.kit.journal import Fact

RAN: Counter[str] = Counter()
BROKEN: set[str] = set()
_NOTE = """
INSERT INTO limit_quota AS q (scope, since, used) VALUES ($1, $2, 1)
ON CONFLICT (scope) DO UPDATE SET used = q.used + 1
"""


class Note(Ask, frozen=True):
    what: str


class Noted(Fact, frozen=True):
    name = "test.noted"
    subject: int


class Killed(BaseException):
    """What no job can catch: its process is gone."""


class Monthly(Ask, frozen=True):
    pass


async def note(ctx: Context, ask: Note) -> None:
    """Write a row and tell a fact, then perhaps break."""
    RAN[ask.what] += 1
    await write(ctx).connection.execute(_NOTE, f"job:{ask.what}", ctx.now)
    write(ctx).tell(Noted(subject=0))
    if ask.what in BROKEN:
        raise RuntimeError("broken, with 13700000000 in its words")


async def falls(ctx: Context, ask: Note) -> None:
    """Write a row, then perhaps take the process down."""
    await note(ctx, ask)
    if ask.what.startswith("falls"):
        raise Killed


async def instead(ctx: Context, ask: Note) -> None:
    """What is done for one that was given up."""
    await write(ctx).connection.execute(_NOTE, f"job:instead of {ask.what}", ctx.now)
    if ask.what.endswith("twice"):
        raise RuntimeError("even this")


async def monthly(ctx: Context, _: Monthly) -> None:
    """Run by itself."""
    await note(ctx, Note(what="monthly"))


@pytest.fixture(autouse=True)
def _declared() -> Any:
    """Two kinds of work that exist for these tests alone."""
    RAN.clear()
    BROKEN.clear()
    job("test.note")(note)
    job("test.monthly", every=timedelta(days=30))(monthly)
    job("test.slow", slow=True, given_up=instead)(falls)
    yield
    for name in ("test.note", "test.monthly", "test.slow"):
        jobs_declared().pop(name)


@pytest.fixture
async def worker(bank: World) -> Worker:
    """A worker on a bank in which nothing else is due."""
    await bank.forgets_jobs()
    return bank.bank.worker()


async def asked(bank: World, what: str, name: str = "test.note", **delay: float) -> Any:
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        return await later(ctx, name, Note(what=what), ctx.now + timedelta(**delay))


async def kept(bank: World, number: Any) -> Any:
    async with bank.bank.db.writers.acquire() as connection:
        return await connection.fetchrow("SELECT state, tries, said, run_at FROM job_due WHERE id = $1", number)


async def written(bank: World, what: str) -> int:
    async with bank.bank.db.writers.acquire() as connection:
        return int(await connection.fetchval("SELECT used FROM limit_quota WHERE scope = $1", f"job:{what}") or 0)


async def all_done(worker: Worker) -> None:
    while await worker.once():
        pass


async def test_what_is_asked_for_is_done_once_and_not_before_its_time(bank: World, worker: Worker) -> None:
    number = await asked(bank, "in-time", minutes=5)

    await all_done(worker)
    assert RAN["in-time"] == 0
    with bank.hands.later(minutes=5, seconds=1):
        await all_done(worker)
        await all_done(worker)

    assert (RAN["in-time"], await written(bank, "in-time"), (await kept(bank, number))["state"]) == (1, 1, "done")


async def test_what_the_business_takes_back_is_never_done(bank: World, worker: Worker) -> None:
    async with bank.bank.db.writers.acquire() as connection:
        undone = connection.transaction()
        await undone.start()
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        await later(ctx, "test.note", Note(what="taken-back"), ctx.now)
        await undone.rollback()

    await all_done(worker)

    assert RAN["taken-back"] == 0


async def test_what_fails_is_tried_again_ever_later_and_leaves_nothing_meanwhile(bank: World, worker: Worker) -> None:
    number = await asked(bank, "fails")
    BROKEN.add("fails")
    waits, ahead = [], 0.0
    for tries in range(1, 9):
        with bank.hands.later(seconds=ahead):
            now = bank.bank.clock()
            assert await worker.once()
            assert not await worker.once(), "it is not due at once"
        row = await kept(bank, number)
        assert (row["tries"], row["said"]) == (tries, "RuntimeError"), "its kind, not its words"
        waits.append(round((row["run_at"] - now).total_seconds()))
        ahead += waits[-1] + 1

    assert waits[:7] == [1, 2, 4, 8, 16, 32, 64]
    assert (row["state"], RAN["fails"], await written(bank, "fails")) == ("failed", 8, 0)


async def test_what_failed_once_is_done_at_last(bank: World, worker: Worker) -> None:
    number = await asked(bank, "recovers")
    BROKEN.add("recovers")
    await worker.once()
    BROKEN.clear()
    with bank.hands.later(seconds=3):
        await all_done(worker)

    assert ((await kept(bank, number))["state"], await written(bank, "recovers")) == ("done", 1)


async def test_one_that_fails_does_not_hold_the_others_up(bank: World, worker: Worker) -> None:
    BROKEN.add("first")
    await asked(bank, "first", minutes=-5)
    await asked(bank, "second")

    await all_done(worker)

    assert await written(bank, "second") == 1


async def test_a_worker_that_dies_in_the_middle_has_done_nothing(
    bank: World, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await asked(bank, "dies")
    reached = asyncio.Event()

    async def endless(ctx: Context, ask: Note) -> None:
        await note(ctx, ask)
        reached.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setitem(jobs_declared(), "test.note", replace(jobs_declared()["test.note"], run=endless))
        dying = asyncio.create_task(worker.once())
        await reached.wait()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
    assert (await written(bank, "dies"), (await kept(bank, number))["state"]) == (0, "due")

    await all_done(bank.bank.worker())

    assert (await written(bank, "dies"), (await kept(bank, number))["state"]) == (1, "done")


async def test_many_workers_do_each_piece_once(bank: World, worker: Worker) -> None:
    for n in range(20):
        await asked(bank, f"crowd-{n}")

    await asyncio.gather(*(all_done(bank.bank.worker()) for _ in range(4)))

    assert [await written(bank, f"crowd-{n}") for n in range(20)] == [1] * 20


async def test_a_schedule_is_kept_once_whoever_keeps_it(bank: World, worker: Worker) -> None:
    await asyncio.gather(*(bank.bank.worker().schedule() for _ in range(4)))
    await all_done(worker)
    await worker.schedule()
    await all_done(worker)
    assert RAN["monthly"] == 1

    with bank.hands.later(days=30):
        await worker.schedule()
        await all_done(worker)
    assert RAN["monthly"] == 2


async def test_where_the_clock_runs_faster_no_more_jobs_come_of_it(bank: World) -> None:
    fast = replace(bank.bank, pace=60)
    worker = fast.worker()
    for minutes in range(0, 60, 20):
        with bank.hands.later(days=90, minutes=minutes):
            await worker.schedule()

    async with bank.bank.db.writers.acquire() as connection:
        seals = await connection.fetchval(
            "SELECT count(*) FROM job_due WHERE name = 'audit.seal' AND run_at > $1", bank.hands() + timedelta(days=80)
        )

    assert seals <= 2, "an interval of a minute is an hour of this clock"


async def test_a_job_asked_for_twice_under_one_id_is_one(bank: World, worker: Worker) -> None:
    number = derived_id("test", "once")
    for _ in range(2):
        async with bank.bank.db.writers.acquire() as connection, connection.transaction():
            ctx = replace(bank.bank.context(), writing=Writing(connection))
            await later(ctx, "test.note", Note(what="once"), ctx.now, number)
        await all_done(worker)

    assert RAN["once"] == 1


async def test_what_a_job_did_is_in_the_record_under_its_id(bank: World, worker: Worker) -> None:
    number = await asked(bank, "recorded")
    await all_done(worker)

    async with bank.bank.db.writers.acquire() as connection:
        row = await connection.fetchrow("SELECT verb, said, refused FROM journal_record WHERE key = $1", number)
    assert row["verb"] == "job test.note"
    assert '"test.noted"' in row["said"]
    assert row["refused"] is False


async def test_a_refusal_counts_as_a_failure(bank: World, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuses(_: Context, __: Note) -> None:
        raise BadInput(field="what")

    number = await asked(bank, "refused")
    with monkeypatch.context() as patch:
        patch.setitem(jobs_declared(), "test.note", replace(jobs_declared()["test.note"], run=refuses))
        await worker.once()

    row = await kept(bank, number)
    assert (row["state"], row["tries"], row["said"]) == ("due", 1, "BadInput")


async def test_a_worker_outlives_a_lost_database(bank: World, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, done = asyncio.Event(), asyncio.Event()
    await asked(bank, "after")

    async def schedule(_: Worker) -> None:
        if not lost.is_set():
            lost.set()
            raise ConnectionResetError
        if RAN["after"]:
            done.set()

    monkeypatch.setattr(Worker, "schedule", schedule)
    working = asyncio.create_task(worker.work(every_s=0))
    await asyncio.wait_for(done.wait(), 10)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert await written(bank, "after") == 1


async def test_what_is_no_job_cannot_be_asked_for(bank: World) -> None:
    async with bank.bank.db.writers.acquire() as connection:
        ctx = replace(bank.bank.context(), writing=Writing(connection))
        with pytest.raises(Fault, match="no job"):
            await later(ctx, "test.nothing", Note(what="x"), ctx.now)
    with pytest.raises(Fault, match="declared twice"):
        job("test.note")(note)


@pytest.mark.parametrize("what", ["falls", "falls twice"])
async def test_what_takes_its_process_down_is_given_up_after_some_falls_and_the_next_is_done(
    bank: World, worker: Worker, what: str
) -> None:
    number, behind = await asked(bank, what, "test.slow", minutes=-1), await asked(bank, "behind", "test.slow")
    for _ in range(FALLS_MAX):
        with pytest.raises(Killed):
            await bank.bank.worker(slow=True).once()
        assert (await kept(bank, number))["state"] == "due"

    await all_done(bank.bank.worker(slow=True))

    row = await kept(bank, number)
    assert (row["state"], row["said"], RAN[what], await written(bank, what)) == ("failed", "fell", FALLS_MAX, 0)
    assert await written(bank, f"instead of {what}") == (what == "falls")
    assert (await kept(bank, behind))["state"] == "done"


async def test_an_orderly_stop_is_no_fall(bank: World, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    number = await asked(bank, "stopped", "test.slow")
    for _ in range(FALLS_MAX + 2):
        reached = asyncio.Event()

        async def endless(_: Context, __: Note, reached: asyncio.Event = reached) -> None:
            reached.set()
            await asyncio.Event().wait()

        with monkeypatch.context() as patch:
            patch.setitem(jobs_declared(), "test.slow", replace(jobs_declared()["test.slow"], run=endless))
            stopping = asyncio.create_task(bank.bank.worker(slow=True).once())
            await reached.wait()
            stopping.cancel()
            await asyncio.gather(stopping, return_exceptions=True)

    await all_done(bank.bank.worker(slow=True))

    assert (await kept(bank, number))["state"] == "done"


async def test_a_connection_that_is_lost_is_no_fall(
    bank: World, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await asked(bank, "cut", "test.slow")

    async def cut(ctx: Context, _: Note) -> None:
        connection: Any = write(ctx).connection
        connection.terminate()

    with monkeypatch.context() as patch:
        patch.setitem(jobs_declared(), "test.slow", replace(jobs_declared()["test.slow"], run=cut))
        for _ in range(FALLS_MAX + 2):
            with pytest.raises(CUT):
                await bank.bank.worker(slow=True).once()

    await all_done(bank.bank.worker(slow=True))

    assert (await kept(bank, number))["state"] == "done"


async def test_what_failed_too_often_is_done_without(bank: World, worker: Worker) -> None:
    number = await asked(bank, "breaks", "test.slow")
    BROKEN.add("breaks")
    ahead = 0.0
    for _ in range(8):
        with bank.hands.later(seconds=ahead):
            assert await bank.bank.worker(slow=True).once()
        ahead += 300

    assert (await kept(bank, number))["state"] == "failed"
    assert await written(bank, "instead of breaks") == 1
