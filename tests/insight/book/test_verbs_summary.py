"""Questions to the book: sums by any dimension, the entries behind them, and what customers say of their entries."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import Any

import pytest
from tests.world import Cast, Person, Row, World, asks, gets
from tests.world._matrix import SECRET_SHOP

HEADER = "交易日期,交易时间,摘要,收入,支出,对方户名,附言,流水号"
ROWS = [
    "2026-01-05,09:00:00,工资,9000.00,,海风科技,1月工资,N1",
    "2026-01-06,12:00:00,消费,,25.00,财付通-兰州拉面(文三路店),扫码点餐,N2",
    "2026-01-07,12:00:00,消费,,35.00,支付宝-兰州拉面,堂食,N3",
    "2026-01-08,12:00:00,消费,,40.00,银联-兰州拉面(文三路店),云闪付,N4",
    "2026-01-09,20:00:00,消费,,300.00,支付宝-浙江淘宝网络有限公司,网购订单,N5",
    "2026-01-12,20:00:00,退款,100.00,,支付宝-浙江淘宝网络有限公司,退款-网购订单,N6",
    "2026-02-05,09:00:00,工资,9100.00,,海风科技,2月工资,N7",
    "2026-02-10,10:00:00,信用卡还款,,500.00,掌上生活还款,信用卡还款,N8",
    "2026-02-11,10:00:00,基金,,1000.00,支付宝-蚂蚁基金,基金定投,N9",
    "2026-02-12,12:00:00,消费,,20.00,财付通-兰州拉面(文三路店),扫码点餐,N10",
    "2026-02-13,19:00:00,消费,,88.00,财付通-云深小筑,微信支付,N11",
    "2025-01-20,12:00:00,消费,,50.00,支付宝-兰州拉面,堂食,N12",
    "2026-02-14,19:00:00,消费,,66.00,财付通-云深小筑,微信支付,N13",
    "2026-02-15,19:00:00,消费,,77.00,财付通-云深小筑,微信支付,N14",
]


def _outside(cast: Cast) -> dict[str, Any]:
    return {"entry": f"{cast.outside}:1"}


async def _rule(cast: Cast) -> dict[str, Any]:
    said = await cast.owner.call("book.recategorise", entry=f"{cast.outside}:1", category="home", like="all")
    assert said.status == 200, said
    return {"rule": said.body["rule"]}


_MADE = iter(range(10**6))


async def _added(cast: Cast) -> dict[str, Any]:
    said = await cast.owner.call("book.add_category", title=f"茶{next(_MADE)}", under="dining")
    dropped = await cast.owner.call("book.categories")
    for own in [c["code"] for c in dropped.body["categories"] if c["under"] and c["code"] != said.body["code"]]:
        await cast.owner.call("book.drop_category", category=own)
    return {"category": said.body["code"]}


async def _adding(cast: Cast) -> dict[str, Any]:
    await _added(cast)
    return {"title": f"茶{next(_MADE)}", "under": "dining"}


_NEVER = {"entry": "out:999999999:1"}
MATRIX = {
    "book.summary": (
        Row(asks(lambda c: {"filter": {"accounts": [c.outside]}}), gets("not_found"),
            never={"filter": {"accounts": ["out:999999999"]}}),
    ),
    "book.find": (
        Row(asks(lambda c: {"filter": {"accounts": [c.outside]}}), gets("not_found"),
            never={"filter": {"accounts": ["out:999999999"]}}),
    ),
    "book.search": (Row(asks(lambda _: {"query": SECRET_SHOP}), gets("ok")),),
    "book.categories": (Row(asks(lambda _: {}), gets("ok")),),
    "book.recategorise": (
        Row(asks(lambda c: _outside(c) | {"category": "home"}), gets("not_found"), never=_NEVER),
    ),
    "book.undo_rule": (Row(_rule, gets("not_found"), never={"rule": 999_999_999}),),
    "book.annotate": (Row(asks(lambda c: _outside(c) | {"note": "红包"}), gets("not_found"), never=_NEVER),),
    "book.split": (Row(asks(lambda c: _outside(c) | {"parts": []}), gets("not_found"), never=_NEVER),),
    "book.add_category": (Row(_adding, gets("ok"), tells="each makes one of their own; twice the same is refused"),),
    "book.drop_category": (Row(_added, gets("not_found"), never={"category": "my:999999999"}),),
}  # fmt: skip


@pytest.fixture
async def mei(bank: World) -> Person:
    mei = await bank.customer("李梅")
    await brings(mei, ROWS)
    return mei


async def brings(person: Person, rows: list[str], account: str = "6222****0001") -> None:
    text = "\n".join([f"账号：{account}", f"共{len(rows)}笔记录", HEADER, *rows])
    said = await person.call("book.bring", name="a.csv", content=b64encode(text.encode()).decode())
    assert (said.status, said.body["added"]) == (200, len(rows)), said


async def sums(person: Person, *by: str, **more: Any) -> dict[str, str]:
    said = await person.call("book.summary", by=list(by), **more)
    assert said.status == 200, said
    return {"/".join(g["keys"]): g["sum"]["amount"] for g in said.body["groups"]}


async def found(person: Person, **filters: Any) -> list[dict[str, Any]]:
    said = await person.call("book.find", filter=filters, limit=100)
    assert said.status == 200, said
    return list(said.body["entries"])


async def by_memo(person: Person, part: str) -> dict[str, Any]:
    return next(e for e in await found(person, text=part))


async def test_spending_is_told_by_category_without_what_is_neither_and_less_what_came_back(mei: Person) -> None:
    told = await sums(mei, "category", filter={"since": "2026-01-01", "until": "2026-02-28"})

    # 300 at the shop of which 100 came back; card repayment and fund are in neither sum.
    assert (told.pop("dining"), told.pop("shopping")) == ("120.00", "200.00")
    assert sum(float(amount) for amount in told.values()) == 231.00
    assert (await sums(mei, "category", of="income")) == {"salary": "18100.00"}


async def test_a_shop_is_one_counterparty_through_card_and_wallets(mei: Person) -> None:
    said = await mei.call("book.summary", by=["counterparty"], filter={"categories": ["dining"]})

    (shop,) = said.body["groups"]
    assert (shop["keys"], shop["count"], shop["sum"]["amount"]) == (["兰州拉面"], 5, "170.00")
    assert shop["average"]["amount"] == "34.00"


async def test_a_month_is_compared_with_the_month_before_and_a_year_ago(mei: Person) -> None:
    said = await mei.call(
        "book.summary", by=["category"], compare=True, filter={"since": "2026-01-01", "until": "2026-01-31"}
    )

    dining = next(g for g in said.body["groups"] if g["keys"] == ["dining"])
    assert (dining["sum"]["amount"], dining["earlier"]["amount"], dining["year_ago"]["amount"]) == (
        "100.00",
        "0.00",
        "50.00",
    )
    assert said.body["year_ago"]["spending"]["amount"] == "50.00"
    assert sum(g["share_bp"] for g in said.body["groups"]) == 10_000


@pytest.mark.parametrize("of", ["spending", "income", "net"])
@pytest.mark.parametrize("by", [["month"], ["category", "month"], ["weekday"], ["account"], ["counterparty", "year"]])
async def test_any_number_leads_to_exactly_its_entries(mei: Person, by: list[str], of: str) -> None:
    await mei.call("book.annotate", entry=(await by_memo(mei, "网购订单"))["entry"]["id"], excluded=True)
    said = await mei.call("book.summary", by=by, of=of)

    sign = -1 if of == "spending" else 1
    assert said.body["groups"]
    for group in said.body["groups"]:
        entries = await found(mei, **group["drill"])
        assert len(entries) == group["count"]
        assert sign * sum(fen(e["counts"]) for e in entries) == fen(group["sum"])


def fen(money: dict[str, str]) -> int:
    return round(float(money["amount"]) * 100)


async def test_largest_groups_are_told_and_the_rest_in_one(mei: Person) -> None:
    said = await mei.call("book.summary", by=["counterparty"], limit=1)

    assert (said.body["groups"][0]["keys"], said.body["groups"][0]["sum"]["amount"]) == (["云深小筑"], "231.00")
    assert fen(said.body["groups"][0]["sum"]) + fen(said.body["rest"]) == fen(said.body["total"]["spending"])


async def test_one_entry_is_corrected_and_put_back(mei: Person) -> None:
    entry = await by_memo(mei, "扫码点餐")

    said = await mei.call("book.recategorise", entry=entry["entry"]["id"], category="travel", was="dining")

    assert (said.status, said.body["changed"], said.body["rule"]) == (200, 1, None)
    again = next(e for e in await found(mei) if e["entry"]["id"] == entry["entry"]["id"])
    assert (again["category"], again["because"]) == ("travel", "choice")
    await mei.call("book.recategorise", entry=entry["entry"]["id"], category=None)
    again = next(e for e in await found(mei) if e["entry"]["id"] == entry["entry"]["id"])
    assert (again["category"], again["because"]) == ("dining", "words")


async def test_a_rule_for_all_like_it_reaches_the_past_is_shown_and_undone(mei: Person) -> None:
    entry = await by_memo(mei, "云深小筑")
    before = [e["category"] for e in await found(mei, text="云深小筑")]

    said = await mei.call("book.recategorise", entry=entry["entry"]["id"], category="beauty", like="all")

    assert (said.body["changed"], said.body["told"]) == (3, "与“云深小筑”的支出 → 美容美发")
    assert [e["category"] for e in await found(mei, text="云深小筑")] == ["beauty"] * 3
    told = (await mei.call("book.categories")).body["rules"]
    assert [(r["id"], r["told"], r["entries"]) for r in told] == [(said.body["rule"], said.body["told"], 3)]
    await mei.call("book.undo_rule", rule=said.body["rule"])
    await mei.call("book.recategorise", entry=entry["entry"]["id"], category=None)
    assert [e["category"] for e in await found(mei, text="云深小筑")] == before


async def test_a_rule_from_now_on_leaves_the_past_alone(mei: Person) -> None:
    entry = await by_memo(mei, "云深小筑")

    said = await mei.call("book.recategorise", entry=entry["entry"]["id"], category="beauty", like="later")

    assert said.body["changed"] == 1
    assert [e["category"] for e in await found(mei, text="云深小筑")].count("beauty") == 1


async def test_two_corrections_alike_are_learned_from(mei: Person) -> None:
    first, second, third = await found(mei, text="云深小筑")
    for entry in (first, second):
        await mei.call("book.recategorise", entry=entry["entry"]["id"], category="dining")

    (left,) = [e for e in await found(mei, text="云深小筑") if e["entry"]["id"] == third["entry"]["id"]]

    assert (left["category"], left["because"]) == ("dining", "habit")


async def test_a_rule_that_would_fit_everything_is_refused(mei: Person) -> None:
    many = [
        f"2026-03-{d:02},12:00:{s:02},消费,,1.00,店{d}号{s},消费单,M{d}-{s}" for d in range(1, 29) for s in range(2)
    ]
    await brings(mei, many)
    entry = (await found(mei, text="消费单"))[0]["entry"]["id"]

    wide = await mei.call("book.recategorise", entry=entry, category="home", like="all", words="消费")
    short = await mei.call("book.recategorise", entry=entry, category="home", like="all", words="消")

    assert (wide.status, wide.code, wide.body["field"]) == (422, "rule_too_wide", "words")
    assert (short.status, short.body["field"]) == (422, "words")


async def test_two_corrections_at_once_do_not_overwrite_each_other_unseen(mei: Person) -> None:
    entry = (await by_memo(mei, "堂食"))["entry"]["id"]

    both = await asyncio.gather(
        *(mei.call("book.recategorise", entry=entry, category=c, was="dining") for c in ("home", "travel"))
    )

    assert sorted(said.code for said in both) == ["category_changed", "ok"]


async def test_an_entry_is_split_into_parts_that_add_up(mei: Person) -> None:
    entry = (await by_memo(mei, "1月工资"))["entry"]["id"]
    shop = next(e for e in await found(mei, text="网购订单") if e["category"] == "shopping")["entry"]["id"]

    def part(category: str, amount: str) -> dict[str, Any]:
        return {"category": category, "amount": {"amount": amount, "asset": "CNY"}}

    wrong = await mei.call("book.split", entry=shop, parts=[part("home", "100.00"), part("gifts", "99.99")])
    assert (wrong.status, wrong.code, wrong.body["facts"]) == (
        422, "parts_do_not_add_up", {"sum": "199.99", "whole": "200.00"},
    )  # fmt: skip
    said = await mei.call("book.split", entry=shop, parts=[part("home", "150.00"), part("gifts", "50.00")])
    assert said.status == 200, said

    told = await sums(mei, "category", filter={"since": "2026-01-01", "until": "2026-01-31"})
    assert told == {"home": "150.00", "dining": "100.00", "gifts": "50.00"}
    (split,) = await found(mei, categories=["gifts"])
    assert [(p["category"], p["amount"]["amount"]) for p in split["parts"]] == [
        ("home", "-150.00"),
        ("gifts", "-50.00"),
    ]
    await mei.call("book.split", entry=shop, parts=[])
    assert "shopping" in await sums(mei, "category")
    assert (await mei.call("book.split", entry=entry, parts=[part("nonsense", "1.00")])).body[
        "field"
    ] == "parts[0].category"


async def test_what_is_left_out_counts_nowhere_and_a_note_is_found(mei: Person) -> None:
    entry = await by_memo(mei, "1月工资")

    await mei.call("book.annotate", entry=entry["entry"]["id"], excluded=True, note="补发 Backpay", tags=["年终"])

    assert (await sums(mei, "category", of="income")) == {"salary": "9100.00"}
    (again,) = await found(mei, text="backpay")
    assert (again["excluded"], again["note"], again["tags"], again["counts"]["amount"]) == (
        True,
        "补发 Backpay",
        ["年终"],
        "0.00",
    )
    assert [e["entry"]["id"] for e in await found(mei, tags=["年终"])] == [entry["entry"]["id"]]


async def test_a_category_of_ones_own_counts_within_the_one_that_it_is_under(mei: Person) -> None:
    code = (await mei.call("book.add_category", title="拉面", under="dining")).body["code"]
    await mei.call("book.recategorise", entry=(await by_memo(mei, "堂食"))["entry"]["id"], category=code, like="all")

    assert (await sums(mei, "category"))["dining"] == "170.00"
    assert (await sums(mei, "subcategory"))[code] == "170.00"
    again = await mei.call("book.add_category", title="拉面", under="home")
    assert (again.status, again.code) == (409, "category_exists")
    await mei.call("book.drop_category", category=code)
    late = await mei.call("book.recategorise", entry=(await by_memo(mei, "1月工资"))["entry"]["id"], category=code)
    assert (late.status, late.body["field"]) == (422, "category")


async def test_a_transfer_to_an_account_elsewhere_is_neither_at_both_ends(bank: World) -> None:
    mei = await bank.customer("王岚")
    await brings(mei, ["2026-01-03,09:00:00,转账,,700.00,王岚,转账,A1"], "6222****0001")
    await brings(mei, ["2026-01-03,09:01:00,转账,700.00,,王岚,汇入,B1"], "6222****0002")

    both = await found(mei)

    assert [(e["category"], e["because"], e["counts"]["amount"]) for e in both] == [("own", "match", "0.00")] * 2


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        ({"filter": {"since": "2026-02-01", "until": "2026-01-01"}}, "until"),
        ({"filter": {"since": "0001-01-01"}}, "since"),
        ({"filter": {"until": "9999-12-31"}}, "until"),
        ({"filter": {"categories": ["nonsense"]}}, "filter.categories"),
        ({"filter": {"least": "1e3"}}, "filter.least"),
        ({"by": ["month", "month"]}, "by"),
        ({"by": ["day", "month", "year"]}, "by"),
        ({"filter": {"asset": "DOGE"}}, "asset"),
    ],
    ids=str,
)
async def test_a_question_that_makes_no_sense_is_named(bank: World, ask: dict[str, Any], field: str) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("book.summary", **ask)

    assert (said.status, said.body["field"]) == (422, field), said


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("兰州拉面 2026年1月", ["-40.00", "-35.00", "-25.00"]),
        ("lzlm 30左右", []),
        ("lanzhou 35左右", ["-35.00"]),
        ("lzlm >30", ["-40.00", "-35.00", "-50.00"]),
        ("工资 2026年2月", ["9100.00"]),
        ("云深 80到90", ["-88.00"]),
        ("nobody's words", []),
    ],
)
async def test_what_is_typed_finds_the_entries(mei: Person, query: str, amounts: list[str]) -> None:
    said = await mei.call("book.search", query=query)

    assert said.status == 200, said
    assert [e["entry"]["amount"]["amount"] for e in said.body["found"]["entries"]] == amounts
    again = await mei.call("book.find", filter=said.body["filter"])
    assert again.body == said.body["found"], "the filter that was read finds the same"
