"""To another bank at a browser: it arrives, comes back, or is taken back while it waits; the page follows each."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from playwright.async_api import Page
from tests.world import Person, World


def number(ending: str) -> str:
    """An account at another bank; its last digits say what the simulated rail does."""
    return f"62220200{uuid4().int % 10**9:09d}{ending}"


async def adds(page: Page, to: str, name: str = "钱塘") -> None:
    """Somebody new at another bank, which is found by its name."""
    await page.get_by_role("button", name=re.compile("收款银行")).click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("找银行").fill("工商")
    await sheet.get_by_role("button", name=re.compile("中国工商银行")).click()
    await page.get_by_label("账号", exact=True).fill(to)
    await page.get_by_label("对方姓名").fill(name)
    await page.get_by_text("户名由对方银行核对").wait_for()
    await page.get_by_role("button", name="下一步").click()
    await page.wait_for_url(re.compile("/transfer/to/"))


async def sends(page: Page, person: Person, amount: str, when: str = "尽快") -> str:
    """How much and when, the sheet, the code; returns the receipt's address."""
    await page.get_by_label("转账金额").fill(amount)
    await page.get_by_role("radiogroup", name="到账时间").get_by_text(when, exact=True).click()
    await page.get_by_role("button", name="下一步").first.click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text(re.compile("中国工商银行")).wait_for()
    await sheet.get_by_text("手续费").wait_for()
    await sheet.get_by_role("button", name="确认转账").click()
    code = sheet.get_by_label(re.compile("验证码已发到"))
    await code.wait_for()
    await code.fill(await person.code())
    await sheet.get_by_role("button", name="短信核验并转账").click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))
    return page.url


async def sums(person: Person) -> tuple[str, str]:
    """Balance and what is available."""
    accounts = (await person.call("account.list")).body["accounts"]
    mine = next(a for a in accounts if a["id"] == person.current)
    return mine["balance"]["amount"], mine["available"]["amount"]


async def test_a_transfer_to_another_bank_arrives_while_one_looks_on(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/transfer")
    await page.get_by_role("link", name=re.compile("转给新收款人")).click()
    await adds(page, number("88"))

    await page.get_by_text(re.compile("新收款人，.*合计每天最多转")).wait_for()
    await page.get_by_label("转账金额").fill("2999999")
    await page.get_by_role("button", name="下一步").first.click()
    await page.get_by_role("alert").first.wait_for()
    await sends(page, mei, "300.00")

    await page.get_by_text("已到账", exact=True).wait_for()
    await page.get_by_text("跨行通道为模拟").wait_for()
    assert await sums(mei) == ("2700.00", "2700.00")


async def test_a_transfer_that_the_other_bank_returns_is_followed_from_enquiry_to_return(
    bank: World, visitor: Any
) -> None:
    await bank.facts_arrive()
    await bank.forgets_jobs()
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/transfer/new")
    await adds(page, number("02"))
    receipt = await sends(page, mei, "300.00")
    await page.get_by_text("已到账", exact=True).wait_for()
    assert await sums(mei) == ("2700.00", "2700.00")

    with bank.hands.later(days=2, hours=1):
        await at_mei.is_in(mei.phone, mei.password)
        await bank.job_comes("transfer.returns")
        await bank.jobs_are_done()
        await page.goto(receipt)
        await page.get_by_text("已退回您的账户").wait_for()
        await page.get_by_text("收款账户已销户").wait_for()
        await mei.signs_in()
        assert await sums(mei) == ("3000.00", "3000.00")
        await at_mei.goes("/messages")
        await page.get_by_text("转账被退回，钱已回到您的账户").wait_for()
    await mei.signs_in()


async def test_a_rail_that_says_nothing_is_enquired_of_and_the_page_says_where_the_money_is(
    bank: World, visitor: Any
) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/transfer/new")
    await adds(page, number("03"))
    receipt = await sends(page, mei, "300.00")

    await page.get_by_text("正在等对方银行的答复").wait_for()
    assert await sums(mei) == ("3000.00", "2700.00"), "held, not debited"
    await at_mei.goes("/transfer")
    await page.get_by_role("link", name=re.compile("等对方银行")).wait_for()
    with bank.hands.later(minutes=3):
        await page.goto(receipt)
        await page.get_by_text("已到账", exact=True).wait_for()
        assert await sums(mei) == ("2700.00", "2700.00")


async def test_a_transfer_that_waits_is_taken_back_and_nothing_was_debited(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/transfer/new")
    await adds(page, number("88"))
    receipt = await sends(page, mei, "300.00", when="两小时后")

    await page.get_by_text("钱已预留，等待转出").wait_for()
    assert await sums(mei) == ("3000.00", "2700.00")
    await at_mei.goes("/transfer")
    await page.get_by_role("link", name=re.compile("可撤销")).click()
    await page.get_by_role("button", name="撤销转账").click()
    await page.get_by_role("button", name="确定撤销这笔转账").click()

    await page.get_by_text("已撤销，没有扣款").wait_for()
    assert page.url == receipt
    assert await sums(mei) == ("3000.00", "3000.00")
    with bank.hands.later(hours=3):
        await at_mei.is_in(mei.phone, mei.password)
        await at_mei.goes("/transfer")
        await page.get_by_role("heading", name="收款人").wait_for()
        assert await page.get_by_role("heading", name="在途转账").count() == 0
        await mei.signs_in()
        assert await sums(mei) == ("3000.00", "3000.00")
    await mei.signs_in()
