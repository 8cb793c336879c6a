"""Monthly statements: every number is that of the book, and every sentence is true and leads to its entries."""

from __future__ import annotations

import random
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.service.message.test_told import happens, inbox
from tests.world import Cast, Person, Row, World, asks, gets, printed

from sycee.core import closing

HEADER = "交易日期,交易时间,摘要,收入,支出,余额,对方户名,附言,流水号"
ROWS = [
    "2025-02-10,12:00:00,消费,,66.00,900.00,兰州拉面(文三路店),堂食,N0",
    "2026-01-05,09:00:00,工资,9000.00,,9900.00,海风科技,1月工资,N1",
    "2026-01-06,12:00:00,消费,,25.00,9875.00,兰州拉面(文三路店),扫码点餐,N2",
    "2026-01-09,20:00:00,消费,,300.00,9575.00,浙江淘宝网络有限公司,网购订单,N3",
    "2026-01-10,20:00:00,消费,,65.00,9510.00,海底捞火锅,聚餐,N4",
    "2026-02-05,09:00:00,工资,9100.00,,18610.00,海风科技,2月工资,N5",
    "2026-02-10,12:00:00,消费,,200.00,18410.00,海底捞火锅,聚餐,N6",
    "2026-02-11,12:00:00,消费,,150.00,18260.00,海底捞火锅,聚餐,N7",
    "2026-02-12,12:00:00,消费,,60.00,18200.00,海底捞火锅,聚餐,N8",
    "2026-02-13,12:00:00,消费,,20.00,18180.00,兰州拉面(文三路店),扫码点餐,N9",
    "2026-02-20,08:00:00,结息,3.21,,18183.21,,结息,N10",
]


async def _forgiven(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"month": "2026-10"}


_MONTH = {"month": "2026-10"}
MATRIX = {
    "statement.month": (Row(asks(lambda _: _MONTH), gets("ok")),),
    "statement.list": (Row(asks(lambda _: {}), gets("ok")),),
    "statement.export": (Row(_forgiven, gets("ok"), tells="each gets their own month, and a code of its own"),),
}


async def brings(person: Person, rows: list[str]) -> None:
    text = "\n".join(["账号：6222****0001", f"共{len(rows)}笔记录", HEADER, *rows])
    said = await person.call("book.bring", name="a.csv", content=b64encode(text.encode()).decode())
    assert (said.status, said.body["added"]) == (200, len(rows)), said


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    mei = await world.customer("李梅", cny="5000")
    await brings(mei, ROWS)
    return mei


async def month_of(person: Person, month: str) -> dict[str, Any]:
    said = await person.call("statement.month", month=month)
    assert said.status == 200, said
    return said.body


def amount(money: dict[str, str] | None) -> Decimal:
    assert money is not None
    return Decimal(money["amount"])


async def test_a_month_says_what_was_there_what_came_and_what_went(bank: World, mei: Person) -> None:
    told = await month_of(mei, "2026-02")

    assert told["over"] is True
    assert (amount(told["income"]["sum"]), amount(told["spending"]["sum"])) == (Decimal("9103.21"), Decimal("430.00"))
    assert amount(told["net"]) == Decimal("8673.21")
    elsewhere = next(a for a in told["accounts"] if a["account"].startswith("out:"))
    assert (amount(elsewhere["opening"]), amount(elsewhere["closing"])) == (Decimal("9510.00"), Decimal("18183.21"))
    (worth,) = told["worth"]
    assert (amount(worth["assets_start"]), amount(worth["assets_end"])) == (Decimal("9510.00"), Decimal("18183.21"))
    dining = next(c for c in told["categories"] if c["category"] == "dining")
    now, then, ago = (amount(dining[name]) for name in ("sum", "earlier", "year_ago"))
    assert (now, then, ago) == (Decimal("430.00"), Decimal("90.00"), Decimal("66.00"))
    gone = next(c for c in told["categories"] if c["category"] == "shopping")
    assert (amount(gone["sum"]), amount(gone["earlier"])) == (Decimal(0), Decimal("300.00"))
    assert [(b["kind"], amount(b["sum"])) for b in told["benefits"]] == [("interest", Decimal("3.21"))]
    assert [e["entry"]["memo"] for e in told["biggest"]] == ["聚餐", "聚餐", "聚餐", "扫码点餐"]


async def test_it_says_in_true_sentences_what_caused_the_change(bank: World, mei: Person) -> None:
    texts = [reason["text"] for reason in (await month_of(mei, "2026-02"))["reasons"]]

    assert texts == [
        "支出 430.00 元，比上月多 40.00 元。",
        "餐饮比上月多 340.00 元，主要是海底捞火锅 3 笔共 410.00 元（上月 65.00 元）。",
        "购物百货比上月少 300.00 元，主要是浙江淘宝网络有限公司：上月 1 笔共 300.00 元，本月没有。",
        "收入 9,103.21 元，比上月多 103.21 元。",
    ]
    said = await mei.world.call("statement.month", {"month": "2026-02"}, token=mei.token, lang="en")
    assert said.body["reasons"][1]["text"] == (
        "Eating out: ¥340.00 more than the month before, mainly 海底捞火锅, 3 for ¥410.00 (before: ¥65.00)."
    )


async def test_each_sentence_leads_to_its_entries(bank: World, mei: Person) -> None:
    for reason in (await month_of(mei, "2026-02"))["reasons"]:
        found = (await mei.call("book.find", filter=reason["drill"], limit=100)).body
        side = "income" if reason["text"].startswith("收入") else "spending"
        assert f"{amount(found['total'][side]):,.2f} 元" in reason["text"], reason
        if reason["about"] == "category":
            assert f"{found['matched']} 笔" in reason["text"], reason


async def test_a_month_that_is_not_over_compares_with_nothing_and_one_to_come_is_refused(
    bank: World, mei: Person
) -> None:
    today = bank.bank.clock()
    told = await month_of(mei, today.strftime("%Y-%m"))

    assert (told["over"], told["spending"]["earlier"]) == (False, None)
    assert [reason["about"] for reason in told["reasons"]] == ["so_far"]
    later = await mei.call("statement.month", month=f"{today.year + 1}-12")
    assert (later.code, later.body["field"]) == ("bad_input", "month")
    for wrong in ("2026-13", "2026-1", "0000-01", "２０２６-01"):
        assert (await mei.call("statement.month", month=wrong)).code == "bad_input"


async def test_a_first_month_says_that_there_is_nothing_to_compare_with(bank: World, mei: Person) -> None:
    assert [reason["about"] for reason in (await month_of(mei, "2025-02"))["reasons"]] == ["first"]


async def test_the_months_that_have_entries_are_listed(bank: World, mei: Person) -> None:
    listed = (await mei.call("statement.list")).body["months"]

    assert [one["month"] for one in listed][1:] == ["2026-02", "2026-01", "2025-02"]
    assert [amount(one["spending"]) for one in listed][1:] == [Decimal("430.00"), Decimal("390.00"), Decimal("66.00")]
    assert [one["over"] for one in listed] == [False, True, True, True]


async def test_on_paper_it_says_the_same_and_can_be_checked(bank: World, mei: Person) -> None:
    said = await mei.call("statement.export", month="2026-02")
    paper, code = printed(b64decode(said.body["content"])), said.body["code"]

    for part in ("月度账单 2026-02", "9,103.21", "430.00", "18,183.21", "主要是海底捞火锅", code):
        assert part in paper, part
    checked = (await bank.call("statement.verify", {"code": code, "sha256": said.body["sha256"]})).body
    assert (checked["kind"], checked["since"], checked["until"]) == ("month", "2026-02-01", "2026-02-28")
    assert (checked["holder"], checked["same_file"]) == ("李*", True)


async def test_it_is_told_once_whoever_has_several_accounts(bank: World) -> None:
    wang = await bank.customer("王海洋")
    month = closing.MonthClosed(month=date(2026, 10, 1), owners=(0, wang.party))

    await happens(bank, month, month)
    await happens(bank, month)

    (told,) = [one for one in await inbox(wang) if "账单" in one["title"]]
    assert told["title"] == "2026 年 10 月账单已出"
    assert told["about"] == {"verb": "statement.month", "id": "2026-10"}


@pytest.fixture(params=range(3))
async def history(bank: World, request: pytest.FixtureRequest) -> tuple[Person, int]:
    """Half a year of anything, the same for the same seed."""
    seed = int(request.param)
    rng, who = random.Random(seed), await bank.customer("许清")  # noqa: S311
    await brings(who, list(_anything(rng)))
    for _ in range(3):
        await bank.brings_in(who.current, f"{rng.randint(10, 900)}.{rng.randint(10, 99)}")
    ask = {"source": who.current, "target": who.savings, "amount": {"amount": "1.11", "asset": "CNY"}}
    assert (await who.call("transfer.own", **ask)).code == "ok"
    return who, seed


def _anything(rng: random.Random) -> Iterator[str]:
    shops = ("兰州拉面", "海底捞火锅", "浙江淘宝网络有限公司", "国网浙江电力", "王岚", "")
    kinds = ("消费", "转账", "退款", "工资", "基金", "结息")
    balance = 5_000_000
    for n in range(80):
        minor, income = rng.randint(1, 90_000), rng.random() < 0.3
        balance += minor if income else -minor
        sums = (f"{minor / 100:.2f}", "") if income else ("", f"{minor / 100:.2f}")
        day = f"2026-{n // 16 + 1:02}-{n % 16 + 5:02}"
        yield f"{day},12:00:00,{rng.choice(kinds)},{sums[0]},{sums[1]},{balance / 100:.2f},{rng.choice(shops)},x,R{n}"


async def test_over_any_history_the_parts_are_the_whole(bank: World, history: tuple[Person, int]) -> None:
    who, seed = history
    before = None
    for month in ("2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"):
        told = await month_of(who, month)
        where = f"seed {seed}, {month}"
        summed = (await who.call("book.summary", filter={"since": told["since"], "until": told["until"]})).body
        for side in ("income", "spending"):
            parts = [c for c in told["categories"] if c["side"] == side]
            assert sum(amount(c["sum"]) for c in parts) == amount(told[side]["sum"]), where
            assert amount(told[side]["sum"]) == amount(summed["total"][side]), where
            assert sum(amount(c["earlier"]) for c in parts) == amount(told[side]["earlier"]), where
        assert amount(told["net"]) == amount(told["income"]["sum"]) - amount(told["spending"]["sum"]), where
        closings = {a["account"]: a["closing"] for a in told["accounts"]}
        if before:
            assert {a["account"]: a["opening"] for a in told["accounts"]} == before, where
        before = closings
        for reason in told["reasons"]:
            found = (await who.call("book.find", filter=reason["drill"], limit=100)).body
            if reason["about"] == "category":
                sums = {f"{amount(found['total'][side]):,.2f} 元" for side in ("income", "spending")}
                assert any(one in reason["text"] for one in sums), (where, reason)
                assert re.search(rf"\b{found['matched']} 笔", reason["text"]), (where, reason)


async def test_what_an_own_account_has_at_a_months_end_is_what_the_ledger_has(
    bank: World, history: tuple[Person, int]
) -> None:
    who, seed = history
    told = await month_of(who, bank.bank.clock().strftime("%Y-%m"))

    for account in (a for a in told["accounts"] if a["account"].startswith("own:")):
        number = int(account["account"][4:])
        assert account["closing"]["amount"] == await who.balance(number), f"seed {seed}"
