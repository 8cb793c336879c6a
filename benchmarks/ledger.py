"""The ledger's figure: plans a second through the public till, as multiples of pgbench's TPC-B on the same server.

Both wait for the same disk: fsync and synchronous commit are on and asserted. Every plan of the till has a key, a
stored answer, its record in the chain, a fact, a day limit and its consent; one in ten comes with an approval's row,
the others with an allowance that the database checks. What guard looks up before a plan comes to the till is left to
the benchmark `http`.

  ratio         uniform accounts, by the clock; cpu_ratio the same by CPU of all processes on both sides
  hot_ratio     one account in every plan
  bare_ratio    transfer, entries and balances only: batches go straight to the book, without till, limits and consent
  p50/p99_ms    a plan's way through the till at half of full load, plans arriving on their own
"""

from __future__ import annotations

import asyncio
import gc
import random
import re
import resource
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import msgspec
import uvloop

from benchmarks._bench import Bench, arguments, bench, durability, machine, percentile, report, settle, versions
from sycee.core.ledger import LedgerBook, verify
from sycee.core.transfer import Receipt, Sent
from sycee.kit.capability import Context, Subject
from sycee.kit.db import Database, connect, migrate
from sycee.kit.errors import Busy
from sycee.kit.ids import new_id
from sycee.kit.money import CNY, Money
from sycee.kit.till import Allow, Intent, Leg, Plan, Sealed, Shown, Ticket, Till, intent_of, restore
from sycee.kit.words import words

ACCOUNTS, CALLERS, SCALE, HOT = 100_000, 512, 50, 1
CLIENTS = (4, 8, 16)
BATCH, LANES = 200, 2
APPROVED_SHARE, ALLOWANCE = 0.1, 2

_OPEN = """
INSERT INTO ledger_account (owner, asset, floor, credits, seq, day_cap)
SELECT n, 1, 0, 100000000, 1, 10000000 FROM generate_series(1, $1::bigint) AS n
"""
_OUTSIDE = """
INSERT INTO ledger_account (owner, asset, floor, debits, seq) VALUES (0, 1, NULL, 100000000 * $1::bigint, 1)
"""
_ENTER = """
INSERT INTO ledger_entry (account_id, seq, amount, balance, booked_at, transfer_id, value_on, kind, party, memo)
SELECT id, 1, credits - debits, credits - debits, now(), $1, current_date, 'opening', '', '' FROM ledger_account
"""
_APPROVAL = ("id", "subject", "key", "digest", "ceiling", "factor", "confirmed", "made_at", "expires_at")


class Permissive:
    """A judge that looks nothing up: one allowance for all."""

    async def decide(self, _: Context, intent: Intent) -> Allow:
        return Allow(intent.digest, ALLOWANCE)

    async def propose(self, *_: Any) -> Any:
        raise AssertionError("nothing is challenged here")


@dataclass(frozen=True)
class Run:
    """How one stretch went: per second, and CPU of everything involved per transaction."""

    per_s: float
    server_us: float
    app_us: float

    @property
    def cpu_us(self) -> float:
        return self.server_us + self.app_us


# The reference.


async def lay_out_tpcb(b: Bench) -> None:
    """TPC-B's tables, filled by the server itself."""
    await b.fresh("tpcb")
    await _pgbench(b, "-i", "-q", "-s", str(SCALE), "-I", "dtGvp")


async def tpcb(b: Bench, seconds: int) -> Run:
    """The best of several numbers of pgbench's clients."""
    runs = [await _tpcb(b, clients, seconds) for clients in CLIENTS]
    return max(runs, key=lambda run: run.per_s)


async def _tpcb(b: Bench, clients: int, seconds: int) -> Run:
    await settle()
    before = b.cpu_s()
    said, own = await _pgbench(b, "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds))
    done = int(re.search(r"actually processed: (\d+)", said)[1])  # type: ignore[index]
    per_s = float(re.search(r"tps = ([\d.]+)", said)[1])  # type: ignore[index]
    run = Run(per_s, (b.cpu_s() - before) / done * 1e6, own / done * 1e6)
    print(f"  TPC-B, {clients:2} clients: {run.per_s:8,.0f}/s {run.cpu_us:6.1f} us CPU", flush=True)
    return run


async def _pgbench(b: Bench, *args: str) -> tuple[str, float]:
    """What pgbench says, and the CPU it took itself."""
    program = shutil.which("pgbench", path=str(b.programs)) or shutil.which("pgbench")
    assert program, "pgbench is missing: the wheel brings it, and so does Debian's postgresql package"
    where = ("-h", str(b.server.socket_folder), "-p", str(b.server.port), "-U", "postgres", "tpcb")
    before = _children_s()
    process = await asyncio.create_subprocess_exec(
        program, *args, *where, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode(), _children_s() - before


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# The till.

SHOWN = tuple(words(zh=zh, en=en) for zh, en in (("收款人", "To"), ("收款账号", "To account"), ("金额", "Amount")))
FEN = Money(100, CNY)
MARK, SESSION, LONG = b"m" * 16, uuid4(), datetime(2099, 1, 1, tzinfo=UTC)


class Town:
    """Customers with an account each, who pay each other. Without `hot` all are alike; with it one is in every plan."""

    def __init__(self, db: Database, seed: int) -> None:
        self.db, self.random = db, random.Random(seed)  # noqa: S311
        self.hot = False
        self.keys: list[UUID] = []
        self.approved: list[tuple[bytes, UUID, int]] = []
        self.owner: Any = None

    def two(self) -> tuple[int, int]:
        """Who pays whom."""
        payer = self.random.randrange(2, ACCOUNTS + 1)
        payee = HOT if self.hot else self.random.randrange(1, ACCOUNTS + 1)
        return (payer, payee) if payer != payee else self.two()

    def context(self, payer: int) -> Context:
        key = self.keys.pop() if self.keys else new_id(datetime.now(UTC))
        return Context(db=self.db, now=datetime.now(UTC), subject=Subject(payer, SESSION), key=key)

    def plan(self, ctx: Context, payee: int) -> Plan[Receipt]:
        """A transfer as the verb makes it."""
        assert ctx.key is not None
        receipt = Receipt(
            transfer=ctx.key, amount=FEN, fee=FEN.zero(), to="周文澜", to_tail="1234", from_tail="5678", memo="房租",
            made_at=ctx.now,
        )  # fmt: skip
        sent = Sent(transfer=ctx.key, payer=ctx.me, party=payee, payee=payee, minor=FEN.minor, asset="CNY", at=ctx.now)
        return Plan(
            legs=(Leg(ctx.me, -FEN, "周文澜"), Leg(payee, FEN, "李梅")),
            kind="transfer",
            memo="房租",
            risk="known",
            shown=tuple(map(Shown, SHOWN, (receipt.to, "**** 1234", "1.00 CNY"))),
            answer=receipt,
            facts=(sent,),
        )

    async def prepare(self, plans: int) -> None:
        """What callers bring along to so many plans: their keys, and the proposals that one in ten has proven."""
        now, rows = datetime.now(UTC), []
        self.keys = []
        for _ in range(int(plans * APPROVED_SHARE)):
            payer, payee = self.two()
            ctx = self.context(payer)
            intent = intent_of(ctx, "transfer.send", MARK, self.plan(ctx, payee))
            number = uuid4()
            rows.append((number, payer, intent.key, intent.digest, FEN.minor, "sms", number, now, LONG))
            self.approved.append((intent.canonical, number, payer))
        await self.owner.copy_records_to_table("access_approval", records=rows, columns=_APPROVAL)
        self.keys = [new_id(now) for _ in range(plans)][::-1]
        gc.collect()
        gc.freeze()  # what was made beforehand is not for the collector to walk through

    async def pay(self, till: Till) -> None:
        """One customer's transfer, with its proof or under the allowance."""
        if self.approved and self.random.random() < APPROVED_SHARE:
            canonical, approval, payer = self.approved.pop()
            await till.commit(self.context(payer), Sealed(restore(canonical, MARK), approval))
            return
        payer, payee = self.two()
        ctx = self.context(payer)
        await till.submit(ctx, "transfer.send", MARK, self.plan(ctx, payee))


@asynccontextmanager
async def town(b: Bench, seed: int) -> AsyncIterator[Town]:
    """A bank with its customers, each with opening money that an entry explains."""
    dsn = await b.fresh("ledger")
    await migrate(dsn)
    owner = await asyncpg.connect(dsn)
    await owner.execute(_OPEN, ACCOUNTS)
    await owner.execute(_OUTSIDE, ACCOUNTS)
    await owner.execute(_ENTER, uuid4())
    await owner.execute("VACUUM ANALYZE")
    async with connect(dsn) as db:
        made = Town(db, seed)
        made.owner = owner
        yield made
    await owner.close()


async def full(b: Bench, made: Town, till: Till, seconds: float) -> Run:
    """As fast as so many callers go, each with one plan under way."""
    await made.prepare(int(seconds * 30_000))

    async def caller(until: float) -> int:
        done = 0
        while time.perf_counter() < until:
            await made.pay(till)
            done += 1
        return done

    return await _timed(b, lambda until: [caller(until) for _ in range(CALLERS)], seconds)


async def _timed(b: Bench, tasks: Callable[[float], list[Awaitable[int]]], seconds: float) -> Run:
    await settle()
    begun, server, own = time.perf_counter(), b.cpu_s(), time.process_time()
    done = sum(await asyncio.gather(*tasks(begun + seconds)))
    took = time.perf_counter() - begun
    return Run(done / took, (b.cpu_s() - server) / done * 1e6, (time.process_time() - own) / done * 1e6)


async def half(made: Town, till: Till, per_s: float, seconds: float) -> list[float]:
    """Milliseconds of each plan's way, from when it was due, while plans arrive by chance at this rate.

    One that is told to come again later counts as a second."""
    took: list[float] = []

    async def one(due: float) -> None:
        try:
            await made.pay(till)
            took.append((time.perf_counter() - due) * 1e3)
        except Busy:
            took.append(1e3)

    await settle()
    due, under_way = time.perf_counter(), set()
    until = due + seconds
    while due < until:
        due += made.random.expovariate(per_s)
        if (early := due - time.perf_counter()) > 0.001 or len(under_way) % 20 == 0:
            await asyncio.sleep(max(early, 0))
        under_way.add(task := asyncio.create_task(one(due)))
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    return took


async def bare(b: Bench, made: Town, seconds: float) -> Run:
    """Batches straight to the book: nothing but transfers, entries and balances."""
    ctx = made.context(1)
    least = intent_of(ctx, "b", MARK, _bare_plan(1, 2))
    lane_at = [await made.db.lane() for _ in range(LANES)]

    def ticket() -> Ticket:
        payer, payee = made.two()
        plan = _bare_plan(payer, payee)
        intent = msgspec.structs.replace(least, key=new_id(ctx.now), subject=payer, plan=plan)
        return Ticket(intent, None, ALLOWANCE)

    async def lane(n: int, until: float) -> int:
        done, book = 0, LedgerBook()
        while time.perf_counter() < until:
            await book.commit(lane_at[n], 100 + n, [ticket() for _ in range(BATCH)], None)
            done += BATCH
        return done

    run = await _timed(b, lambda until: [lane(n, until) for n in range(LANES)], seconds)
    for connection in lane_at:
        await connection.close()
    return run


def _bare_plan(payer: int, payee: int) -> Plan[None]:
    return Plan(legs=(Leg(payer, -FEN), Leg(payee, FEN)), kind="", answer=None, risk="", counted=False)


# The run.


async def measured(b: Bench, here: Town, asked: Any, seconds: float) -> tuple[dict[str, Run], list[float]]:
    """The stretches that were asked for, by the name before their figures, and how long plans took at half load."""
    runs: dict[str, Run] = {}
    waits: list[float] = []
    everything = not (asked.hot or asked.bare)
    till = Till(here.db, Permissive(), LedgerBook())
    await till.open()
    await full(b, here, till, 2)  # plans are made, pages are in memory
    if everything:
        runs[""] = await full(b, here, till, seconds)
    if everything or asked.hot:
        here.hot = True
        runs["hot_"] = await full(b, here, till, seconds)
        here.hot = False
    if everything:
        await here.prepare(int(runs[""].per_s * seconds * 0.6))
        waits = await half(here, till, runs[""].per_s / 2, seconds)
    await till.close()
    if everything or asked.bare:
        runs["bare_"] = await bare(b, here, seconds)
    return runs, waits


def figures_of(reference: Run, runs: dict[str, Run], waits: list[float]) -> dict[str, float]:
    """Every stretch beside the reference."""
    figures = {"tpcb_per_s": reference.per_s, "tpcb_cpu_us": reference.cpu_us}
    for name, run in runs.items():
        figures[f"{name}ratio"] = run.per_s / reference.per_s
        figures[f"{name}cpu_ratio"] = reference.cpu_us / run.cpu_us
        figures[f"{name}per_s"] = run.per_s
        figures[f"{name}server_us"] = run.server_us
        figures[f"{name}app_us"] = run.app_us
    if waits:
        figures |= {"p50_ms": percentile(waits, 0.5), "p99_ms": percentile(waits, 0.99)}
    return figures


async def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--hot", action="store_true", help="only with one account in every plan")
    options.add_argument("--bare", action="store_true", help="only the bare ledger")
    asked = options.parse_args()
    seconds = 4 if asked.quick else 15
    before = machine()
    async with bench() as b:
        await lay_out_tpcb(b)
        references = [await tpcb(b, seconds)]
        async with town(b, asked.seed) as here:
            runs, waits = await measured(b, here, asked, seconds)
            broken = [f.law for f in await verify(here.db) if f.broken]
            assert not broken, broken
            durable = await durability(here.db.dsn)
        if not asked.quick:
            references.append(await tpcb(b, seconds))
    report(
        figures_of(max(references, key=lambda run: run.per_s), runs, waits),
        machine=before, load_after=machine()["load"], seed=asked.seed, durability=durable,
        versions=versions("asyncpg", "msgspec", "uvloop"), accounts=ACCOUNTS, callers=CALLERS, scale=SCALE,
    )  # fmt: skip


if __name__ == "__main__":
    uvloop.run(main())
