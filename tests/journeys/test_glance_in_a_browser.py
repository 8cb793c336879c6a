"""A month at a glance, an entry in parts, tags and categories of one's own: each number leads to its entries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from playwright.async_api import Page
from tests.world import Person, World, base64

from sycee.kit.time import BANK_ZONE

_SHOPS = (
    ("兰州拉面", 26), ("永辉超市", 143), ("杭州地铁", 6), ("国网浙江电力", 118), ("淘宝网", 259), ("同仁堂药店", 64),
    ("中国移动", 58), ("万达影城", 90),
)  # fmt: skip
_MONTHS = 14


def _first(back: int) -> date:
    day = datetime.now(BANK_ZONE).date().replace(day=1)
    for _ in range(back):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def statement() -> str:
    """Fourteen months of a salary and of eight shops, all on the first days of the month."""
    rows = []
    for back in range(_MONTHS):
        first = _first(back)
        rows.append(f"{first},08:00:00,工资,{9000 - back * 100}.00,,海风科技,S{back}")
        for n, (shop, price) in enumerate(_SHOPS):
            day = first if back == 0 else first + timedelta(days=3 * n)
            rows.append(f"{day},12:{n:02}:00,消费,,{price + back * (n + 1) % 37}.00,{shop},B{back}-{n}")
    head = f"账号：6222****7788\n共{len(rows)}笔记录\n交易日期,交易时间,摘要,收入,支出,对方户名,流水号\n"
    return head + "\n".join(rows) + "\n"


async def reader(bank: World) -> Person:
    mei = await bank.customer("李梅", cny="100")
    said = await mei.call("book.bring", name="a.csv", content=base64(statement()))
    assert said.body["added"] == _MONTHS * (1 + len(_SHOPS)), said
    return mei


async def test_a_month_at_a_glance_leads_to_its_entries(bank: World, visitor: Any) -> None:
    mei = await reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book")
    page = at_mei.page

    # The chart stands under the content policy: the visitor's pages may not have broken it.
    bars = page.get_by_role("group", name="按月收支")
    await bars.get_by_role("button").first.wait_for()
    assert await bars.get_by_role("button").count() == 12
    await page.locator("figure svg path").first.wait_for(state="attached")

    await bars.get_by_role("button").nth(10).click()
    before = _first(1)
    name = f"{before.year}年{before.month}月"
    glance = page.get_by_role("region", name=name)
    await glance.get_by_role("link", name=f"{name} 支出").click()
    await page.get_by_text("8 笔 · 支出").wait_for()
    assert await page.locator("a[href*='/book/entry/']").count() == len(_SHOPS)

    await page.go_back()
    await page.get_by_role("radiogroup", name="怎么看").get_by_text("对方").click()
    await page.locator("a[href*='/book/found']", has_text="淘宝").click()
    await page.get_by_text("1 笔 · 支出").wait_for()

    # What is drawn can be read and copied as figures, and leaving takes the drawing away without a complaint.
    await page.go_back()
    await page.get_by_text("看每月数字").click()
    await page.get_by_role("region", name="每月数字").get_by_role("row").nth(12).wait_for()


async def test_an_entry_in_parts_and_whole_again(bank: World, visitor: Any) -> None:
    mei = await reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await _opens(mei, at_mei, "永辉")

    await page.get_by_role("button", name="拆成几部分").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("第 1 部分的金额").fill("100")
    await sheet.get_by_text("还剩 43.00").wait_for()
    await sheet.get_by_role("button", name="都给下一部分").click()
    assert await sheet.get_by_role("button", name="拆分", exact=True).is_disabled(), "the second is for nothing yet"
    await sheet.get_by_label("第 2 部分的分类").select_option(label="医疗健康")
    await sheet.get_by_role("button", name="拆分", exact=True).click()
    await page.get_by_text("拆成了 2 部分").wait_for()
    assert await page.get_by_text("−43.00").is_visible()

    await page.get_by_role("button", name="合回一笔").click()
    await page.get_by_role("button", name="拆成几部分").wait_for()


async def test_tags_and_categories_of_ones_own(bank: World, visitor: Any) -> None:
    mei = await reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/book/categories")
    await page.get_by_role("button", name="添加自己的分类").click()
    await page.get_by_label("名字").fill("餐饮")
    await page.get_by_label("算在哪一类里").select_option(label="餐饮")
    await page.get_by_role("button", name="添加", exact=True).click()
    await page.get_by_text("已经有这个名字的分类了").wait_for()
    await page.get_by_label("名字").fill("奶茶")
    await page.get_by_role("button", name="添加", exact=True).click()
    await page.get_by_text("算在“餐饮”里").wait_for()

    await _opens(mei, at_mei, "拉面")
    await page.get_by_role("button", name="改分类").click()
    await page.get_by_role("dialog").get_by_role("button", name="奶茶").click()
    await page.get_by_text("您选的").wait_for()
    await page.get_by_label("加一个标签").fill("两 个")
    await page.get_by_role("button", name="添加", exact=True).click()
    await page.get_by_text("标签里不能有空格").wait_for()
    await page.get_by_label("加一个标签").fill("#加班")
    await page.get_by_role("button", name="添加", exact=True).click()
    await page.get_by_role("link", name="#加班").click()
    await page.get_by_text("1 笔 · 支出 26.00").wait_for()

    await page.go_back()
    await page.get_by_role("button", name="去掉标签 加班").click()
    await page.get_by_role("link", name="#加班").wait_for(state="detached")
    await at_mei.goes("/book/categories")
    await page.get_by_role("button", name="删除分类 奶茶").click()
    await page.get_by_role("dialog").get_by_role("button", name="删除", exact=True).click()
    await page.get_by_text("算在“餐饮”里").wait_for(state="detached")


async def _opens(person: Person, at: Any, shop: str) -> Page:
    """This month's entry at a shop."""
    found = await person.call("book.entries", text=shop, limit=1)
    await at.goes(f"/book/entry/{found.body['entries'][0]['id']}")
    page: Page = at.page
    return page
