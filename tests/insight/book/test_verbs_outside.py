"""Accounts elsewhere, over HTTP: looking at a file first, pointing at its columns, passwords, names, and taking out."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from test_statement_formats import archive, workbook
from test_verbs_bring import brings, entries, months
from tests.world import Person, Said, World
from tests.world._matrix import STATEMENT


def base64(content: str | bytes) -> str:
    return b64encode(content.encode() if isinstance(content, str) else content).decode()


async def looks(person: Person, name: str, content: bytes, **more: Any) -> Said:
    return await person.call("book.preview", name=name, content=base64(content), **more)


async def points(person: Person, name: str, content: bytes, **pointed: Any) -> Said:
    return await person.call("book.bring", name=name, content=base64(content), pointed=pointed)


ODD = "Wann;Was;Wieviel;Wer\n03.04.2026;Brot;-3,50;Bäcker\n14.04.2026;Lohn;1.200,00;Fabrik\n".encode()
COLUMNS = ["date", "text", "amount", "counterparty"]


async def test_a_file_that_is_understood_shows_what_it_would_bring_and_keeps_nothing(bank: World) -> None:
    mei = await bank.customer("李梅")

    said = await looks(mei, "mine.csv", STATEMENT.encode())

    assert said.status == 200, said
    told = said.body
    assert (told["asks"], told["rows_read"]) == ([], 2)
    assert (told["income"], told["expense"]) == ({"CNY": "1000.00"}, {"CNY": "20.00"})
    assert told["header"] == 3
    assert told["columns"][:5] == ["date", "time", "kind", "income", "expense"]
    assert [(row["line"], row["amount"]["amount"]) for row in told["rows"]] == [(4, "1000.00"), (5, "-20.00")]
    assert [t["agrees"] for t in told["totals"]] == [True]
    assert await entries(mei) == []


async def test_a_file_that_is_not_understood_asks_is_pointed_at_and_is_known_the_next_time(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")

    asked = (await looks(mei, "konto.csv", ODD)).body
    assert asked["asks"] == ["columns"]
    assert asked["lines"][0]["cells"] == ["Wann", "Was", "Wieviel", "Wer"]
    assert asked["header"] == 1
    assert asked["columns"][0] == "date", "a first guess"
    refused = await brings(mei, "konto.csv", ODD)
    assert (refused.code, refused.body["field"], refused.body["facts"]["asks"]) == (
        "unclear_file",
        "pointed",
        "columns",
    )

    shown = await looks(mei, "konto.csv", ODD, pointed={"columns": COLUMNS, "header": 1, "asset": "EUR"})
    assert [row["amount"] for row in shown.body["rows"]] == [
        {"amount": "-3.50", "asset": "EUR"}, {"amount": "1200.00", "asset": "EUR"}
    ]  # fmt: skip
    brought = await points(mei, "konto.csv", ODD, columns=COLUMNS, header=1, asset="EUR")
    assert (brought.body["added"], brought.body["income"]) == (2, {"EUR": "1200.00"})

    may = ODD.replace(b".04.", b".05.").replace(b"Brot", b"Tee")
    again = await brings(mei, "mai.csv", may)
    assert (again.status, again.body["added"], again.body["expense"]) == (200, 2, {"EUR": "3.50"})
    assert (await brings(wang, "mai.csv", may)).code == "unclear_file", "what one has pointed out is no other's"


async def test_a_file_without_a_header_is_pointed_at(bank: World) -> None:
    mei = await bank.customer("李梅")
    bare = b"2026-03-01,tea,-5.00\n2026-03-02,pay,80.00\n"

    assert (await looks(mei, "a.csv", bare)).body["asks"] == ["columns"]
    brought = await points(mei, "a.csv", bare, columns=["date", "text", "amount"], header=0)
    assert (brought.body["rows_read"], brought.body["skipped"]) == (2, [])

    later = await brings(mei, "b.csv", b"2026-04-01,milk,-4.00\n2026-04-02,pay,80.00\n")
    assert (later.status, later.body["added"]) == (200, 2)


async def test_days_that_could_be_read_two_ways_are_asked_for_once(bank: World) -> None:
    mei = await bank.customer("李梅")
    file = b"Date,Description,Amount\n03/04/2026,tea,-5.00\n02/05/2026,milk,-4.00\n04/03/2026,pay,9.00\n"

    assert (await looks(mei, "a.csv", file)).body["asks"] == ["days"]
    brought = await points(mei, "a.csv", file, first="month")
    assert brought.body["added"] == 3
    assert {e["value_on"] for e in await entries(mei)} == {"2026-03-04", "2026-02-05", "2026-04-03"}
    assert (await brings(mei, "b.csv", file)).body["already_there"] == 3


async def test_words_for_money_out_that_nobody_knows_are_asked_for(bank: World) -> None:
    mei = await bank.customer("李梅")
    file = "日期,金额,收支方向,摘要\n2026-03-01,5.00,甲,茶\n2026-03-02,80.00,乙,工资\n".encode()

    asked = (await looks(mei, "a.csv", file)).body
    assert (asked["asks"], asked["words"]) == (["out_words"], ["甲", "乙"])
    assert [s["line"] for s in asked["skipped"]] == [2, 3]
    brought = await points(mei, "a.csv", file, out_words=["甲"], in_words=["乙"])
    assert (brought.body["income"], brought.body["expense"]) == ({"CNY": "80.00"}, {"CNY": "5.00"})
    assert (await brings(mei, "b.csv", file)).body["already_there"] == 2


async def test_columns_without_a_day_or_an_amount_are_refused_by_name(bank: World) -> None:
    mei = await bank.customer("李梅")

    for columns in (["text", "amount"], ["date", "text"]):
        said = await points(mei, "a.csv", ODD, columns=columns, header=1)
        assert (said.code, said.body["field"]) == ("bad_input", "pointed.columns")


async def test_an_archive_asks_for_its_password(bank: World) -> None:
    mei = await bank.customer("李梅")
    content = archive({"a.csv": STATEMENT.encode()}, "302918")

    assert (await looks(mei, "a.zip", content)).body["asks"] == ["password"]
    for wrong in ({}, {"password": "111111"}):
        said = await mei.call("book.bring", name="a.zip", content=base64(content), **wrong)
        assert (said.code, said.body["field"]) == ("file_locked", "password")
    said = await mei.call("book.bring", name="a.zip", content=base64(content), password="302918")
    assert said.body["added"] == 2


async def test_every_row_of_a_sheet_is_told_with_its_place(bank: World) -> None:
    mei = await bank.customer("李梅")
    header = ["日期", "金额", "摘要"]
    content = workbook([header, ["2026-03-01", 1, "a"]], [header, ["无", 2, "b"], ["2026-03-02", 3, "c"]])

    said = await brings(mei, "a.xlsx", content)

    assert [(s["place"], s["line"]) for s in said.body["skipped"]] == [("S1", 2)]
    assert said.body["added"] == 2


WALLET = (
    "微信支付账单明细\n微信昵称：[小林]\n交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号\n"
    "2026-03-02 12:30:00,商户消费,老街面馆,面,支出,¥25.30,海边银行(0055),支付成功,100001\n"
    "2026-03-03 12:30:00,商户消费,茶馆,茶,支出,¥9.00,零钱,支付成功,100002\n"
    "2026-03-04 12:30:00,零钱提现,海边银行,/,/,¥100.00,海边银行(0055),提现已到账,100003\n"
)
CARD = (
    "海边银行账户明细\n账号：6222****0055\n交易日期,摘要,收入,支出,余额,对方户名\n"
    "2026-03-02,快捷支付,,25.30,974.70,财付通-老街面馆\n"
    "2026-03-03,消费,,9.00,965.70,路边茶摊\n"
    "2026-03-05,转入,100.00,,1065.70,财付通-微信零钱提现\n"
    "2026-03-20,快捷支付,,25.30,1040.40,财付通-老街面馆\n"
)


async def _seen_twice(mei: Person, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert (await brings(mei, *_file(first))).body["matched"] == 0
    assert (await brings(mei, *_file(second))).body["matched"] == 2
    assert (await brings(mei, *_file(second))).body["matched"] == 0
    # Out: noodles once, tea of the wallet, tea at the stall, noodles of the 20th. What was withdrawn is neither.
    assert (await months(mei))["2026-03"][:2] == ("0.00", "68.60")
    rows = {e["id"]: e for e in await entries(mei)}
    paired = [e for e in rows.values() if e["same"]]
    assert len(rows) == 7
    assert sorted(e["amount"]["amount"] for e in paired) == ["-100.00", "-25.30", "-25.30", "100.00"]
    assert all(rows[e["same"]]["same"] == e["id"] for e in paired), "each leads to the other"


def _file(named: tuple[str, str]) -> tuple[str, bytes]:
    return named[0], named[1].encode()


async def test_a_payment_seen_by_wallet_and_card_counts_once_whichever_comes_first(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    await _seen_twice(mei, ("w.csv", WALLET), ("c.csv", CARD))
    await _seen_twice(wang, ("c.csv", CARD), ("w.csv", WALLET))


async def test_the_wallets_row_counts_for_both_in_every_view_and_the_cards_once_the_wallet_is_gone(bank: World) -> None:
    mei = await bank.customer("李梅")
    await brings(mei, "w.csv", WALLET.encode())
    card = (await brings(mei, "c.csv", CARD.encode())).body["accounts"][0]

    alone = (await mei.call("book.months", accounts=[card])).body["months"][0]
    assert (alone["income"]["amount"], alone["expense"]["amount"]) == ("0.00", "34.30"), "accounts add up to the whole"
    entry = next(e for e in await entries(mei, accounts=[card]) if e["same"])
    assert any(line["value"] == "微信支付" for line in (await mei.call("book.entry", entry=entry["id"])).body["lines"])

    wallet = next(a["id"] for a in await outside(mei) if a["title"] == "微信支付")
    assert (await mei.call("book.remove", account=wallet)).body["entries"] == 3
    # What comes back from a purse of one's own is no income, whether the purse is in the book or not.
    assert (await months(mei))["2026-03"][:2] == ("0.00", "59.60")
    assert [e["same"] for e in await entries(mei)] == [None] * 4


async def outside(person: Person) -> list[dict[str, Any]]:
    accounts = (await person.call("book.accounts")).body["accounts"]
    return [account for account in accounts if account["id"].startswith("out:")]


async def test_an_account_elsewhere_is_called_what_its_owner_calls_it(bank: World) -> None:
    mei = await bank.customer("李梅")
    account = (await brings(mei, "c.csv", CARD.encode())).body["accounts"][0]

    await mei.call("book.rename", account=account, name=" 工资卡 ")
    assert [a["title"] for a in await outside(mei)] == ["工资卡"]
    await brings(mei, "again.csv", CARD.encode())
    assert [a["title"] for a in await outside(mei)] == ["工资卡"]
    await mei.call("book.rename", account=account, name="")
    assert [a["title"] for a in await outside(mei)] == ["海边银行"]


async def test_what_was_taken_out_is_gone_and_its_file_brings_it_back(bank: World) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海")
    account = (await brings(mei, "c.csv", CARD.encode())).body["accounts"][0]
    await brings(wang, "c.csv", CARD.encode())

    assert (await mei.call("book.remove", account=account)).body["entries"] == 4
    assert (await outside(mei), await entries(mei)) == ([], [])
    assert len(await entries(wang)) == 4
    assert (await mei.call("book.remove", account=account)).code == "not_found"
    assert (await brings(mei, "c.csv", CARD.encode())).body["added"] == 4
