"""The wealth shelf and the articles: what lies there says why and how risky it is, by its parts, and goes at a no."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Page
from tests.world import World

from conftest import DESK, PHONE, no_finding

_ELDER = "localStorage.setItem('sycee.settings', JSON.stringify({ edition: 'elder', theme: 'dark' }))"


async def _offers(page: Page) -> list[str]:
    titles = page.get_by_role("article").get_by_role("heading")
    await titles.first.wait_for()
    return await titles.all_inner_texts()


async def test_the_wealth_shelf_says_how_risky_and_why_and_a_no_there_is_a_no_at_home(
    bank: World, visitor: Any
) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor()
    page: Page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/")
    at_home = await _offers(page)
    await page.get_by_role("link", name="全部理财").click()
    await page.wait_for_url("**/wealth")
    await page.get_by_text("风险等级高于 R2 的不列出").wait_for()
    offers = await _offers(page)
    assert len(offers) == 12
    assert await page.get_by_role("article").get_by_text("风险等级 R").count() == 12
    assert await page.get_by_role("article").get_by_text("为什么").count() == 12
    await no_finding(page)

    # What stands at home, too, where something of the shelf does: that follows from what others open.
    both = next((title for title in offers if title in at_home), offers[0])
    async with page.expect_request("**/v1/recommend/seen") as seen:
        await page.mouse.wheel(0, 600)
    assert (await seen.value).post_data_json["place"] == "wealth", "it is told where it was seen"
    await page.get_by_role("button", name=f"不感兴趣：{both}").click()
    await page.get_by_role("article", name=both).wait_for(state="detached")

    await page.get_by_role("radiogroup", name="种类").get_by_text("保险").click()
    await page.wait_for_url("**/wealth?part=cover")
    await page.get_by_role("heading", level=2, name="保险").wait_for()
    assert len(await _offers(page)) >= 6, "all covers, but for one that was just refused"
    await page.get_by_role("article").first.get_by_role("button", name="看看").click()
    await page.get_by_role("dialog").get_by_text("风险等级 R").wait_for()
    await page.keyboard.press("Escape")

    await page.set_viewport_size(DESK)
    await no_finding(page)
    await at_mei.goes("/")
    assert both not in await _offers(page), "a no in one place is a no in all"


async def test_articles_are_read_by_theme_and_an_article_that_was_read_stands_last_and_says_so(
    bank: World, visitor: Any
) -> None:
    mei = await bank.customer("李梅", cny="100")
    at_mei = await visitor(DESK)
    page: Page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/articles")
    assert len(await _offers(page)) == 12
    await no_finding(page)

    await at_mei.goes("/articles?part=theme.gold")
    await page.get_by_role("heading", level=2, name="黄金").wait_for()
    gold = await _offers(page)
    await page.get_by_role("article", name=gold[0]).get_by_role("button", name="看看").click()
    await page.get_by_role("dialog", name=gold[0]).wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_text("您以前看过它").wait_for()
    after = await _offers(page)
    assert (set(after), after[-1]) == (set(gold), gold[0])

    await page.evaluate(_ELDER)
    await page.set_viewport_size(PHONE)
    await at_mei.goes("/articles?part=theme.casino")
    await page.get_by_role("heading", level=2, name="最适合您的在前").wait_for()
    assert len(await _offers(page)) == 5, "fewer and larger"
    await no_finding(page)
    await page.get_by_role("button", name="再看 7 样").click()
    await page.get_by_role("article").nth(11).wait_for()


async def test_a_campaign_stands_below_what_is_for_somebody_and_leads_to_what_it_is_about(
    bank: World, visitor: Any
) -> None:
    mei = await bank.customer("李梅", cny="100")
    best = (await mei.call("recommend.for_me")).body["campaign"]
    at_mei = await visitor()
    page: Page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/campaigns")
    card = page.get_by_role("group", name=best["title"])
    await card.get_by_text("为止").wait_for()
    await card.get_by_text("为什么").wait_for()
    await no_finding(page)
    await page.set_viewport_size(DESK)
    await no_finding(page)

    await at_mei.goes("/")
    async with page.expect_request(lambda one: one.url.endswith("/recommend/seen") and "campaigns" in one.post_data):
        await card.scroll_into_view_if_needed()
    assert len(await _offers(page)) == 4, "a campaign is none of the four"
    await no_finding(page)
    await card.get_by_role("button", name="去看看").click()
    await page.wait_for_url(lambda url: urlsplit(url).path != "/")
    await page.get_by_role("heading", level=1).wait_for()

    await page.get_by_role("link", name="首页").click()
    await _offers(page)
    await card.wait_for(state="detached")
    await at_mei.goes("/campaigns")
    await card.get_by_text("您以前看过它").wait_for()
    await card.get_by_role("button", name=f"不感兴趣：{best['title']}").click()
    await card.wait_for(state="detached")
