"""The book over random histories: whatever came late or was said of entries, every sum is the sum of its entries.

Histories mix money that moves here with files that bring back-dated rows, corrections, rules made and undone, entries
split, left out and put back. The oracle adds up what the entries themselves say, one by one.
"""

from __future__ import annotations

import asyncio
import random
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.world import Person, World

from sycee.insight.book import Shelf

HEADER = "交易日期,交易时间,摘要,收入,支出,对方户名,附言,流水号"
NAMES = ("财付通-兰州拉面(文三路店)", "支付宝-浙江淘宝网络有限公司", "云深小筑", "海风科技", "王岚", "国网浙江电力")
KINDS = ("消费", "转账", "退款", "工资", "信用卡还款", "基金")
CODES = ("dining", "home", "salary", "own", "gifts", "refund", "other_in")
BY = (
    ["category"],
    ["month"],
    ["counterparty", "year"],
    ["account", "category"],
    ["weekday"],
    ["subcategory", "quarter"],
)
SEEDS, STEPS = range(5), 30


@dataclass
class History:
    """One customer's random history."""

    bank: World
    mei: Person
    rng: random.Random
    rules: list[int] = field(default_factory=list)
    rows: int = 0

    async def step(self) -> None:
        often = (self.brings, self.corrects)
        does = (self.comes, self.moves, self.makes_a_rule, self.undoes, self.splits, self.leaves_out, *often, *often)
        await self.rng.choice(does)()

    async def comes(self) -> None:
        await self.bank.brings_in(
            self.rng.choice((self.mei.current, self.mei.savings)), f"{self.rng.randint(1, 90)}.07"
        )

    async def moves(self) -> None:
        ask = {"source": self.mei.current, "target": self.mei.savings}
        await self.mei.call("transfer.own", **ask, amount={"amount": "0.50", "asset": "CNY"})

    async def brings(self) -> None:
        """Rows of any day of three years, many before others that are there already."""
        made = []
        for _ in range(self.rng.randint(1, 12)):
            self.rows += 1
            money = [f"{self.rng.randint(1, 400)}.{self.rng.randint(0, 99):02}", ""]
            self.rng.shuffle(money)
            day = f"{self.rng.randint(2023, 2025)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
            name, kind = self.rng.choice(NAMES), self.rng.choice(KINDS)
            made.append(f"{day},10:{self.rng.randint(0, 59):02}:00,{kind},{money[0]},{money[1]},{name},,R{self.rows}")
        account = self.rng.choice(("6222****0001", "6222****0002"))
        text = "\n".join([f"账号：{account}", f"共{len(made)}笔记录", HEADER, *made])
        said = await self.mei.call("book.bring", name="a.csv", content=b64encode(text.encode()).decode())
        assert said.body["added"] == len(made), said

    async def some(self) -> dict[str, Any] | None:
        found = (await self.mei.call("book.find", limit=100)).body["entries"]
        return self.rng.choice(found) if found else None

    async def corrects(self) -> None:
        if entry := await self.some():
            category = self.rng.choice((*CODES, None))
            said = await self.mei.call("book.recategorise", entry=entry["entry"]["id"], category=category)
            assert said.status == 200, said

    async def makes_a_rule(self) -> None:
        if (entry := await self.some()) and entry["counterparty"]:
            like, category = self.rng.choice(("all", "later")), self.rng.choice(CODES)
            said = await self.mei.call("book.recategorise", entry=entry["entry"]["id"], category=category, like=like)
            self.rules.append(said.body["rule"])

    async def undoes(self) -> None:
        if self.rules:
            said = await self.mei.call("book.undo_rule", rule=self.rules.pop(self.rng.randrange(len(self.rules))))
            assert said.status == 200, said

    async def splits(self) -> None:
        entry = await self.some()
        if entry and not entry["parts"] and abs(fen(entry["counts"])) > 1:
            whole = abs(fen(entry["counts"]))
            first = self.rng.randint(1, whole - 1)
            parts = [(self.rng.choice(CODES), first), (self.rng.choice(CODES), whole - first)]
            said_parts = [
                {"category": code, "amount": {"amount": f"{m // 100}.{m % 100:02}", "asset": "CNY"}}
                for code, m in parts
            ]
            said = await self.mei.call("book.split", entry=entry["entry"]["id"], parts=said_parts)
            assert said.status == 200, said

    async def leaves_out(self) -> None:
        if entry := await self.some():
            await self.mei.call("book.annotate", entry=entry["entry"]["id"], excluded=self.rng.random() < 0.7)


def fen(money: dict[str, str]) -> int:
    whole, _, cents = money["amount"].partition(".")
    return int(whole + cents)


async def everything(person: Person, **filters: Any) -> list[dict[str, Any]]:
    """Every entry that a filter finds, page by page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        said = await person.call("book.find", filter=filters, limit=40, **cursor)
        assert said.status == 200, said
        found += said.body["entries"]
        if said.body["next"] is None:
            return found
        cursor = {"cursor": said.body["next"]}


async def all_of_it(person: Person) -> list[str]:
    """Every entry, as the plain list of entries has it."""
    ids: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        said = (await person.call("book.entries", limit=100, **cursor)).body
        ids += [e["id"] for e in said["entries"]]
        if said["next"] is None:
            return ids
        cursor = {"cursor": said["next"]}


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_sum_is_the_sum_of_its_entries_after_any_history(bank: World, seed: int) -> None:
    past = History(bank, await bank.customer("李梅", cny="500"), random.Random(seed))  # noqa: S311
    for _ in range(STEPS):
        await past.step()

    found = await everything(past.mei)

    assert [e["entry"]["id"] for e in found] == await all_of_it(past.mei), "no entry is lost, none is there twice"
    for of in ("spending", "income", "net"):
        for by in BY:
            said = (await past.mei.call("book.summary", by=by, of=of, limit=500)).body
            await adds_up(past.mei, said, of)
    counted = Counter({"in": fen(said["total"]["income"]), "out": -fen(said["total"]["spending"])})
    assert counted["in"] + counted["out"] == sum(fen(e["counts"]) for e in found)


async def adds_up(mei: Person, said: dict[str, Any], of: str) -> None:
    sign = -1 if of == "spending" else 1
    total = fen(said["total"][of])
    assert sum(fen(g["sum"]) for g in said["groups"]) + fen(said["rest"]) == total
    for group in said["groups"][:: max(1, len(said["groups"]) // 6)]:
        behind = await everything(mei, **group["drill"])
        assert len(behind) == group["count"]
        if not any(e["parts"] for e in behind):
            assert sign * sum(fen(e["counts"]) for e in behind) == fen(group["sum"])


async def test_sums_are_exact_while_money_moves(bank: World) -> None:
    mei = await bank.customer("李梅")
    seen: list[tuple[int, int, int]] = []

    async def looks() -> None:
        while not paid.done():
            said = (await mei.call("book.summary", by=["account"], of="income")).body
            seen.append(
                (said["total"]["count"], fen(said["total"]["income"]), sum(fen(g["sum"]) for g in said["groups"]))
            )

    async def pays() -> None:
        for _ in range(20):
            await bank.brings_in(mei.current, "1.00")

    paid = asyncio.gather(pays(), pays())
    await asyncio.gather(looks(), looks())
    await paid

    assert all(total == groups == 100 * count for count, total, groups in seen), seen
    assert len({count for count, _, _ in seen}) > 3, "money moved meanwhile, or this proves nothing"
    assert (await mei.call("book.summary")).body["total"]["count"] == 40


async def test_two_processes_see_the_same_book(bank: World) -> None:
    """What another process changes is seen here at the next look, and what is kept here is not trusted for longer."""
    mei = await bank.customer("李梅")
    await bank.brings_in(mei.current, "5.00")
    assert (await mei.call("book.summary")).body["total"]["income"]["amount"] == "5.00"
    here = bank.bank.ports[Shelf]
    bank.bank.ports[Shelf] = Shelf()
    try:
        entry = (await mei.call("book.find")).body["entries"][0]["entry"]["id"]
        await mei.call("book.annotate", entry=entry, excluded=True)
    finally:
        bank.bank.ports[Shelf] = here
    assert (await mei.call("book.summary")).body["total"]["income"]["amount"] == "0.00"
