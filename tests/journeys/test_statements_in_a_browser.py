"""Bringing statement files in, at a browser: a look first, what has to be asked, and the accounts they are of."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import Any

import pyzipper
from playwright.async_api import FilePayload
from tests.world import World

_FILE = (
    "账号：6222****4321\n共3笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    "2025-03-02,08:00:00,工资,8000.00,,8100.00,海风科技,A1\n"
    "2025-03-03,09:30:00,消费,,25.50,8074.50,老街面馆,A2\n"
    "2025-03-04,19:12:00,消费,,68.00,8006.50,青石书店,A3\n"
)
_ODD = "Wann;Was;Wieviel;Wer\n03.04.2026;Brot;-3,50;Bäcker\n14.04.2026;Lohn;1.200,00;Fabrik\n"


def _file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


async def test_a_file_is_read_once_and_its_entries_stand_in_the_book(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/bring")
    page = at_mei.page
    choose, counts = page.locator("input[type=file]"), page.locator("dl").first

    await choose.set_input_files(_file("march.csv", _FILE.encode("gb18030")))
    await page.get_by_text("和文件自己写的合计一致").wait_for()
    assert len((await mei.call("book.entries")).body["entries"]) == 1, "looking brings nothing in"
    await page.get_by_role("button", name="记入账本（3 行）").click()
    await page.get_by_text("新记入").wait_for()
    assert (await counts.inner_text()).split() == ["新记入", "3", "已经有的", "0", "没有记的", "0"]
    await page.get_by_role("link", name="看这些明细").click()
    await page.get_by_text("青石书店").wait_for()
    assert await page.locator("a[href*='/book/entry/']").count() == 3, "these, and not the bank's own"

    await at_mei.goes("/bring")
    await choose.set_input_files(_file("march-again.csv", _FILE.encode()))
    await page.get_by_role("button", name="记入账本（3 行）").click()
    await page.get_by_text("新记入").wait_for()
    assert (await counts.inner_text()).split() == ["新记入", "0", "已经有的", "3", "没有记的", "0"]

    await choose.set_input_files(_file("picture.csv", bytes(range(256)) * 40))
    await page.get_by_role("alert").get_by_text("账本没有改变").wait_for()
    assert len((await mei.call("book.entries")).body["entries"]) == 4


async def test_what_a_file_does_not_say_is_asked_and_a_password_too(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/bring")
    page = at_mei.page
    choose = page.locator("input[type=file]")

    await choose.set_input_files(_file("konto.csv", _ODD.encode()))
    await page.get_by_label("第 3 列是什么").select_option("amount")
    await page.get_by_label("第 2 列是什么").select_option("text")
    await page.get_by_label("币种").select_option("EUR")
    await page.get_by_role("button", name="就按这样读").click()
    await page.get_by_role("button", name="记入账本（2 行）").click()
    await page.get_by_text("新记入").wait_for()
    assert [e["amount"] for e in (await mei.call("book.entries")).body["entries"]] == [
        {"amount": "1200.00", "asset": "EUR"}, {"amount": "-3.50", "asset": "EUR"}
    ]  # fmt: skip

    await choose.set_input_files(_file("mai.csv", _ODD.replace(".04.", ".05.").encode()))
    await page.get_by_role("button", name="记入账本（2 行）").wait_for()

    into = io.BytesIO()
    with pyzipper.AESZipFile(into, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"302918")
        archive.writestr("bill.csv", _FILE)
    await choose.set_input_files(_file("bill.zip", into.getvalue()))
    await page.get_by_label("解压密码").fill("111111")
    await page.get_by_role("button", name="打开").click()
    await page.get_by_text("密码不对").wait_for()
    await page.get_by_label("解压密码").fill("302918")
    await page.get_by_role("button", name="打开").click()
    await page.get_by_role("button", name="记入账本（3 行）").wait_for()


async def test_an_account_elsewhere_is_named_and_taken_out_again(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    await mei.call("book.bring", name="a.csv", content=_base64(_FILE))
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/accounts")
    page = at_mei.page

    await page.get_by_role("link", name="其他银行").click()
    await page.get_by_text("青石书店").wait_for()
    await page.get_by_role("button", name="改名").click()
    await page.get_by_role("textbox", name="名字").fill("工资卡")
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("heading", name="工资卡").wait_for()

    await page.get_by_role("button", name="移出账本").click()
    await page.get_by_role("dialog").get_by_role("button", name="移出账本").click()
    await page.get_by_text("导入别处的账单").wait_for()
    assert len((await mei.call("book.entries")).body["entries"]) == 1


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
