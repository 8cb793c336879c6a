"""A wallet's file of a million rows, as messy as real ones, sent in parts over HTTP and brought in by `sycee serve`.

The file is made from the seed: GB18030, a preamble, padded and quoted cells, orders that were closed, refunds, neutral
rows, formulas, two rows alike, and one row in two hundred that no one could read. How many of which there are is known,
and what the bank says of them is compared with it. Before it, a bank card's file comes in, behind some of the payments.
Then the same file is sent once more. Beside it, in the same run: Python's csv.reader over the file, and its cells into
a bare table by COPY.

  rows_per_s            rows read or refused, from the first part sent until all of it is in the book
  read_per_s, write_per_s, send_s   the steps: rows a second while it was read, and while it was written; seconds sent
  mb_peak, mb_before    memory of the serving process (VmHWM), at its most, and before the file came
  rows, refused, matched   as the bank told them; matched: pairs of a wallet's row and a card's
  again_added, again_s  the second import: rows that it added, and its seconds
  reader_per_s, copy_per_s   the reference
"""

from __future__ import annotations

import asyncio
import csv
import json
import random
import tempfile
import time
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg

from benchmarks._bench import Bench, arguments, bench, durability, free_port, machine, report, settle, versions
from benchmarks.http import served
from sycee.app.settings import Settings
from sycee.app.wiring import open_bank
from sycee.core import party
from sycee.kit.ids import new_id

PHONE, PASSWORD = "13800009001", "harbour-lantern-42"
ROWS, QUICK_ROWS = 1_000_000, 50_000
_LOOK_S = 0.2
_HEADER = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,"
_KINDS = ("餐饮美食", "日用百货", "交通出行", "服饰装扮", "医疗健康", "转账红包", "充值缴费", "文化休闲")
_SHOPS = ("巷口豆浆店", "青禾超市", "老街面馆", "半夏书店", "城市一卡通", "海风科技", "南山药房", "云上茶馆")
_CARD = "工商银行储蓄卡(4321)"
_WAYS = (_CARD, _CARD, "余额宝", "花呗", "余额", "招商银行信用卡(0077)")


class Made(NamedTuple):
    """The files, and what is in the large one."""

    wallet: Path
    card: Path
    rows: int
    refused: int


def make(folder: Path, rows: int, seed: int) -> Made:
    """Write both files; rows of one card payment in fifty stand in the card's too."""
    rng = random.Random(seed)  # noqa: S311 a file that anybody may make again
    at, refused = datetime(2026, 11, 1, 12), 0
    wallet, card = folder / "wallet.csv", folder / "card.csv"
    with wallet.open("w", encoding="gb18030", newline="") as out, card.open("w", encoding="utf-8") as other:
        out.write(f"{'-' * 80}\r\n导出信息：\r\n姓名：林小满\r\n支付宝账户：lin@example.com\r\n\r\n{_HEADER}\r\n")
        other.write("中国工商银行\n账号：6222****4321\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n")
        for n in range(rows):
            at -= timedelta(seconds=rng.randrange(1, 240))
            bad = rng.random() < 0.005
            refused += bad
            line, amount, way, flag = _row(rng, n, at, bad=bad)
            out.write(line + "\r\n")
            if not bad and way == _CARD and flag == "支出" and rng.random() < 0.02:
                other.write(f"{at:%Y-%m-%d},{at:%H:%M:%S},支付宝,,{amount},,支付宝（中国）,C{n}\n")
    return Made(wallet, card, rows - refused, refused)


def _row(rng: random.Random, n: int, at: datetime, *, bad: bool) -> tuple[str, str, str, str]:
    amount, way, when = f"{rng.randrange(1, 500_000) / 100:.2f}", rng.choice(_WAYS), f"{at:%Y-%m-%d %H:%M:%S}"
    flag = rng.choices(("支出", "收入", "不计收支"), (80, 12, 8))[0]
    state = rng.choices(("交易成功", "等待确认收货", "交易关闭"), (90, 6, 4))[0]
    if bad:
        when, amount = rng.choice((("2026-02-30 08:00:00", amount), (when, "NaN"), (when, ""), (when, "1.0001")))
    shop = f"{rng.choice(_SHOPS)}{rng.randrange(800) or ''}"
    text = rng.choices(("午餐", "=cmd()", '"《海错图》, 第二版"', f"订单 {n}", '"他说""好"""'), (60, 2, 8, 28, 2))[0]
    order = f"2026{n:014d}" if rng.random() < 0.98 else ""
    cells = (
        when,
        rng.choice(_KINDS),
        shop,
        "abc***@example.com",
        text,
        flag,
        amount,
        way,
        state,
        f"{order}\t",
        "\t",
        "",
    )
    pad = 20 if rng.random() < 0.3 else 0
    return ",".join(c if c.startswith('"') else f"{c:<{pad}}" for c in cells) + ",", amount, way, flag


class Caller:
    """A person at the API, over one connection."""

    def __init__(self, port: int) -> None:
        self._line, self._token = HTTPConnection("127.0.0.1", port, timeout=60), ""

    def call(self, verb: str, **ask: Any) -> Any:
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(new_id(datetime.now(UTC)))}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        self._line.request("POST", f"/v1/{verb.replace('.', '/')}", json.dumps(ask), headers)
        answer = self._line.getresponse()
        said = json.loads(answer.read())
        assert answer.status == 200, (verb, said)
        return said

    def signs_in(self) -> None:
        self._token = self.call("session.start", phone=PHONE, password=PASSWORD)["token"]


class Brought(NamedTuple):
    """What the bank said of a file, and seconds: sending it, reading it, writing it, all of it."""

    said: dict[str, Any]
    send_s: float
    read_s: float
    write_s: float
    all_s: float


def bring(caller: Caller, file: Path) -> Brought:
    """As the app does: in parts, asked for, and looked at until it is done."""
    begun = time.perf_counter()
    upload = caller.call("book.upload", name=file.name, size=file.stat().st_size)
    with file.open("rb") as content:
        for part in range(upload["parts"]):
            piece = b64encode(content.read(upload["part_bytes"])).decode()
            caller.call("book.upload_part", upload=upload["upload"], part=part, content=piece)
    sent = written = time.perf_counter()
    caller.call("book.bring_upload", upload=upload["upload"])
    while (seen := caller.call("book.progress", upload=upload["upload"]))["state"] != "done":
        assert seen["refused"] is None, seen
        if seen["state"] != "writing":
            written = time.perf_counter()
        time.sleep(_LOOK_S)
    done = time.perf_counter()
    return Brought(seen["brought"], sent - begun, written - sent, done - written, done - begun)


def memory_mb(pid: int, what: str) -> float:
    """VmHWM or VmRSS of a process, in MB (10^6 bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * 1024 / 1e6


async def founded(b: Bench, port: int) -> None:
    """A bank with one customer, who may sign in."""
    async with open_bank(Settings(b.server.folder, None, port)) as bank:

        async def let_in(ctx: Any) -> None:
            new = party.NewPerson(name="林小满", phone=PHONE, document="330106199001010001", password=PASSWORD)
            await party.join(ctx, new)

        await bank.runner.as_bank(bank.context(), "bench.enrol", let_in)


async def reference(b: Bench, file: Path) -> dict[str, float]:
    """csv.reader alone, and COPY of what it gives into a table without an index."""
    begun = time.perf_counter()
    with file.open(encoding="gb18030", newline="") as text:
        rows = sum(1 for _ in csv.reader(text))
    read_s = time.perf_counter() - begun
    connection = await asyncpg.connect(await b.fresh("bare"))
    await connection.execute(f"CREATE TABLE bare ({', '.join(f'c{n} text' for n in range(13))})")
    begun = time.perf_counter()
    with file.open(encoding="gb18030", newline="") as text:
        records = ((row + [""] * 13)[:13] for row in csv.reader(text))
        await connection.copy_records_to_table("bare", records=records)
    copy_s = time.perf_counter() - begun
    await connection.close()
    return {"reader_per_s": rows / read_s, "copy_per_s": rows / copy_s}


async def measured(b: Bench, made: Made) -> dict[str, float]:
    """Everything of one run."""
    port = free_port()
    await founded(b, port)
    beside = await reference(b, made.wallet)
    await settle()
    home = {"SYCEE_HOME": str(b.server.folder), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": str(free_port())}
    async with served(port, "sycee.app.main", "serve", **home) as app:
        caller = Caller(port)
        await asyncio.to_thread(caller.signs_in)
        await asyncio.to_thread(bring, caller, made.card)
        before = memory_mb(app.pid, "VmRSS")
        first = await asyncio.to_thread(bring, caller, made.wallet)
        peak = memory_mb(app.pid, "VmHWM")
        again = await asyncio.to_thread(bring, caller, made.wallet)
    rows, refused = first.said["rows_read"], first.said["skipped_count"]
    assert (rows, refused) == (made.rows, made.refused), (rows, refused, made)
    assert (first.said["added"], again.said["added"]) == (rows, 0), (first.said["added"], again.said["added"])
    return {
        "rows_per_s": (rows + refused) / first.all_s, "mb_peak": peak, "mb_before": before,
        "send_s": first.send_s, "read_per_s": (rows + refused) / first.read_s, "write_per_s": rows / first.write_s,
        "rows": rows, "refused": refused, "matched": first.said["matched"],
        "again_added": again.said["added"], "again_s": again.all_s,
    } | beside  # fmt: skip


async def main() -> None:
    options = arguments(__doc__)
    options.add_argument("--rows", type=int, help=f"else {ROWS}, or with --quick {QUICK_ROWS}")
    asked = options.parse_args()
    rows = asked.rows or (QUICK_ROWS if asked.quick else ROWS)
    before = machine()
    async with bench() as b:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            made = make(Path(folder), rows, asked.seed)
            size = made.wallet.stat().st_size
            figures = await measured(b, made)
        safe = await durability(b.server.dsn("postgres"))
    report(figures, machine=before, load_after=machine()["load"], seed=asked.seed, bytes=size, durability=safe,
           versions=versions("asyncpg", "msgspec"))  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main())
