"""What the app reports in a real browser: pages by their routes and what becomes of what is shown, each once."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from playwright.async_api import Page
from tests.world import Person, World

_WAITING = "localStorage.getItem('sycee.events') ?? '[]'"


async def _reported(bank: World, mei: Person, wanted: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the bank has of her, once it has what is wanted."""
    found: list[tuple[str, str]] = []
    for _ in range(100):
        async with bank.bank.db.writers.acquire() as connection:
            rows = await connection.fetch(
                "SELECT kind, name FROM feature_event WHERE owner = $1 AND kind <> 'call'", mei.party
            )
        found = [(row["kind"], row["name"]) for row in rows]
        if wanted <= set(found):
            return found
        await asyncio.sleep(0.2)
    raise AssertionError(f"{wanted - set(found)} did not come, but {found}")


async def _waits(page: Page, name: str) -> str:
    """What waits in the browser, once something of this name does."""
    for _ in range(100):
        waiting = str(await page.evaluate(_WAITING))
        if name in [one["name"] for one in json.loads(waiting)]:
            return waiting
        await asyncio.sleep(0.1)
    raise AssertionError(f"{name} does not wait, but {waiting}")


async def test_pages_and_answers_are_reported_without_network_later_and_each_once(bank: World, visitor: Any) -> None:
    mei, phone = await bank.customer("李梅", cny="500"), await visitor()
    await phone.is_in(mei.phone, mei.password)
    await phone.goes("/")
    page = phone.page
    await page.get_by_role("button", name="看看").first.click()
    await page.get_by_role("dialog").wait_for()
    await page.keyboard.press("Escape")
    await _reported(bank, mei, {("page", "home"), ("track", "recommend.seen"), ("track", "recommend.opened")})

    await page.context.set_offline(True)
    await page.get_by_role("link", name="我的", exact=True).click()
    await page.wait_for_url("**/me")
    waiting = await _waits(page, "me")
    assert not [secret for secret in (mei.phone, mei.name, mei.number) if secret in waiting]
    await page.context.set_offline(False)
    found = await _reported(bank, mei, {("page", "me")})
    assert found.count(("page", "me")) == 1
    assert await page.evaluate(_WAITING) == "[]"


async def test_nothing_is_reported_of_who_wants_none_of_it_nor_waits_after_sign_out(bank: World, visitor: Any) -> None:
    mei, phone = await bank.customer("李梅", cny="500"), await visitor()
    await phone.is_in(mei.phone, mei.password)
    await phone.goes("/")
    page = phone.page
    sent: list[str] = []
    switch = page.get_by_role("switch", name="个性化推荐")
    await switch.click()
    await page.get_by_text("已关闭").wait_for()
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/event/track") else None)
    await page.get_by_role("link", name="账本", exact=True).click()
    await page.get_by_role("heading", level=1).wait_for()
    assert await page.evaluate(_WAITING) == "[]"
    await asyncio.sleep(6)
    assert sent == []
    await page.get_by_role("link", name="首页", exact=True).click()
    await switch.click()
    await page.get_by_text("根据您看过和用过的挑选").wait_for()
    await page.get_by_role("link", name="我的", exact=True).click()
    await page.wait_for_url("**/me")
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url("**/sign-in")
    assert await page.evaluate(_WAITING) == "[]"
