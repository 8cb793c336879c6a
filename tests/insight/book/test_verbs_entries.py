"""The detail query: every entry exactly once over any pages, whatever the filters, from both sides of the book."""

from __future__ import annotations

import random
from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from tests.world import Person, Said, World

from sycee.kit.time import BANK_ZONE

HEADER = "交易日期,交易时间,摘要,收入,支出,对方户名,流水号"


@dataclass
class Book:
    """Somebody with a random history on both sides, and the whole of it in one list."""

    mei: Person
    wang: Person
    all: list[dict[str, Any]]


def statement(account: str, rows: list[str]) -> bytes:
    return "\n".join([f"账号：{account}", f"共{len(rows)}笔记录", HEADER, *rows]).encode()


def rows(rng: random.Random, times: int) -> list[str]:
    """Rows of which many share an instant."""
    made = []
    for n in range(times):
        day, minute = rng.randint(1, 28), rng.randint(0, 3)
        income, expense = (f"{rng.randint(1, 900)}.{rng.randint(0, 99):02}", "")[:: rng.choice((1, -1))]
        name = rng.choice(("面馆", "书店", "Café Müller"))
        made.append(f"2026-0{rng.randint(1, 9)}-{day:02},10:{minute:02}:00,消费,{income},{expense},{name},N{n}")
    return made


async def pages(person: Person, limit: int, **filters: Any) -> list[dict[str, Any]]:
    """What the pages say, one after another."""
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        said = await person.call("book.entries", limit=limit, **filters, **({"cursor": cursor} if cursor else {}))
        assert said.status == 200, said
        assert len(said.body["entries"]) <= limit
        found += said.body["entries"]
        cursor = said.body["next"]
        if cursor is None:
            return found
        assert len(said.body["entries"]) == limit, "only the last page is shorter"


@pytest.fixture(scope="module")
async def book(world: World) -> Book:
    rng = random.Random(7)  # noqa: S311
    mei, wang = await world.customer("李梅"), await world.customer("王海")
    for _ in range(25):
        await world.brings_in(rng.choice((mei.current, mei.savings)), f"{rng.randint(1, 900)}.00")
    own = {"source": mei.current, "target": mei.savings}
    for n in range(6):
        await mei.call("transfer.own", **own, amount={"amount": f"{n + 1}.00", "asset": "CNY"}, memo=f"存 {n}")
    asked = await mei.sends(await mei.adds(wang), "11.00", memo="房租 March_100%")
    await mei.confirms(asked.body["facts"]["proposal"])
    for account, times in (("6222****0001", 40), ("6222****0002", 35)):
        content = b64encode(statement(account, rows(rng, times))).decode()
        said = await mei.call("book.bring", name="a.csv", content=content)
        assert (said.status, said.body["added"]) == (200, times), said
    return Book(mei, wang, await pages(mei, 100))


async def test_a_book_has_every_entry_newest_first(bank: World, book: Book) -> None:
    assert len(book.all) == 25 + 6 * 2 + 1 + 75
    assert len({e["id"] for e in book.all}) == len(book.all)
    instants = [e["at"] for e in book.all]
    assert instants == sorted(instants, reverse=True)
    assert len(set(instants)) < len(instants) - 5, "many share an instant, or this proves little"


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 30, 99])
async def test_pages_of_any_size_have_every_entry_once_and_in_one_order(bank: World, book: Book, limit: int) -> None:
    assert await pages(book.mei, limit) == book.all


async def test_what_arrives_meanwhile_does_not_disturb_the_pages(bank: World) -> None:
    mei = await bank.customer("李梅")
    for n in range(6):
        await bank.brings_in(mei.current, f"{n + 1}.00")
    first = await mei.call("book.entries", limit=3)
    await bank.brings_in(mei.current, "100.00")

    second = await mei.call("book.entries", limit=3, cursor=first.body["next"])

    amounts = [e["amount"]["amount"] for e in first.body["entries"] + second.body["entries"]]
    assert amounts == ["6.00", "5.00", "4.00", "3.00", "2.00", "1.00"]
    assert second.body["next"] is None


def bank_day(entry: dict[str, Any]) -> date:
    return datetime.fromisoformat(entry["at"]).astimezone(BANK_ZONE).date()


def size(entry: dict[str, Any]) -> float:
    return abs(float(entry["amount"]["amount"]))


FILTERS: list[tuple[dict[str, Any], Any]] = [
    ({"direction": "in"}, lambda e: float(e["amount"]["amount"]) > 0),
    ({"direction": "out"}, lambda e: float(e["amount"]["amount"]) < 0),
    ({"least": "300.00"}, lambda e: size(e) >= 300),
    ({"most": "300"}, lambda e: size(e) <= 300),
    ({"least": "-100.00", "most": "100.50"}, lambda e: 100 <= size(e) <= 100.5),
    ({"since": "2026-03-01"}, lambda e: bank_day(e) >= date(2026, 3, 1)),
    ({"until": "2026-03-31"}, lambda e: bank_day(e) <= date(2026, 3, 31)),
    ({"since": "2026-02-10", "until": "2026-02-10"}, lambda e: bank_day(e) == date(2026, 2, 10)),
    ({"text": "面馆"}, lambda e: "面馆" in e["counterparty"]),
    ({"text": "CAFé mü"}, lambda e: "Café" in e["counterparty"]),
    ({"text": "March_100%"}, lambda e: "March_100%" in e["memo"]),
    ({"text": "%"}, lambda e: "%" in e["memo"]),
    ({"text": "_"}, lambda e: "_" in e["memo"]),
    ({"text": "no such words"}, lambda _: False),
    ({"since": "2026-02-01", "until": "2026-08-31", "direction": "out", "least": "50", "text": "书店"},
     lambda e: date(2026, 2, 1) <= bank_day(e) <= date(2026, 8, 31) and float(e["amount"]["amount"]) <= -50
     and "书店" in e["counterparty"]),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "fits"), FILTERS, ids=lambda value: str(value) if isinstance(value, dict) else "")
async def test_a_filter_keeps_what_fits_and_nothing_else(
    bank: World, book: Book, filters: dict[str, Any], fits: Any
) -> None:
    expected = [e for e in book.all if fits(e)]

    assert await pages(book.mei, 7, **filters) == expected


async def test_accounts_can_be_chosen_singly_and_together(bank: World, book: Book) -> None:
    accounts = [a["id"] for a in (await book.mei.call("book.accounts")).body["accounts"]]
    assert [a.split(":")[0] for a in accounts] == ["own", "own", "out", "out"]

    for chosen in ([accounts[0]], [accounts[2]], accounts[1:3], accounts, [accounts[3], accounts[3]]):
        expected = [e for e in book.all if e["account"] in chosen]
        assert await pages(book.mei, 9, accounts=chosen) == expected
    assert await pages(book.mei, 9, accounts=[]) == []


async def test_a_page_mark_that_the_bank_did_not_make_is_refused(bank: World, book: Book) -> None:
    for cursor in ("x", "AAAA", "bnVsbA", b64encode(b"[1,2]").decode(), "é"):
        said = await book.mei.call("book.entries", cursor=cursor)
        assert (said.status, said.code, said.body["field"]) == (422, "bad_cursor", "cursor"), cursor


async def test_a_page_mark_of_somebody_else_shows_ones_own(bank: World, book: Book) -> None:
    theirs = (await book.mei.call("book.entries", limit=3)).body["next"]

    said = await book.wang.call("book.entries", cursor=theirs)

    assert said.status == 200
    assert {e["account"] for e in said.body["entries"]} <= {f"own:{book.wang.current}", f"own:{book.wang.savings}"}


async def test_months_add_up_to_the_entries_without_what_moved_among_ones_own(bank: World, book: Book) -> None:
    told = {
        m["month"]: (float(m["income"]["amount"]), float(m["expense"]["amount"]), m["count"])
        for m in (await book.mei.call("book.months")).body["months"]
    }

    sums: dict[str, list[float]] = {}
    for entry in book.all:
        if entry["kind"] != "own":
            month = sums.setdefault(bank_day(entry).strftime("%Y-%m"), [0, 0, 0])
            amount = float(entry["amount"]["amount"])
            month[0 if amount > 0 else 1] += abs(amount)
            month[2] += 1
    assert {month: tuple(round(v, 2) for v in values) for month, values in sums.items()} == told
    assert list(told) == sorted(told, reverse=True)


async def test_months_can_be_bounded(bank: World, book: Book) -> None:
    said = await book.mei.call("book.months", since="2026-02-01", until="2026-04-30")

    assert [m["month"] for m in said.body["months"]] == ["2026-04", "2026-03", "2026-02"]


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        ({"since": "2026-03-02", "until": "2026-03-01"}, "until"),
        ({"since": "1899-12-31"}, "since"),
        ({"until": "3000-01-01"}, "until"),
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"least": "1e3"}, "least"),
        ({"most": "0.001"}, "most"),
        ({"direction": "sideways"}, "direction"),
        ({"accounts": ["own:x"]}, "accounts"),
        ({"text": "a\u202eb"}, "text"),
    ],
    ids=str,
)
async def test_a_filter_that_makes_no_sense_is_named(bank: World, book: Book, ask: dict[str, Any], field: str) -> None:
    said = await book.mei.call("book.entries", **ask)

    assert said.status == 422
    assert said.body["field"].startswith(field)


async def test_an_entry_of_the_banks_own_leads_to_its_transfer(bank: World, book: Book) -> None:
    entry = next(e for e in book.all if e["memo"].startswith("房租"))

    detailed: Said = await book.mei.call("book.entry", entry=entry["id"])

    assert {name: detailed.body[name] for name in entry} == entry
    receipt = await book.mei.call("transfer.receipt", transfer=detailed.body["transfer"])
    assert receipt.body["amount"] == {"amount": "11.00", "asset": "CNY"}
    theirs = (await book.wang.call("book.entries")).body["entries"][0]
    assert (theirs["amount"]["amount"], theirs["counterparty"]) == ("11.00", "李梅")
    assert (await book.wang.call("book.entry", entry=entry["id"])).code == "not_found"
