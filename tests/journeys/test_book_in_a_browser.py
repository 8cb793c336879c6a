"""The detail query: what is asked for is what is shown, and the list goes on to the very first entry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from playwright.async_api import Page
from tests.world import Person, World, base64

_ROWS = 100
_AT_THE_END = "document.body.innerText.includes('到底了')"
_ENTRY = "a[href*='/book/entry/']"


def _statement() -> str:
    head = f"账号：6222****7788\n共{_ROWS}笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
    first, rows, balance = date(2024, 1, 1), [], 100_000
    for n in range(_ROWS):
        balance -= n + 1
        shop = "青石书店" if n % 10 == 0 else "老街面馆"
        rows.append(f"{first + timedelta(days=2 * n)},12:00:00,消费,,{n + 1}.00,{balance}.00,{shop},B{n}")
    return head + "\n".join(rows) + "\n"


async def _reader(bank: World) -> Person:
    mei = await bank.customer("李梅", cny="100")
    brought = await mei.call("book.bring", name="two-hundred-days.csv", content=base64(_statement()))
    assert brought.body["added"] == _ROWS, brought
    return mei


async def test_scrolling_reaches_the_first_entry_and_shows_each_once(bank: World, visitor: Any) -> None:
    mei = await _reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book")
    page = at_mei.page

    await _scrolls_to_the_end(page)
    shown = await page.locator(_ENTRY).evaluate_all("rows => rows.map(row => row.getAttribute('href'))")
    assert len(shown) == len(set(shown)) == _ROWS + 1
    assert "−1.00" in await page.locator(_ENTRY).last.inner_text(), "the oldest stands last"

    # To an entry and back: where one was, without reading anew.
    await page.locator(_ENTRY).last.click()
    await page.get_by_text("−¥1.00").wait_for()
    await page.go_back()
    seen = "rows => [...document.querySelectorAll(rows)].at(-1)?.getBoundingClientRect().bottom < innerHeight"
    await page.wait_for_function(seen, arg=_ENTRY)
    assert await page.locator(_ENTRY).count() == _ROWS + 1


async def _scrolls_to_the_end(page: Page) -> None:
    await page.locator(_ENTRY).first.wait_for()
    end = page.get_by_text("到底了")
    while not await end.is_visible():
        seen = await page.locator(_ENTRY).count()
        await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        more = f"([rows, seen]) => document.querySelectorAll(rows).length > seen || {_AT_THE_END}"
        await page.wait_for_function(more, arg=[_ENTRY, seen])


async def test_filters_show_what_fits_and_stand_in_the_address(bank: World, visitor: Any) -> None:
    mei = await _reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book")
    page = at_mei.page

    await page.get_by_role("button", name="搜索").click()
    await page.get_by_label("搜商户、对方、附言").fill("青石")
    await _shows(page, 10)

    await page.get_by_role("button", name="筛选").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("从").fill("2024-02-01")
    await sheet.get_by_label("到").fill("2024-06-10")
    await sheet.get_by_label("最小").fill("30")
    await sheet.get_by_role("radiogroup", name="收支").get_by_text("支出").click()
    await sheet.get_by_role("button", name="查看").click()
    await _shows(page, 6)

    await page.reload()
    await _shows(page, 6)
    await page.get_by_role("button", name="去掉条件：2024年2月1日").click()
    await _shows(page, 7)

    await page.get_by_label("搜商户、对方、附言").fill("没有这家店")
    await page.get_by_text("没有符合条件的明细").wait_for()


async def _shows(page: Page, count: int) -> None:
    ready = f"([rows, count]) => document.querySelectorAll(rows).length === count && {_AT_THE_END}"
    await page.wait_for_function(ready, arg=[_ENTRY, count])
