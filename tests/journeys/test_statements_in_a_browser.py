"""Bringing a statement file in, at a browser."""

from __future__ import annotations

from typing import Any

from playwright.async_api import FilePayload
from tests.world import World

_FILE = (
    "账号：6222****4321\n共3笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    "2025-03-02,08:00:00,工资,8000.00,,8100.00,海风科技,A1\n"
    "2025-03-03,09:30:00,消费,,25.50,8074.50,老街面馆,A2\n"
    "2025-03-04,19:12:00,消费,,68.00,8006.50,青石书店,A3\n"
)


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
    await page.get_by_text("+8,000.00").wait_for()
    assert (await counts.inner_text()).split() == ["新记入", "3", "已经有的", "0", "没有记的", "0"]
    await page.get_by_role("link", name="看这些明细").click()
    await page.get_by_text("青石书店").wait_for()
    assert await page.locator("a[href*='/book/entry/']").count() == 3, "these, and not the bank's own"

    await at_mei.goes("/bring")
    await choose.set_input_files(_file("march-again.csv", _FILE.encode()))
    await page.get_by_text("+8,000.00").wait_for()
    assert (await counts.inner_text()).split() == ["新记入", "0", "已经有的", "3", "没有记的", "0"]

    await choose.set_input_files(_file("picture.csv", bytes(range(256)) * 40))
    await page.get_by_role("alert").get_by_text("账本没有改变").wait_for()
    assert len((await mei.call("book.entries")).body["entries"]) == 4
