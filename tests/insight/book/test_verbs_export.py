"""The book as a file: the same entries and sums as on screen, no formula among them, and a code on what is printed."""

from __future__ import annotations

import asyncio
import csv
import time
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

import asyncpg
import pytest
from openpyxl import load_workbook
from tests.world import Cast, Person, Row, Said, World, gets, printed

from sycee.insight.book import _export
from sycee.insight.paper import Table, as_csv, as_xlsx
from sycee.kit.time import bank_day

HEADER = "交易日期,交易时间,摘要,收入,支出,对方户名,附言,流水号"
ROWS = [
    "2026-01-05,09:00:00,工资,9000.00,,海风科技,1月工资,N1",
    "2026-01-06,12:00:00,消费,,25.00,兰州拉面(文三路店),扫码点餐,N2",
    "2026-01-09,20:00:00,消费,,300.00,浙江淘宝网络有限公司,网购订单,N5",
    "2026-01-12,20:00:00,退款,100.00,,浙江淘宝网络有限公司,退款-网购订单,N6",
    '2026-02-10,10:00:00,消费,,1.50,"=HYPERLINK(""http://x.example"",""点我"")",@SUM(1+1)*cmd|calc,N8',
    "2026-02-11,10:00:00,消费,,2.50,+86小店,-5折,N9",
]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@A1",
    "\t=1",
    "\r=1",
    "'=1",
    '"=1',
    " =1",
    "＝1",
    "－1",
    "“=1",
    "a;=1+1",
    "a|+1",
    "\u200b=1",
]


async def _forgiven(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    return {"filter": {"accounts": [f"own:{cast.owner.current}"]}, "format": "pdf"}


async def _elsewhere(cast: Cast) -> dict[str, Any]:
    return await _forgiven(cast) | {"filter": {"accounts": [cast.outside]}, "format": "xlsx"}


async def _code(cast: Cast) -> dict[str, Any]:
    await cast.world.forgets_tries()
    # Of days on which nothing was here: what is in the accounts now is the owner's secret.
    long_ago = {"since": "1990-01-01", "until": "1990-01-31"}
    said = await cast.owner.call("book.export", filter=long_ago, format="pdf")
    assert said.status == 200, said
    return {"code": said.body["code"]}


_NEVER = {"filter": {"accounts": ["own:999999999"]}}
MATRIX = {
    "book.export": (Row(_forgiven, gets("not_found"), never=_NEVER), Row(_elsewhere, gets("not_found"), never=_NEVER)),
    "statement.verify": (
        Row(_code, gets("ok", anonymous="ok"), tells="what stands on the document, to whoever holds it"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    mei = await world.customer("李梅", cny="5000")
    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount={"amount": "12.34", "asset": "CNY"})
    text = "\n".join(["账号：6222****0001", f"共{len(ROWS)}笔记录", HEADER, *ROWS])
    said = await mei.call("book.bring", name="a.csv", content=b64encode(text.encode()).decode())
    assert (said.status, said.body["added"]) == (200, len(ROWS)), said
    return mei


async def exported(person: Person, **ask: Any) -> Said:
    return await person.call("book.export", **ask)


async def rows_of(person: Person, **ask: Any) -> list[dict[str, str]]:
    said = await exported(person, format="csv", **ask)
    assert said.status == 200, said
    content = b64decode(said.body["content"])
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by its mark"
    assert said.body["sha256"] == sha256(content).hexdigest()
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


async def test_a_table_has_every_entry_that_is_found_and_adds_up_to_the_same_sums(bank: World, mei: Person) -> None:
    for chosen in ({}, {"since": "2026-01-01", "until": "2026-01-31"}, {"categories": ["dining"]}, {"text": "网购"}):
        found = (await mei.call("book.find", filter=chosen, limit=100)).body
        rows = await rows_of(mei, filter=chosen)

        told = [(e["entry"]["amount"]["amount"], e["category_title"]) for e in reversed(found["entries"])]
        assert [(r["金额"], r["分类"]) for r in rows] == told
        counted = sum((Decimal(r["计入收支"]) for r in rows), Decimal())
        assert counted == Decimal(found["total"]["net"]["amount"])


async def test_a_workbook_has_the_same_numbers_as_numbers(bank: World, mei: Person) -> None:
    rows = await rows_of(mei)
    said = await exported(mei, format="xlsx")
    sheet = load_workbook(BytesIO(b64decode(said.body["content"]))).active

    cells = list(sheet.iter_rows(values_only=True))
    assert [str(c) for c in cells[0]] == list(rows[0])
    assert [Decimal(str(row[2])) for row in cells[1:]] == [Decimal(r["金额"]) for r in rows]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "inlineStr", "n", "d"}


async def test_words_that_would_be_formulas_are_text_and_sums_stay_sums(bank: World, mei: Person) -> None:
    rows = await rows_of(mei, filter={"since": "2026-02-01", "until": "2026-02-28"})

    assert [r["金额"] for r in rows] == ["-1.50", "-2.50"]
    assert rows[0]["对方"].startswith("'=HYPERLINK")
    assert rows[0]["附言"].startswith("'@SUM(1+1)*cmd|calc")
    assert (rows[1]["对方"], rows[1]["附言"]) == ("'+86小店", "'-5折")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_a_formula_in_any_disguise(text: str) -> None:
    table = Table("t", ["a"], [(text,)])

    (_, line) = as_csv(table).decode("utf-8-sig").splitlines()
    assert "'" in line
    assert line.strip('"').strip()[0] not in "=+-@＝－\t\r"
    for part in line.strip('"').replace("|", ";").split(";"):
        assert part.strip(" \"'“")[:1] not in "=+-@" or "'" in part
    cell = load_workbook(BytesIO(as_xlsx(table, datetime(2026, 1, 1, tzinfo=UTC)))).active["A2"]
    assert (cell.data_type in ("s", "inlineStr"), str(cell.value)[:1] not in "=+-@") == (True, True)


async def test_a_statement_says_what_the_ledger_says_and_anybody_can_check_it(bank: World, mei: Person) -> None:
    said = await exported(mei, format="pdf", filter={"accounts": [f"own:{mei.current}", f"own:{mei.savings}"]})
    content, code = b64decode(said.body["content"]), said.body["code"]
    paper = printed(content)

    assert await mei.balance() == "4987.66"
    for part in ("账户对账单", "李梅", "4,987.66", "12.34", code, "演示银行"):
        assert part in paper, part
    checked = await bank.call(
        "statement.verify", {"code": code.lower().replace("-", " "), "sha256": said.body["sha256"]}
    )
    assert checked.status == 200, checked
    (total,) = checked.body["totals"]
    assert {k: v["amount"] for k, v in total.items()} == {
        "opening": "0.00", "income": "5012.34", "outgo": "12.34", "closing": "5000.00",
    }  # fmt: skip
    assert (checked.body["holder"], checked.body["same_file"], checked.body["kind"]) == ("李*", True, "account")
    assert set(checked.body) == {
        "kind", "since", "until", "holder", "accounts", "totals", "entries", "made_at", "same_file",
    }  # fmt: skip
    assert all(len(tail) == 4 for tail in checked.body["accounts"])
    other = await bank.call("statement.verify", {"code": code, "sha256": "0" * 64})
    assert (other.body["same_file"], other.body["totals"]) == (False, checked.body["totals"])


async def test_two_files_are_made_at_a_time_whoever_asks(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, most, made = [0], [0], _export.as_csv

    def slow(table: Table) -> bytes:
        now[0] += 1
        most[0] = max(most[0], now[0])
        time.sleep(0.2)
        now[0] -= 1
        return made(table)

    monkeypatch.setattr(_export, "as_csv", slow)
    said = await asyncio.gather(*(mei.call("book.export", format="csv") for _ in range(6)))
    assert ({s.status for s in said}, most) == ({200}, [2])


async def test_no_document_says_what_will_be(bank: World, mei: Person) -> None:
    """Days to come are on no statement: nobody knows yet what will be in the account."""
    mine = {"accounts": [f"own:{mei.current}"]}
    said = await mei.call("book.export", filter={**mine, "until": "2999-12-31"}, format="pdf")
    paper = (await bank.call("statement.verify", {"code": said.body["code"]})).body
    today = bank_day(bank.bank.clock()).isoformat()
    assert (paper["until"], said.body["name"][-14:]) == (today, f"{today}.pdf")

    later = await mei.call("book.export", filter={**mine, "since": "2999-12-31"}, format="pdf")
    assert (later.code, later.body["field"]) == ("bad_input", "filter.since")


async def test_a_list_that_leaves_entries_out_claims_no_balance(bank: World, mei: Person) -> None:
    said = await exported(mei, format="pdf", filter={"categories": ["dining"]})

    (total,) = (await bank.call("statement.verify", {"code": said.body["code"]})).body["totals"]
    assert (total["opening"], total["closing"]) == (None, None)
    paper = printed(b64decode(said.body["content"]))
    assert "收支明细" in paper
    assert "期末余额" not in paper


async def test_forged_unknown_and_expired_codes_read_the_same(bank: World, mei: Person) -> None:
    await bank.forgets_tries()
    code = (await exported(mei, format="pdf")).body["code"]
    forged = code[:-1] + ("0" if code[-1] != "0" else "1")
    said = [await bank.call("statement.verify", {"code": one}) for one in (forged, "x", "' OR 1=1 --", "龘" * 20)]
    assert (await bank.call("statement.verify", {"code": code})).code == "ok"
    owner = await asyncpg.connect(bank.bank.dsn)
    await owner.execute("UPDATE paper_issued SET made_at = made_at - interval '1831 days'")
    said.append(await bank.call("statement.verify", {"code": code}))
    await owner.execute("UPDATE paper_issued SET made_at = made_at + interval '1831 days'")
    kept = await owner.fetchval("SELECT string_agg(i::text, ' ') FROM paper_issued i")
    await owner.close()

    assert {one.code for one in said} == {"not_genuine"}
    assert all(one == said[0] for one in said)
    assert code.replace("-", "") not in kept.upper(), "the code is not kept"
    assert "李梅" not in kept


async def test_one_source_tries_so_many_codes_and_no_more(bank: World) -> None:
    await bank.forgets_tries()
    tries = [await bank.call("statement.verify", {"code": f"{n}"}, address="10.9.8.7") for n in range(31)]

    assert {one.code for one in tries[:30]} == {"not_genuine"}
    assert tries[30].code == "too_many"
    assert (await bank.call("statement.verify", {"code": "1"}, address="10.9.8.6")).code == "not_genuine"
    await bank.forgets_tries()


async def test_more_than_one_file_holds_is_refused_by_the_field_that_helps(
    bank: World, mei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(_export.MOST, "csv", 3)
    said = await exported(mei, format="csv", filter={"since": "1900-01-01", "until": "2999-12-31"})

    assert (said.code, said.body["field"]) == ("too_many_entries", "filter.since")
    assert (said.body["facts"]["most"], said.body["facts"]["found"] > 3) == (3, True)
    for days in ({"since": "0001-01-01"}, {"until": "3000-01-01"}, {"since": "2026-02-01", "until": "2026-01-01"}):
        assert (await exported(mei, filter=days)).code == "bad_input"
