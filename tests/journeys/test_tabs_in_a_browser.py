"""The tabs at the foot follow what one opens, say why, stay while one looks, and can be kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.world import Person, World

from conftest import DESK, no_finding
from sycee.brain.feature import Event, Events
from sycee.kit.time import bank_day, day_starts

_NAMES = "all => all.map(one => one.textContent.trim())"
_ELDER = "localStorage.setItem('sycee.settings', JSON.stringify({ edition: 'elder' }))"


async def opened(bank: World, person: Person, *pages: str) -> None:
    """They opened these pages on each of the seven days before this week."""
    today, events = bank_day(bank.hands()), Events(bank.bank.db)
    monday = today - timedelta(days=today.weekday())
    for n in range(1, 8):
        at = day_starts(monday - timedelta(days=n)) + timedelta(hours=9)
        await events.keep_calls([Event(person.party, uuid4(), "page", page, at, "http", "{}") for page in pages], at)


async def test_tabs_follow_what_is_opened_say_why_and_can_be_kept(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    await opened(bank, mei, "card", "card.statements")
    at_mei = await visitor()
    page = at_mei.page
    tabs = page.get_by_role("navigation", name="主导航").get_by_role("link")
    names = lambda: tabs.evaluate_all(_NAMES)  # noqa: E731

    await at_mei.goes("/sign-in")
    await page.get_by_label("手机号").fill(mei.phone)
    await page.get_by_role("textbox", name="密码").fill(mei.password)
    await page.get_by_role("button", name="登录", exact=True).click()
    await page.wait_for_url("**/card")
    await page.get_by_role("link", name="信用卡").wait_for()
    assert await names() == ["首页", "账本", "转账", "信用卡", "我的"]

    await tabs.nth(4).click()
    business = page.get_by_role("group", name="账户和业务")
    await business.get_by_role("link", name="生活").wait_for()
    await business.get_by_role("link", name="底部标签").click()
    await page.get_by_text("此前三周打开过 7 天").wait_for()
    await page.get_by_text("登录后先打开“信用卡”").wait_for()
    await no_finding(page)

    await mei.call("recommend.keep_tabs", tabs=["orders", "book", "transfer"])
    await page.reload()
    await page.get_by_text("您自己固定的").first.wait_for()
    assert await names() == ["首页", "账本", "转账", "信用卡", "我的"], "nothing moves during a visit"

    choose = page.get_by_role("group", name="可以选的标签")
    await choose.get_by_label("预约转账").uncheck()
    await choose.get_by_label("生活").check()
    await no_finding(page)
    await page.get_by_role("button", name="保存").click()
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="生活").wait_for()
    assert await names() == ["首页", "账本", "转账", "生活", "我的"], "what one chose oneself is there at once"


async def test_large_type_and_the_rail_have_the_same_places_always(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="100")
    await opened(bank, mei, "card")
    at_mei = await visitor()
    page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)
    await page.evaluate(_ELDER)
    await at_mei.goes("/tabs")
    await page.get_by_role("heading", level=1, name="底部标签").wait_for()
    tabs = page.get_by_role("navigation", name="主导航").get_by_role("link")
    assert await tabs.evaluate_all(_NAMES) == ["首页", "账本", "转账", "生活", "我的"]
    await no_finding(page)

    await page.set_viewport_size(DESK)
    await page.get_by_role("link", name="生活").wait_for()
    await no_finding(page)
