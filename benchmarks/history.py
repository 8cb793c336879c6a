"""Ten years of a busy customer: pages of the detail query and sums, through HTTP, the guard and row-level security.

A small city in a durable database, of which two dozen customers have 40,000 entries each over ten years, in a table
filled up to ten million entries (one million in --quick, eight customers). `sycee serve --only` answers, at the pace
that it lets one customer call; callers are a process of their own. Bare SQL is a keyset page of the same entries on an
open connection, in the same run.

  p50_ms, p99_ms             a page of 30 at the first, middle and last page by turns, while calls come by chance
  pages_per_s                pages answered a second while as many were asked for as the connections take
  asked_per_s                the rate at which p50/p99 were taken: 500, or half of pages_per_s where that is less
  bare_ms, ratio             the bare SQL of the same pages at the median; CPU of PostgreSQL per page through
                             HTTP over that of the bare SQL
  summary_p50/p99_ms         sums by category and month over all ten years, one caller after another
  cold_ms                    the first of them in a process: it reads all of the book
"""

from __future__ import annotations

import time
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
    durability,
    free_port,
    machine,
    percentile,
    report,
    settle,
    versions,
)
from benchmarks._callers import Caller, Line, lines_to, request
from benchmarks.http import PASSWORD, crowd, found, served

ENTRIES, PAGE = 40_000, 30
_BUSY = """
WITH texts AS (
    SELECT row_number() OVER () AS n, amount, kind, party, memo FROM (
        SELECT amount, kind, party, memo FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
        WHERE a.owner > 0 AND e.account_id <> $1 AND abs(amount) < 1000000 LIMIT 20000
    ) AS lately
), made AS (
    SELECT s AS seq, t.amount, sum(t.amount) OVER (ORDER BY s) AS balance, t.kind, t.party, t.memo,
           now() - interval '10 years' + s * interval '10 years' / $2 AS at
    FROM generate_series(1, $2) AS s JOIN texts t ON t.n = 1 + s % (SELECT count(*) FROM texts)
)
INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
SELECT $1, seq, amount, balance, at, gen_random_uuid(), at::date, kind, party, memo FROM made
"""
_REACHED = "UPDATE ledger_account SET seq = $2, booked_at = now() WHERE id = $1"
_FILL = """
INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
SELECT 10000000 + n / 100, 1 + n % 100, 100, 100, now(), gen_random_uuid(), now()::date, 'purchase', '财付通-面馆',
       '堂食'
FROM generate_series($1::bigint, $2::bigint) AS n
"""
_BARE = """
SELECT account_id, seq, booked_at, value_on, amount, balance, transfer_id, kind, party, memo FROM ledger_entry
WHERE account_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT 31
"""


async def filled(b: Bench, entries: int, accounts: list[int]) -> None:
    """The busy customers' entries, and others' up to so many in all."""
    owner = await asyncpg.connect(b.server.dsn())
    try:
        for account in accounts:
            await owner.execute("DELETE FROM ledger_entry WHERE account_id = $1", account)
            await owner.execute(_BUSY, account, ENTRIES)
            await owner.execute(_REACHED, account, ENTRIES)
        step, others = 500_000, entries - ENTRIES * len(accounts)
        for first in range(0, others, step):
            await owner.execute(_FILL, first, min(first + step, others) - 1)
        await owner.execute("VACUUM (ANALYZE) ledger_entry")
    finally:
        await owner.close()


async def asked_of(line: Line, port: int, verb: str, token: str, ask: dict[str, Any]) -> Any:
    """An answer."""
    status, body = await line.call(request(port, f"/v1/{verb}", token, msgspec.json.encode(ask).decode()))
    assert status == 200, body.decode()
    return msgspec.json.decode(body)


async def enters(line: Line, port: int, phone: str) -> tuple[str, int]:
    """Somebody's token and current account."""
    token = (await asked_of(line, port, "session/start", "", {"phone": phone, "password": PASSWORD}))["token"]
    return token, (await asked_of(line, port, "account/list", token, {}))["accounts"][0]["id"]


async def cursors(line: Line, port: int, token: str, ref: str) -> list[dict[str, Any]]:
    """Asks for the first, the middle and the last page."""
    first = {"accounts": [ref], "limit": PAGE}
    begin = datetime.now(UTC) - timedelta(days=3652)
    asks = [first]
    for days in (1826, 20):
        until = (begin + timedelta(days=days)).date().isoformat()
        page = await asked_of(line, port, "book/entries", token, first | {"until": until})
        asks.append(first | {"cursor": page["next"]})
    return asks


async def bare(b: Bench, account: int, seconds: float) -> tuple[float, float]:
    """Median milliseconds, and CPU of PostgreSQL per page, of the bare SQL."""
    connection = await asyncpg.connect(b.server.dsn())
    took = []
    try:
        before, ends = b.cpu_s(), time.perf_counter() + seconds
        while time.perf_counter() < ends:
            for seq in (ENTRIES + 1, ENTRIES // 2, 200):
                begun = time.perf_counter()
                await connection.fetch(_BARE, account, seq)
                took.append((time.perf_counter() - begun) * 1000)
        return median(took), (b.cpu_s() - before) * 1e6 / len(took)
    finally:
        await connection.close()


async def sums(line: Line, port: int, token: str, times: int) -> tuple[float, list[float]]:
    """Milliseconds of the first look, and of those that follow."""
    call, took = request(port, "/v1/book/summary", token, '{"by":["category","month"]}'), []
    for _ in range(times + 1):
        begun = time.perf_counter()
        status, _ = await line.call(call)
        took.append((time.perf_counter() - begun) * 1000)
        assert status == 200
    return took[0], took[1:]


async def measured(b: Bench, asked: Any) -> dict[str, float]:
    """Everything, against one serving process."""
    seconds, entries, busy = (4.0, 1_000_000, 8) if asked.quick else (15.0, 10_000_000, 24)
    phones, port, desk = (await found(b, asked.seed))[:busy], free_port(), free_port()
    its = {"SYCEE_HOME": str(b.server.folder), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": str(desk)}
    async with served(port, "sycee.app.main", "serve", "--only", **its) as bank:
        (line,) = await lines_to(port, 1)
        entered = [await enters(line, port, phone) for phone in phones]
        await filled(b, entries, [account for _, account in entered])
        (line,) = await lines_to(port, 1)  # the server has closed one that was idle meanwhile
        await settle()
        cold, warm = await sums(line, port, entered[0][0], 100 if asked.quick else 500)
        callers = [
            Caller(token, msgspec.json.encode(ask).decode())
            for token, account in entered
            for ask in await cursors(line, port, token, f"own:{account}")
        ]
        async with crowd(callers, asked.seed, port, "/v1/book/entries") as calls:
            await calls.send(port, 2.0)
            await settle()
            bare_ms, bare_us = await bare(b, entered[0][1], seconds / 2)
            before = b.cpu_s()
            full = await calls.send(port, seconds)
            page_us = (b.cpu_s() - before) * 1e6 / len(full.took_ms)
            rate = len(full.took_ms) / full.seconds
            chosen = min(500.0, rate / 2)
            took = (await calls.send(bank.port, seconds, chosen)).took_ms
    return {
        "p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99), "pages_per_s": rate, "asked_per_s": chosen,
        "bare_ms": bare_ms, "ratio": page_us / bare_us, "summary_p50_ms": percentile(warm, 0.5),
        "summary_p99_ms": percentile(warm, 0.99), "cold_ms": cold,
    }  # fmt: skip


async def main() -> None:
    asked = arguments(__doc__).parse_args()
    before, began = machine(), datetime.now(UTC)
    async with bench() as b:
        figures = await measured(b, asked)
        durable = await durability(b.server.dsn())
    report(figures, machine=before, load_after=machine()["load"], seed=asked.seed, durability=durable,
           versions=versions("asyncpg", "numpy", "uvicorn"), entries=ENTRIES,
           took_s=round((datetime.now(UTC) - began).total_seconds(), 1))  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
