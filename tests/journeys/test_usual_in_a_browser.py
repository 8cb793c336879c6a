"""What one uses often stands on the first page beside one's favourites, says why, and goes when it is not wanted."""

from __future__ import annotations

from typing import Any

from tests.world import World

from sycee.brain.feature import Calls


async def test_what_is_used_stands_beside_the_favourites_and_goes_when_it_is_not_wanted(
    bank: World, visitor: Any
) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海")
    await mei.call("favourite.set", names=["account.list", "card.show"])
    await mei.adds(wang)
    await bank.bank.ports[Calls].flush()
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/")
    page = at_mei.page
    usual = page.get_by_role("list", name="常用")
    await usual.get_by_text("近 30 天用过 1 天").wait_for()
    assert await usual.get_by_role("link").count() == 4
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    await usual.get_by_role("button", name="不感兴趣：添加收款人").click()
    await page.get_by_text("已移走“添加收款人”").wait_for(state="attached")
    await page.get_by_role("link", name="添加收款人").wait_for(state="detached")
    at_hand = page.get_by_role("navigation", name="最爱").get_by_role("link")
    assert await at_hand.count() == 2, "what one chose oneself is never taken away"

    await page.get_by_role("list", name="开始用").get_by_role("link", name="导入账单").click()
    await page.wait_for_url("**/bring")
