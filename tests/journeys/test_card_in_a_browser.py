"""A credit card at a browser: applied for, tried out, frozen, repaid, and its statement read."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page
from tests.world import Person, World


async def proves(page: Page, person: Person, act: str) -> None:
    """The code for exactly this, in the sheet that asks for it."""
    sheet = page.get_by_role("dialog")
    code = sheet.get_by_label(re.compile("验证码已发到"))
    await code.wait_for()
    await code.fill(await person.code())
    await sheet.get_by_role("button", name=f"短信核验并{act}").click()
    await sheet.wait_for(state="hidden")


async def test_a_card_is_applied_for_tried_out_frozen_and_repaid(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="10000")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page
    await at_mei.goes("/me")
    await page.get_by_role("link", name=re.compile("^信用卡")).click()
    await page.get_by_text("8,000.00").wait_for()
    await page.get_by_role("button", name="申请信用卡").click()
    await page.get_by_role("dialog").get_by_role("button", name="申请", exact=True).click()
    await proves(page, mei, "申请")
    await page.get_by_text("这一期还没有消费").wait_for()

    await page.get_by_role("button", name=re.compile("试刷")).click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("金额（元）").fill("9000")
    await sheet.get_by_role("button", name="刷 9,000.00").click()
    await sheet.get_by_text("超过信用卡的可用额度").wait_for()
    await sheet.get_by_label("金额（元）").fill("120.50")
    await sheet.get_by_role("button", name="刷 120.50").click()
    await sheet.get_by_text("已在老街面馆消费 120.50").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name=re.compile("老街面馆")).wait_for()

    await page.get_by_role("button", name="立即冻结").click()
    await page.get_by_text("卡已冻结", exact=True).wait_for()
    assert (await mei.call("card.show")).body["card"]["state"] == "frozen"
    await page.get_by_role("button", name="解冻").click()
    await page.get_by_role("dialog").get_by_role("button", name="解冻", exact=True).click()
    await proves(page, mei, "解冻")
    await page.get_by_role("button", name="立即冻结").wait_for()

    await page.get_by_role("link", name="还款", exact=True).click()
    await page.get_by_role("button", name="还 120.50，下一步").click()
    await page.get_by_role("dialog").get_by_role("button", name="确认还款").click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))
    assert await mei.balance() == "9879.50"
    await at_mei.goes("/card")
    await page.get_by_role("button", name="没有要还的", disabled=True).wait_for()
    await at_mei.goes("/book/analysis")
    await page.get_by_text("120.50").first.wait_for()
