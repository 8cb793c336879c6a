"""One transfer through HTTP with every guard stage, beside an empty Starlette route that reads and writes a struct.

Both are served by uvicorn on real sockets and called over the same keep-alive connections from a process of its own.
The bank is `sycee serve --only` on a durable database: a session by bearer token, a key, the payee looked up and known,
the limits, the assurance table, what goes in a day without a proof, the till's commit with its record. Short stretches
of both alternate, so that what else the machine does meets both.

  cpu_us, bare_cpu_us   CPU of the serving process per call, at full load; ratio of the two: median of the rounds
  server_us             CPU of PostgreSQL per call
  work_us               afterwards, CPU of `sycee work` per call until every reader has read its fact (not in --quick)
  per_s, bare_per_s     calls a second at full load, callers and database on the same machine
  p50/p99_ms            from when a call was due, while calls come by chance at half of per_s
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

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
from benchmarks._callers import Caller, Line, Order, Sent, lines_to, request
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.city import load_city, plan_city
from sycee.guard import identity
from sycee.kit.time import bank_day

PEOPLE, LINES, CALLERS, SPARE, PASSWORD, YUAN = 300, 64, 32, 40, "harbour-lantern-42", "0.10"
PATH = "/v1/transfer/send"
_READ = """
SELECT coalesce(bool_and(r.batch >= c.batch), true)
FROM journal_chain c JOIN journal_reader r USING (slot)
"""


@dataclass(frozen=True)
class Served:
    """A serving process."""

    port: int
    pid: int


@dataclass(frozen=True)
class Run:
    """One stretch, per call."""

    per_s: float
    cpu_us: float
    server_us: float


# What is called.


@asynccontextmanager
async def started(*command: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process in a group of its own, stopped at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, env={**os.environ, **environment}, stdout=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGTERM)
            await process.wait()


@asynccontextmanager
async def served(port: int, *command: str, **environment: str) -> AsyncIterator[Served]:
    """A server, from when it answers."""
    async with started(*command, **environment) as process:
        while process.returncode is None and not await _listens(port):  # noqa: ASYNC110 a process of its own
            await asyncio.sleep(0.05)
        assert process.returncode is None, f"{command} has ended with {process.returncode}"
        yield Served(port, process.pid)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def found(b: Bench, seed: int) -> list[str]:
    """A bank with a small city, some of whose people may sign in: their phones."""
    async with open_bank(Settings(b.server.folder, None, free_port())) as bank:
        city = plan_city(PEOPLE, 1, seed, bank_day(bank.clock()) - timedelta(days=1))
        await load_city(bank.dsn, bank.vault, city)
        people = [p for quarter in city.built() for p in quarter.people if p.phone][:SPARE]

        async def let_in(ctx: Any) -> None:
            for person in people:
                await identity.enrol(ctx, person.number, person.phone, PASSWORD)

        await bank.runner.as_bank(bank.context(), "city.enrol", let_in)
    return [p.phone for p in people]


async def signed_in(port: int, phones: list[str]) -> list[Caller]:
    """People who sign in as their app does, each with a payment to somebody whom they have paid before."""
    lines = await lines_to(port, 4)
    made: list[Caller] = []

    async def some(line: Line, phones: list[str]) -> None:
        for phone in phones:
            token = (await _ask(line, port, "session/start", "", {"phone": phone, "password": PASSWORD}))["token"]
            accounts = (await _ask(line, port, "account/list", token, {}))["accounts"]
            payees = (await _ask(line, port, "payee/list", token, {}))["payees"]
            funds = [a["id"] for a in accounts if float(a["available"]["amount"]) > 1000]
            known = [p["id"] for p in payees if p["sent_count"]]
            if funds and known:
                ask = {
                    "source": funds[0],
                    "payee": known[0],
                    "amount": {"amount": YUAN, "asset": "CNY"},
                    "memo": "房租",
                }
                made.append(Caller(token, msgspec.json.encode(ask).decode()))

    await asyncio.gather(*(some(line, phones[n :: len(lines)]) for n, line in enumerate(lines)))
    for line in lines:
        line.transport.close()
    return made


async def _ask(line: Line, port: int, verb: str, token: str, ask: dict[str, Any]) -> Any:
    status, body = await line.call(request(port, f"/v1/{verb}", token, msgspec.json.encode(ask).decode()))
    assert status == 200, body.decode()
    return msgspec.json.decode(body)


# Who calls.


class Crowd:
    """The callers' process."""

    def __init__(
        self, process: asyncio.subprocess.Process, callers: list[Caller], seed: int, bank: int, path: str
    ) -> None:
        self._bank, self._path = bank, path
        self._process, self._callers, self._random = process, callers, random.Random(seed)  # noqa: S311
        self.sent = 0

    async def send(self, port: int, seconds: float, per_s: float | None = None) -> Sent:
        """Have it call; what is not answered with 200 ends the benchmark."""
        order = Order(port, self._path, seconds, self._callers, LINES, self._random.randrange(2**32), per_s)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        sent = msgspec.json.decode(await self._process.stdout.readline(), type=Sent)
        assert set(sent.statuses) == {200}, f"{sent.statuses}: {sent.strange}"
        self.sent += len(sent.took_ms) * (port == self._bank)
        return sent


@asynccontextmanager
async def crowd(callers: list[Caller], seed: int, bank: int, path: str = PATH) -> AsyncIterator[Crowd]:
    """Callers in a process of their own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks._callers", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        limit=2**26,
    )  # fmt: skip
    assert process.stdin
    try:
        yield Crowd(process, callers, seed, bank, path)
    finally:
        process.stdin.close()
        await process.wait()


async def full(b: Bench, calls: Crowd, at: Served, seconds: float) -> Run:
    """As fast as the connections go."""
    await settle()
    own, server = cpu_of(at.pid), b.cpu_s()
    sent = await calls.send(at.port, seconds)
    us = 1e6 / len(sent.took_ms)
    return Run(len(sent.took_ms) / sent.seconds, (cpu_of(at.pid) - own) * us, (b.cpu_s() - server) * us)


async def worked(b: Bench, environment: dict[str, str]) -> float:
    """CPU seconds that `sycee work` takes, in a process of its own, until everything that was told has been read."""
    owner = await asyncpg.connect(b.server.dsn())
    try:
        async with started("sycee.app.main", "work", **environment) as work:
            while not await owner.fetchval(_READ):  # noqa: ASYNC110 a process of its own
                await asyncio.sleep(0.1)
            return cpu_of(work.pid)
    finally:
        await owner.close()


# The run.


async def measured(b: Bench, asked: Any) -> dict[str, float]:
    """Rounds of both, then the bank at half load, and in a long run what is done afterwards."""
    rounds, seconds = (4, 2.0) if asked.quick else (8, 5.0)
    phones = await found(b, asked.seed)
    port, desk, bare_port = free_port(), free_port(), free_port()
    its = {"SYCEE_HOME": str(b.server.folder), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": str(desk)}
    async with (
        served(bare_port, "benchmarks._bare", str(bare_port)) as empty,
        served(port, "sycee.app.main", "serve", "--only", **its) as bank,
    ):
        callers = (await signed_in(bank.port, phones))[:CALLERS]
        assert len(callers) == CALLERS, f"only {len(callers)} of them have money and somebody to pay"
        async with crowd(callers, asked.seed, port) as calls:
            for at in (empty, bank):
                await full(b, calls, at, 1.5)  # plans are made, pages are in memory
            both = [await _round(b, calls, empty, bank, seconds) for _ in range(rounds)]
            per_s = median(ours.per_s for _, ours in both)
            await settle()
            took = (await calls.send(bank.port, seconds * 2, per_s / 2)).took_ms
    figures = figures_of(both, took)
    if not asked.quick:
        figures["work_us"] = await worked(b, its) * 1e6 / calls.sent
    return figures


async def _round(b: Bench, calls: Crowd, empty: Served, bank: Served, seconds: float) -> tuple[Run, Run]:
    bare, ours = await full(b, calls, empty, seconds), await full(b, calls, bank, seconds)
    told = f"{ours.cpu_us:6.1f} us a transfer, and {ours.server_us:6.1f} of PostgreSQL"
    print(f"  {bare.cpu_us:6.1f} us bare, {told}", flush=True)
    return bare, ours


def figures_of(both: list[tuple[Run, Run]], took_ms: list[float]) -> dict[str, float]:
    """Medians over the rounds; the ratio is that of each round."""
    bare, ours = zip(*both, strict=True)
    return {
        "ratio": median(our.cpu_us / its.cpu_us for its, our in both),
        "cpu_us": median(run.cpu_us for run in ours),
        "bare_cpu_us": median(run.cpu_us for run in bare),
        "server_us": median(run.server_us for run in ours),
        "per_s": median(run.per_s for run in ours),
        "bare_per_s": median(run.per_s for run in bare),
        "p50_ms": percentile(took_ms, 0.5),
        "p99_ms": percentile(took_ms, 0.99),
    }


async def main() -> None:
    asked = arguments(__doc__).parse_args()
    before, began = machine(), datetime.now(UTC)
    async with bench() as b:
        figures = await measured(b, asked)
        durable = await durability(b.server.dsn())
    report(
        figures, machine=before, load_after=machine()["load"], seed=asked.seed, durability=durable,
        versions=versions("asyncpg", "msgspec", "starlette", "uvicorn", "uvloop", "httptools"), lines=LINES,
        callers=CALLERS,        took_s=round((datetime.now(UTC) - began).total_seconds(), 1),
    )  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
