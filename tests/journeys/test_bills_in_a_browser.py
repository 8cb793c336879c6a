"""Bills at a browser: found by a number, paid once however many tabs try, given back where the biller takes nothing."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import Page
from tests.world import Person, World


def household(ending: str = "77") -> str:
    """A number at the power company that nobody else asks for; its last digits say what the simulator does."""
    return f"33{uuid4().int % 10**9:09d}{ending}"


async def looks(page: Page, number: str) -> None:
    """Give a number to the power company, and see what it owes."""
    await page.get_by_label("户号", exact=True).fill(number)
    await page.get_by_role("button", name="查账单").click()
    await page.get_by_role("heading", name="待缴账单").wait_for()


async def asks(page: Page) -> None:
    """Go on with the bill that is chosen, up to where it is proven or done."""
    await page.get_by_role("button", name=re.compile("下一步")).click()
    await page.get_by_role("dialog").get_by_role("button", name="确认缴费").click()


async def proves(page: Page, person: Person) -> None:
    """The code for exactly this bill, where one is asked for."""
    sheet = page.get_by_role("dialog")
    code = sheet.get_by_label(re.compile("验证码已发到"))
    paid = page.get_by_role("heading", name="缴费回单")
    await code.or_(paid).first.wait_for()
    if await code.is_visible():
        await code.fill(await person.code())
        await sheet.get_by_role("button", name="短信核验并缴费").click()
    await page.wait_for_url(re.compile("/bills/paid/"))


async def test_a_bill_is_found_from_home_paid_with_a_proof_and_settled(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/")
    await page.get_by_role("navigation", name="最爱").get_by_role("link", name=re.compile("生活缴费")).click()
    await page.get_by_text("还没有缴过费").wait_for()
    await page.get_by_role("link", name=re.compile("城乡居民医疗保险")).click()
    await page.get_by_label("个人编号").fill("12")
    await page.get_by_role("button", name="查账单").click()
    await page.get_by_text("请填 9 到 12 位数字的个人编号").wait_for()
    await page.get_by_label("个人编号").fill(f"3301{uuid4().int % 10**6:06d}77")
    await page.get_by_role("button", name="查账单").click()
    await page.get_by_role("button", name="缴 400.00，下一步").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text("城乡居民医疗保险").wait_for()
    await sheet.get_by_role("button", name="确认缴费").click()
    await sheet.get_by_text("超过小额免验的金额").wait_for()
    assert await mei.balance() == "3000.00"
    await proves(page, mei)

    # Its biller's word comes by itself, without a reload.
    await page.get_by_text("已缴清").wait_for()
    assert "模拟" in await page.get_by_role("main").inner_text()
    assert await mei.balance() == "2600.00"
    await page.get_by_role("link", name="完成").click()
    await page.get_by_role("heading", name="再缴一次").wait_for()
    await page.get_by_role("link", name=re.compile("查账单")).click()
    await page.get_by_text("没有欠费").wait_for()


async def test_a_bill_that_two_tabs_pay_is_paid_once(bank: World, visitor: Any) -> None:
    mei, number = await bank.customer("李梅", cny="3000"), household()
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    one, other = at_mei.page, await at_mei.context.new_page()
    for page in (one, other):
        await page.goto(f"{at_mei.site}/bills/hz-power")
        await looks(page, number)
        await page.get_by_role("button", name=re.compile("下一步")).click()
        await page.get_by_role("dialog").get_by_role("button", name="确认缴费").wait_for()

    await one.get_by_role("dialog").get_by_role("button", name="确认缴费").click()
    await proves(one, mei)
    await other.get_by_role("dialog").get_by_role("button", name="确认缴费").click()

    # Already settled at its biller, or not yet: either way it is said that nothing was debited, and what is owed anew.
    await other.get_by_role("alert").get_by_text(re.compile("已缴清|已经缴过")).wait_for()
    (bill,) = (await mei.call("bill.list")).body["bills"]
    left = 3000 - float(bill["amount"]["amount"])
    assert await mei.balance() == f"{left:.2f}"
    assert bill["transfer"] in one.url


async def test_what_the_biller_does_not_take_is_given_back_and_the_page_says_so(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/bills/hz-power")
    await looks(page, household("02"))
    await asks(page)
    await proves(page, mei)

    await page.get_by_text("已退款，钱回到您的账户").wait_for()
    await page.get_by_text("这笔账单已通过其他途径缴清").wait_for()
    assert await mei.balance() == "3000.00"
    await at_mei.goes("/bills")
    await page.get_by_text("已退款").wait_for()
    await at_mei.goes("/messages")
    await (
        page.get_by_role("button", name=re.compile("缴费没有办成，已退款"))
        .or_(page.get_by_role("link", name=re.compile("缴费没有办成，已退款")))
        .click()
    )
    await page.wait_for_url(re.compile("/bills/paid/"))


async def test_a_number_that_is_none_and_a_line_that_is_cut_say_so(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/bills/hz-power")
    await page.get_by_label("户号", exact=True).fill(household("00"))
    await page.get_by_role("button", name="查账单").click()
    await page.get_by_role("alert").get_by_text("收费单位没有这个编号").wait_for()
    await looks(page, household("77"))
    await page.get_by_text("这台设备刚开始使用").wait_for()  # the last that the page asks for
    await at_mei.context.set_offline(True)
    await page.get_by_role("button", name="没有网络，暂不能缴费", disabled=True).wait_for()
    await at_mei.context.set_offline(False)
    await page.get_by_role("button", name=re.compile("下一步")).wait_for()
