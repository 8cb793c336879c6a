"""Events by batches of fifty through HTTP, beside a bare INSERT of the same rows; then the same under kill -9.

The bank is `sycee serve` on a durable database. Short stretches alternate: the bank, and asyncpg alone, which inserts
as many rows a statement from as many connections as the bank writes with into a table with the same columns and
indexes, each statement a commit.
Then clients report on while the application, the database or both are killed at random instants; a batch without an
answer is sent again as it was. Afterwards every message id that was answered for is looked for.

  per_s, bare_per_s   events a second; ratio: median of the rounds
  p50/p99_ms          of a batch at full load
  cpu_us              of the serving process, per event
  calls_per_s         batches a second, and beside it journalled_per_s: calls of a small write that has key and record
  acknowledged        events answered for under kill -9; lost: of these absent; doubled: there twice
  kills               of the application, the database or both; again: batches sent more than once
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import uvloop

from benchmarks._bench import (
    Bench,
    arguments,
    bench,
    cpu_of,
    durability,
    free_port,
    machine,
    percentile,
    report,
    settle,
    versions,
)
from benchmarks._callers import lines_to, request
from benchmarks._events_client import Order, Told
from benchmarks.faults import App, Nemesis, all_ready
from benchmarks.http import served
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.core import party
from sycee.kit.capability import Writing
from sycee.kit.ids import new_id

PEOPLE, LINES, BATCH, PASSWORD = 150, 32, 50, "harbour-lantern-42"
_ALIKE = """
CREATE TABLE bare (LIKE feature_event INCLUDING ALL);
"""
_BARE = """
INSERT INTO bare (owner, message, kind, name, at, came_at, channel, props)
SELECT 1, m, 'track', 'recommend.opened', $2, $2, 'http', p::jsonb FROM unnest($1::uuid[], $3::text[]) AS e (m, p)
"""
_THERE = "SELECT message FROM feature_event WHERE kind <> 'call'"


async def found(folder: Path, people: int) -> list[str]:
    """A bank with people who may sign in: their phones."""
    phones = [f"137{n:08d}" for n in range(people)]
    async with open_bank(Settings(folder, None, free_port())) as bank:
        for n, phone in enumerate(phones):
            async with bank.db.writers.acquire() as connection, connection.transaction():
                ctx = replace(bank.context(), writing=Writing(connection))
                new = party.NewPerson(
                    name=f"客户{n}", phone=phone, document=f"33010619900101{n:04d}", password=PASSWORD
                )
                await party.join(ctx, new)
        owner = await asyncpg.connect(bank.dsn)
        await owner.execute(_ALIKE)
        await owner.close()
    return phones


async def signed_in(port: int, phones: list[str]) -> list[str]:
    """Their sessions' tokens."""
    [line] = await lines_to(port, 1)
    tokens = []
    for phone in phones:
        ask = msgspec.json.encode({"phone": phone, "password": PASSWORD}).decode()
        status, said = await line.call(request(port, "/v1/session/start", "", ask))
        assert status == 200, said.decode()
        tokens.append(msgspec.json.decode(said)["token"])
    line.transport.close()
    return tokens


async def sends(order: Order) -> Told:
    """Have a process of its own carry an order out; an odd answer ends the benchmark."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks._events_client", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate(msgspec.json.encode(order) + b"\n")
    told = msgspec.json.decode(said, type=Told)
    assert not told.strange, told.strange
    return told


async def bare(dsn: str, seconds: float) -> float:
    """Events a second of INSERT alone, from as many connections as the bank writes with."""
    connections = [await asyncpg.connect(dsn) for _ in range(8)]
    loop = asyncio.get_running_loop()
    began, until, done = loop.time(), loop.time() + seconds, 0
    props = ['{"item": "article.budget.3", "place": 2, "by_lot": false}'] * BATCH

    async def one(connection: Any) -> None:
        nonlocal done
        while loop.time() < until:
            now = datetime.now(UTC)
            await connection.execute(_BARE, [new_id(now) for _ in range(BATCH)], now, props)
            done += BATCH

    await asyncio.gather(*(one(connection) for connection in connections))
    took = loop.time() - began
    for connection in connections:
        await connection.close()
    return done / took


async def rates(b: Bench, phones: list[str], folder: Path, *, quick: bool) -> dict[str, float]:
    """Rounds of both, and a small journalled write beside."""
    rounds, seconds = (2, 1.5) if quick else (6, 4.0)
    port, desk = free_port(), free_port()
    its = {"SYCEE_HOME": str(b.server.folder), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": str(desk)}
    async with served(port, "sycee.app.main", "serve", "--only", **its) as bank:
        order = Order(port, await signed_in(port, phones), seconds, LINES, BATCH, str(folder / "rate"))
        await sends(msgspec.structs.replace(order, seconds=1.0))  # plans are made, pages are in memory
        ours, alone, cpu, took = [], [], [], list[float]()
        for _ in range(rounds):
            await settle()
            alone.append(await bare(b.server.dsn(), seconds))
            await settle()
            spent = cpu_of(bank.pid)
            told = await sends(order)
            ours.append(told.calls * BATCH / told.seconds)
            cpu.append((cpu_of(bank.pid) - spent) * 1e6 / (told.calls * BATCH))
            took += told.took_ms
            print(f"  {ours[-1]:8.0f} events a second, {alone[-1]:8.0f} by INSERT alone", flush=True)
        await settle()
        small = msgspec.structs.replace(order, verb="recommend/not_for_me", plain='{"item": "article.budget.3"}')
        journalled = await sends(small)
    return {
        "per_s": median(ours), "bare_per_s": median(alone),
        "ratio": median(o / a for o, a in zip(ours, alone, strict=True)),
        "p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99), "cpu_us": median(cpu),
        "calls_per_s": median(ours) / BATCH, "journalled_per_s": journalled.calls / journalled.seconds,
    }  # fmt: skip


async def killed(b: Bench, phones: list[str], folder: Path, seed: int, seconds: float) -> dict[str, float]:
    """Clients report while what they report to is killed; then what was answered for is looked for."""
    app = App(b.server.folder, free_port())
    await app.start()
    try:
        await all_ready([app])
        tokens = await signed_in(app.port, phones)
        order = Order(app.port, tokens, seconds, 8, 10, str(folder / "killed"))
        nemesis = Nemesis(b.server.folder, [app], seed, 2.0)
        strikes = asyncio.create_task(nemesis.run())
        told = await sends(order)
        strikes.cancel()
        await asyncio.gather(strikes, return_exceptions=True)
        await all_ready([app])
        lost, doubled, count = await judged(b.server.dsn(), folder)
    finally:
        await app.kill()
    return {"acknowledged": count, "lost": lost, "doubled": doubled, "kills": len(nemesis.kills), "again": told.again}


async def judged(dsn: str, folder: Path) -> tuple[int, int, int]:
    """How many of those answered for are absent, how many are there twice, and how many were answered for."""
    acked = set[UUID]()
    for file in ("rate", "killed"):
        held = await asyncio.to_thread((folder / file).read_bytes)
        acked |= {UUID(bytes=held[n : n + 16]) for n in range(0, len(held), 16)}
    owner = await asyncpg.connect(dsn)
    there = [row["message"] for row in await owner.fetch(_THERE)]
    await owner.close()
    return len(acked - set(there)), len(there) - len(set(there)), len(acked)


async def main() -> None:
    asked = arguments(__doc__).parse_args()
    before, began = machine(), datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="sycee-events-") as kept:
        async with bench() as b:
            phones = await found(b.server.folder, 40 if asked.quick else PEOPLE)
            figures = await rates(b, phones, Path(kept), quick=asked.quick)
            durable = await durability(b.server.dsn())
            figures |= await killed(b, phones, Path(kept), asked.seed, 10.0 if asked.quick else 60.0)
    report(
        figures, machine=before, load_after=machine()["load"], seed=asked.seed, durability=durable, lines=LINES,
        batch=BATCH, versions=versions("asyncpg", "msgspec", "starlette", "uvicorn", "uvloop"),
        took_s=round((datetime.now(UTC) - began).total_seconds(), 1),
    )  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
