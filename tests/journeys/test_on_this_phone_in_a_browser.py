"""What a phone notices of a visit orders its list at once, and none of it goes over the wire."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from playwright.async_api import Page, Request, Route
from tests.journeys.conftest import DESK, no_finding
from tests.world import World

_HERE = "在本机排序，不上传"


class Wire:
    """All that one page sends: addresses, headers, bodies and frames of sockets."""

    def __init__(self, page: Page) -> None:
        self.sent: list[tuple[str, str]] = []
        self.bodies: list[tuple[str, str]] = []
        page.on("request", self._request)
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self._adds("frame", str(frame))))

    def _request(self, request: Request) -> None:
        body = request.post_data or ""
        self._adds(request.url, json.dumps(request.headers, ensure_ascii=False))
        self._adds(request.url, body)
        self.bodies.append((request.url, body))

    def _adds(self, where: str, what: str) -> None:
        self.sent.append((where, f"{where} {what}"))

    def bodies_to(self, verb: str) -> list[Any]:
        """What was asked of one verb."""
        return [json.loads(body) for url, body in self.bodies if url.endswith(f"/v1/{verb}")]


async def _offers(page: Page) -> list[str]:
    titles = page.get_by_role("article").get_by_role("heading")
    await titles.first.wait_for()
    return await titles.all_inner_texts()


class Held:
    """The bank's answers of what is for somebody: each is kept for the test, and withheld while it wants that."""

    def __init__(self, page: Page) -> None:
        self.page, self.answers = page, list[dict[str, Any]]()
        self.flows = asyncio.Event()
        self.flows.set()

    async def begins(self) -> None:
        await self.page.route("**/v1/recommend/for_me", self._answers)

    async def _answers(self, route: Route) -> None:
        answer = await route.fetch()
        await self.flows.wait()
        self.answers.append(await answer.json())
        await route.fulfill(response=answer)


def _titles(answer: dict[str, Any]) -> list[str]:
    return [one["title"] for one in answer["items"]]


async def _reads(page: Page, title: str) -> None:
    """Look at an item for half a minute, by the page's own clock, and close it."""
    await page.get_by_role("article", name=title).get_by_role("button", name="看看").click()
    await page.get_by_role("dialog", name=title).get_by_text("风险").wait_for()
    await page.clock.fast_forward(30_000)
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="detached")


async def test_looking_at_one_theme_brings_up_more_of_it_at_once_and_none_of_it_is_sent(
    bank: World, visitor: Any
) -> None:
    mei, phone = await bank.customer("李梅", cny="100"), await visitor()
    await phone.is_in(mei.phone, mei.password)
    page: Page = phone.page
    await page.clock.install()
    wire, held = Wire(page), Held(page)
    await held.begins()
    await phone.goes("/")
    before = await _offers(page)
    await page.get_by_text(_HERE).wait_for()
    first = held.answers[0]
    assert before == _titles(first), "nothing was noticed yet, so it is as the bank laid it out"
    read = first["items"][0]

    held.flows.clear()
    await _reads(page, read["title"])
    await page.get_by_text("本机把它提前了").first.wait_for()
    after = await _offers(page)

    assert len(held.answers) == 1, "the bank has not answered again"
    brought = [one for one in first["others"] if one["title"] in after]
    assert any(set(one["themes"]) & set(read["themes"]) for one in brought), after
    assert after[3] == before[3], "what is by lot keeps its place"
    for one in brought:
        assert one["why"] in await page.get_by_role("article", name=one["title"]).inner_text()
    await no_finding(page)

    held.flows.set()
    await page.get_by_text(f"您看过或用过“{read['title']}”").first.wait_for()
    await page.mouse.wheel(0, 4_000)
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="转账", exact=True).click()
    await page.wait_for_url("**/transfer")
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="首页", exact=True).click()
    await _offers(page)
    assert "theme" not in await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert await page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="我的", exact=True).click()
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url("**/sign-in")

    _nothing_of_it_in(wire, [one["item"] for one in first["items"]], read["item"], held)


def _nothing_of_it_in(wire: Wire, laid: list[str], opened: str, held: Held) -> None:
    """What went over the wire names what the bank had laid out and what was pressed, and nothing that was noticed."""
    assert not [what for _, what in wire.sent if "theme." in what or "micro" in what]
    assert all(body == {} for body in wire.bodies_to("recommend/for_me"))
    assert wire.bodies_to("recommend/open") == [{"item": opened}]
    said, *later = [body["items"] for body in wire.bodies_to("recommend/seen")]
    assert said == laid, "all that the bank laid out, as long as the phone had moved nothing"
    by_lot = {one["item"] for answer in held.answers for one in answer["items"] if one["by_lot"]}
    assert {item for items in later for item in items} <= by_lot, "afterwards only what no phone can move"
    events = [event for body in wire.bodies_to("event/track") for event in body["events"]]
    assert {event["name"] for event in events if event["kind"] == "page"} <= {"home", "transfer", "me"}
    assert {key for event in events for key in event["props"]} <= {"item", "kind", "by_lot"}
    assert {event["props"]["item"] for event in events if event["props"]} <= {*laid, *by_lot}


async def test_with_personal_recommendations_off_nothing_is_noticed_and_the_next_visitor_begins_anew(
    bank: World, visitor: Any
) -> None:
    mei, phone = await bank.customer("李梅", cny="100"), await visitor(DESK)
    await phone.is_in(mei.phone, mei.password)
    page: Page = phone.page
    await page.clock.install()
    held = Held(page)
    await held.begins()
    await phone.goes("/")
    switch = page.get_by_role("switch", name="个性化推荐")
    await page.get_by_text(_HERE).wait_for()
    await no_finding(page)
    await switch.click()
    await page.get_by_text("已关闭").wait_for()
    before = await _offers(page)
    assert await page.get_by_text(_HERE).count() == 0

    await _reads(page, before[0])
    await switch.click()
    await page.get_by_text(_HERE).wait_for()

    assert await _offers(page) == _titles(held.answers[-1]), "it is as the bank laid it out: nothing was noticed"
    await _reads(page, (await _offers(page))[0])
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url("**/sign-in")
    wang = await bank.customer("王海", cny="100")
    await page.get_by_label("手机号").fill(wang.phone)
    await page.get_by_role("textbox", name="密码").fill(wang.password)
    await page.get_by_role("button", name="登录", exact=True).click()
    await page.get_by_text(_HERE).wait_for()
    assert await _offers(page) == _titles(held.answers[-1])
    assert await page.get_by_text("本机把它提前了").count() == 0
