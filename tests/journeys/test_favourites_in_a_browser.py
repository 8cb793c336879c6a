"""What one likes is at hand on the first page, in one's own order; how the app looks is chosen before one signs in."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page
from tests.world import World


async def _at_hand(page: Page) -> list[str]:
    tiles = page.get_by_role("navigation", name="最爱").get_by_role("link")
    await tiles.first.wait_for()
    return [text.partition("\n")[0] for text in await tiles.all_inner_texts()]


async def test_favourites_are_moved_by_the_keyboard_and_stand_on_the_first_page(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/")
    page = at_mei.page
    before = await _at_hand(page)
    assert len(before) == 8
    assert before[0] == "转账"

    await page.get_by_role("link", name="编辑").click()
    await page.get_by_role("button", name="编辑").click()
    down = page.get_by_role("button", name="下移转账")
    await down.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("status").get_by_text("转账移到第 2 位").wait_for(state="attached")
    assert await down.evaluate("button => button === document.activeElement"), "one goes on without looking for it"
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=f"移走{before[3]}").click()
    await page.get_by_role("button", name="添加助手").click()
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("button", name="编辑").wait_for()

    await at_mei.goes("/")
    expected = [before[1], before[2], "转账", *before[4:], "助手"]
    assert await _at_hand(page) == expected


async def test_how_the_app_looks_is_chosen_before_signing_in_and_stays(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    someone = await visitor()
    page = someone.page
    await someone.goes("/sign-in")
    await page.get_by_role("link", name="设置").click()
    await page.get_by_role("radiogroup", name="明暗").get_by_text("深").click()
    await page.get_by_role("radiogroup", name="字号").get_by_text("大一号").click()
    await page.get_by_role("button", name="返回").click()

    await someone.signs_in(mei.phone, mei.password)
    await page.reload()
    assert await page.evaluate("({ ...document.documentElement.dataset })") == {
        "theme": "dark",
        "edition": "standard",
        "size": "large",
    }
    await someone.goes("/settings")
    await page.get_by_role("radiogroup", name="金额").get_by_text("隐藏").click()
    await someone.goes("/")
    await page.get_by_role("button", name="隐藏金额", pressed=True).wait_for()
    assert "100.00" not in await page.get_by_role("main").inner_text()
