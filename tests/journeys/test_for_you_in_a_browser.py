"""What the bank has for a person stands on the first page, says why, and goes when it is not wanted."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page
from tests.world import World


async def _offers(page: Page) -> list[str]:
    titles = page.get_by_role("article").get_by_role("heading")
    await titles.first.wait_for()
    return await titles.all_inner_texts()


async def test_one_looks_at_one_thing_and_says_no_to_another(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/")
    page = at_mei.page
    before = await _offers(page)
    assert len(before) == 4
    assert await page.get_by_role("article").get_by_text("为什么").count() == 4

    await page.get_by_role("button", name=f"不感兴趣：{before[0]}").click()
    await page.get_by_text(f"已移走“{before[0]}”").wait_for(state="attached")
    await page.get_by_role("article", name=before[0]).wait_for(state="detached")

    looked = before[1]
    await page.get_by_role("article", name=looked).get_by_role("button", name="看看").click()
    sheet = page.get_by_role("dialog", name=looked)
    await sheet.get_by_text("风险", exact=True).wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("article").get_by_text(looked).first.wait_for()
    assert looked not in await _offers(page), "it is a reason now, and no offer"

    switch = page.get_by_role("switch", name="个性化推荐")
    await switch.click()
    await page.get_by_text("已关闭：与所有新客户看到的一样").wait_for()
    assert await page.get_by_role("article").get_by_text("您看过或用过").count() == 0, (
        "nothing follows from what was read"
    )
    await page.reload()
    await page.get_by_text("已关闭：与所有新客户看到的一样").wait_for()
