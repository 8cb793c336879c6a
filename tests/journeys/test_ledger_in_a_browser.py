"""The smart ledger: from a month's sum to its entries, a correction for all like it and back, and searching."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Page
from tests.world import World, base64

from sycee.kit.time import BANK_ZONE

_SHOPS = ("财付通-兰州拉面(文三路店)", "支付宝-兰州拉面", "国网浙江电力", "罗森便利店")


def _statement(today: date) -> str:
    head = "账号：6222****7788\n共24笔记录\n交易日期,交易时间,摘要,收入,支出,对方户名,流水号\n"
    first = today.replace(day=1)
    rows = [f"{first},08:00:00,工资,9000.00,,海风科技,S1"]
    for n in range(23):
        day = first - timedelta(days=35 * (n // 8)) + timedelta(days=n % 4)
        rows.append(f"{day},12:00:00,消费,,{n + 10}.00,{_SHOPS[n % 4]},B{n}")
    return head + "\n".join(rows) + "\n"


async def _looks(page: Page, name: str) -> None:
    """Keep a picture of the page, where somebody wants to look at it."""
    if folder := os.environ.get("SYCEE_LOOK"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


async def test_a_number_leads_to_its_entries_and_a_correction_reaches_all_like_it(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    today = datetime.now(BANK_ZONE).date()
    said = await mei.call("book.bring", name="a.csv", content=base64(_statement(today)))
    assert said.body["added"] == 24, said
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book/analysis")
    page = at_mei.page

    await page.get_by_role("link", name="餐饮").first.wait_for()
    await _looks(page, "analysis")
    await page.get_by_role("link", name="餐饮").first.click()
    await page.get_by_text("笔 · 支出").wait_for()
    assert await page.locator("a[href*='/book/entry/']").count() == 4, "two noodle shops of four, twice in the month"
    await _looks(page, "found")

    await page.locator("a[href*='/book/entry/']").first.click()
    await page.get_by_role("button", name="改分类").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text("同类都改").click()
    await _looks(page, "choose")
    await sheet.get_by_role("button", name="旅行").click()
    await page.get_by_text("您选的").wait_for()
    await _looks(page, "entry")
    await at_mei.goes("/book/categories")
    await page.get_by_text("的支出 → 旅行").wait_for()

    await _looks(page, "categories")
    await page.get_by_role("button", name="撤销").click()
    await page.get_by_text("还没有规则").wait_for()


async def test_what_is_typed_is_read_and_found(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    today = datetime.now(BANK_ZONE).date()
    await mei.call("book.bring", name="a.csv", content=base64(_statement(today)))
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book/search")
    page = at_mei.page

    await page.get_by_label("商户、金额、日期、分类、备注").fill("lzlm 10到11 本月")
    await page.get_by_text("10–11 元").wait_for()
    await page.locator("a[href*='/book/entry/']").first.wait_for()
    assert await page.locator("a[href*='/book/entry/']").count() == 2
    await _looks(page, "search")
    await page.get_by_label("商户、金额、日期、分类、备注").fill("没有这样的字")
    await page.get_by_text("没有符合条件的明细").wait_for()
