"""Bringing statement files in, over HTTP: whole or not at all, once however often, beside the bank's own."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from test_statement_bank import ICBC_ROWS, icbc, icbc_row
from test_statement_wallet import ROWS, wallet
from tests.world import Person, Said, World

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/statements"


async def brings(person: Person, name: str, content: bytes) -> Said:
    return await person.call("book.bring", name=name, content=b64encode(content).decode())


async def entries(person: Person, **filters: Any) -> list[dict[str, Any]]:
    """Every entry that fits, page by page."""
    found, cursor = [], None
    while True:
        said = await person.call("book.entries", **filters, limit=100, **({"cursor": cursor} if cursor else {}))
        assert said.status == 200, said
        found += said.body["entries"]
        cursor = said.body["next"]
        if cursor is None:
            return found


async def months(person: Person) -> dict[str, tuple[str, str, int]]:
    said = await person.call("book.months")
    return {m["month"]: (m["income"]["amount"], m["expense"]["amount"], m["count"]) for m in said.body["months"]}


def alipay(rows: list[str]) -> bytes:
    return wallet(rows).encode("gb18030")


def bank_file(rows: list[str]) -> bytes:
    return icbc(rows, '"0.00   \t","0.00   \t"')


async def test_a_wallets_file_stands_beside_the_banks_own_entries(bank: World) -> None:
    mei = await bank.customer("李梅", cny="100")

    said = await brings(mei, "record.csv", alipay(ROWS))

    assert said.status == 200, said
    told = said.body
    assert (told["file"], told["format"], told["account"]) == ("record.csv", "alipay.csv", "lin@example.com")
    assert (told["rows_read"], told["skipped"], told["added"], told["already_there"]) == (9, [], 9, 0)
    assert (told["income"], told["expense"]) == ({"CNY": "88.00"}, {"CNY": "217.80"})
    seen = await entries(mei)
    assert [e["source"] for e in seen].count("outside") == 9
    assert [e["source"] for e in seen].count("bank") == 1
    assert (await months(mei))["2026-03"] == ("88.00", "212.50", 3)
    accounts = (await mei.call("book.accounts")).body["accounts"]
    assert [(a["title"], a["tail"], a["balance"]) for a in accounts if a["id"].startswith("out:")] == [
        ("支付宝", ".com", None)
    ]


async def test_a_second_import_adds_nothing(bank: World) -> None:
    mei = await bank.customer("李梅")
    await brings(mei, "record.csv", alipay(ROWS))
    before = await entries(mei)

    again = await brings(mei, "the same under another name.csv", wallet(ROWS, padded=False).encode("utf-8-sig"))

    assert (again.body["added"], again.body["already_there"]) == (0, 9)
    assert await entries(mei) == before
    assert (await months(mei))["2026-03"] == ("88.00", "212.50", 3)


async def test_one_file_brought_many_times_at_once_is_there_once(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await asyncio.gather(*(brings(mei, "record.csv", alipay(ROWS)) for _ in range(6)))

    assert {s.code for s in said} == {"ok"}
    assert sorted(s.body["added"] for s in said) == [0, 0, 0, 0, 0, 9]
    assert len(await entries(mei)) == 9


async def test_files_that_overlap_become_one_history(bank: World) -> None:
    mei = await bank.customer("李梅")

    first, second = await brings(mei, "a.csv", alipay(ROWS[:6])), await brings(mei, "b.csv", alipay(ROWS[3:]))

    assert (first.body["added"], second.body["added"], second.body["already_there"]) == (6, 3, 3)
    seen = await entries(mei)
    assert len(seen) == len({e["id"] for e in seen}) == 9
    assert [e["at"] for e in seen] == sorted((e["at"] for e in seen), reverse=True)


async def test_an_order_that_is_closed_later_no_longer_counts(bank: World) -> None:
    mei = await bank.customer("李梅")
    await brings(mei, "march.csv", alipay(ROWS[:2]))
    assert (await months(mei))["2026-03"] == ("0.00", "217.80", 2)
    closed = [row.replace("等待确认收货", "交易关闭") for row in ROWS[:2]]

    again = await brings(mei, "april.csv", alipay(closed))

    assert (again.body["added"], again.body["already_there"]) == (0, 2)
    assert (await months(mei))["2026-03"] == ("0.00", "12.50", 1)
    order = next(e for e in await entries(mei) if e["counterparty"] == "青禾超市")
    lines = (await mei.call("book.entry", entry=order["id"])).body["lines"]
    assert {"label": "状态", "value": "交易关闭"} in lines


async def test_a_banks_file_keeps_its_days_and_its_newest_balance(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await brings(mei, "download.csv", bank_file(ICBC_ROWS))

    assert (said.body["format"], said.body["added"], said.body["account"]) == ("icbc.csv", 4, "6222****9876")
    seen = await entries(mei)
    assert [e["value_on"] for e in seen] == ["2026-02-28", "2026-02-27", "2026-02-27", "2026-02-26"]
    assert [e["balance"] and e["balance"]["amount"] for e in seen] == ["20000.00", "7654.33", "7682.33", None]
    account = next(a for a in (await mei.call("book.accounts")).body["accounts"] if a["id"].startswith("out:"))
    assert (account["title"], account["tail"]) == ("中国工商银行", "9876")
    assert account["balance"] == {"amount": "20000.00", "asset": "CNY"}


async def test_of_two_rows_on_the_newest_day_the_newest_gives_the_balance(bank: World) -> None:
    mei = await bank.customer("李梅")
    rows = [
        icbc_row("2026-03-01", "消费", "面馆", "", "10.00", "970.00", "财付通"),
        icbc_row("2026-03-01", "消费", "茶馆", "", "20.00", "980.00", "财付通"),
    ]

    await brings(mei, "download.csv", bank_file(rows))

    accounts = (await mei.call("book.accounts")).body["accounts"]
    assert next(a["balance"]["amount"] for a in accounts if a["id"].startswith("out:")) == "970.00"
    assert [e["memo"] for e in await entries(mei)] == ["面馆", "茶馆"]


async def test_two_files_of_two_institutions_are_two_accounts(bank: World) -> None:
    mei = await bank.customer("李梅")
    await brings(mei, "a.csv", alipay(ROWS))
    await brings(mei, "b.csv", bank_file(ICBC_ROWS))

    out = [a["id"] for a in (await mei.call("book.accounts")).body["accounts"] if a["id"].startswith("out:")]

    assert len(out) == 2
    assert [len(await entries(mei, accounts=[account])) for account in out] == [9, 4]


async def test_the_same_file_in_two_hands_is_two_books(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")

    said = [await brings(person, "record.csv", alipay(ROWS)) for person in (mei, wang)]

    assert [s.body["added"] for s in said] == [9, 9]
    hers, his = [{e["id"] for e in await entries(person)} for person in (mei, wang)]
    assert not hers & his
    for entry in his:
        assert (await mei.call("book.entry", entry=entry)).code == "not_found"


GOOD = wallet(ROWS).encode("gb18030")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"PK\x03\x04" + b"\x00" * 64, b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff" * 500, GOOD[:300],
     b"a,b\n1,2\n", b"{}", b"<html></html>", b"\n" * 10_000],
    ids=lambda content: repr(content[:8]),
)  # fmt: skip
async def test_what_is_no_statement_is_refused_and_leaves_nothing(bank: World, content: bytes) -> None:
    mei = await bank.customer("李梅")

    said = await brings(mei, "statement.csv", content)

    assert (said.status, said.code, said.body["field"]) == (422, "unreadable_file", "content")
    assert len(said.body["say"]) > len("读不了这个文件：")
    assert [a for a in (await mei.call("book.accounts")).body["accounts"] if a["id"].startswith("out:")] == []


async def test_a_file_that_was_cut_off_brings_its_whole_rows_and_says_so_of_the_last(bank: World) -> None:
    mei = await bank.customer("李梅")
    text = wallet(ROWS, padded=False)
    cut = text[: text.rindex("300.00")].encode()

    said = await brings(mei, "cut.csv", cut)

    assert said.status == 200, said
    assert said.body["added"] == 8
    assert [s["line"] for s in said.body["skipped"]] == [25]
    whole = await brings(mei, "whole.csv", text.encode())
    assert (whole.body["added"], whole.body["already_there"]) == (1, 8)


@pytest.mark.parametrize("content", ["not base64!", "QQ=", "é"])
async def test_what_is_no_base64_is_named(bank: World, content: str) -> None:
    mei = await bank.customer("李梅")

    said = await mei.call("book.bring", name="a.csv", content=content)

    assert (said.status, said.code, said.body["field"]) == (422, "bad_input", "content")


async def test_a_file_over_ten_megabytes_is_refused(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await brings(mei, "big.csv", b"x" * (10 * 1024 * 1024 + 1))

    assert said.code in {"bad_input", "too_large"}
    assert said.status in {413, 422}


@pytest.mark.parametrize("name", ["", "a\u202ecsv.exe", "x" * 256, "a\nb"])
async def test_a_files_name_is_short_visible_text(bank: World, name: str) -> None:
    mei = await bank.customer("李梅")

    said = await brings(mei, name, GOOD)

    assert (said.code, said.body["field"]) == ("bad_input", "name")


async def test_what_a_file_says_is_shown_as_text_and_nothing_of_it_is_hidden(bank: World) -> None:
    mei = await bank.customer("李梅")
    shop, text = "=1+1<script>\u202e\u200b", "'; DROP TABLE book_entry; --"
    evil = f"2026-03-09 08:00:00,餐饮美食,{shop},x,{text},支出,1.00,余额宝,交易成功,E1"

    said = await brings(mei, "evil.csv", wallet([evil], padded=False).encode())

    assert said.body["added"] == 1
    [entry] = await entries(mei)
    assert entry["counterparty"] == "=1+1<script>"
    assert entry["memo"] == "'; DROP TABLE book_entry; --"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no sample statements beside the project")
@pytest.mark.parametrize(("name", "rows"), [("alipay.csv", 10), ("icbc-debit.csv", 11)])
async def test_a_real_export_is_brought_in_once(bank: World, name: str, rows: int) -> None:
    mei = await bank.customer("李梅")
    content = (SAMPLES / name).read_bytes()

    first, second = await brings(mei, name, content), await brings(mei, name, content)

    assert (first.body["added"], second.body["added"], second.body["already_there"]) == (rows, 0, rows)
    assert len(await entries(mei)) == rows
