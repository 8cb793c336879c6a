"""A large statement file at a browser: sent in parts with its progress, read by the bank, and taken out again."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect
from tests.world import World

_ROWS = "".join(f"2026-01-{n:02d},08:00:00,第{n}笔,,{n}.00,,书店,S{n}\n" for n in range(1, 10))
# What makes it large are notes above its header.
_LARGE = "".join(f"说明 {'x' * 100_000}\n" for _ in range(22)) + (
    "账号：6222****0099\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n" + _ROWS
)


async def test_a_large_file_is_sent_in_parts_read_and_taken_out_again(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/bring")
    page = at_mei.page

    file = {"name": "year.csv", "mimeType": "text/csv", "buffer": _LARGE.encode()}
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_role("progressbar").wait_for()
    await page.get_by_role("button", name="记入账本（9 行）").click()
    await page.get_by_text("新记入").wait_for()
    assert (await page.locator("dl").first.inner_text()).split() == ["新记入", "9", "已经有的", "0", "没有记的", "0"]
    assert len((await mei.call("book.entries")).body["entries"]) == 10

    await page.get_by_role("button", name="year.csv").click()
    await page.get_by_role("dialog").get_by_role("button", name="移出这个文件").click()
    await expect(page.get_by_text("导入过的文件")).to_have_count(0)
    assert len((await mei.call("book.entries")).body["entries"]) == 1
