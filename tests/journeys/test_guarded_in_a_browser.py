"""What a browser shows, and to whom: words stay words, a page that nobody looks at is covered, all can use it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.world import World

HOSTILE = "<img src=x onerror=window.pwned=1>"
_AWAY = """hidden => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' })
    document.dispatchEvent(new Event('visibilitychange'))
}"""
_SMALL = """() => [...document.querySelectorAll('#root *')]
    .filter(one => [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim()))
    .filter(one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter(one => one.getBoundingClientRect().width > 1)
    .map(one => [parseFloat(getComputedStyle(one).fontSize), one.textContent.trim().slice(0, 30)])
    .filter(([size]) => size < 18)"""
_LINES = """() => [...document.querySelectorAll('#root p')]
    .map(one => [one, getComputedStyle(one)])
    .map(([one, style]) => [one.clientHeight, parseFloat(style.lineHeight), parseFloat(style.fontSize)])
    .filter(([height, line, font]) => height > line * 1.5 && line / font < 1.3)"""
_LOW = """least => ['button', 'nav a', '[role=button]', 'label:has(input)', 'input:not([type=radio], [type=checkbox])']
    .flatMap(kind => [...document.querySelectorAll(`#root ${kind}`)])
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    .map(one => [one.getBoundingClientRect(), (one.ariaLabel || one.textContent || one.tagName).trim()])
    .filter(([box]) => box.width > 1 && box.height < least)
    .map(([box, name]) => `${name.slice(0, 30)}: ${Math.round(box.height)}`)"""
_HERE = """() => {
    const one = document.activeElement
    return one === document.body ? '' : one.ariaLabel || one.labels?.[0]?.textContent || one.textContent
}"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_words_of_others_are_shown_as_words_wherever_they_stand(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer(HOSTILE[:20], cny="900")
    asked = await wang.sends(await wang.adds(mei), "12.00", memo=HOSTILE)
    done = await wang.confirms(asked.body["facts"]["proposal"])
    assert done.status == 200, done
    await bank.facts_arrive()
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_wang.is_in(wang.phone, wang.password)
    shown = 0
    for who, path in (
        (at_mei, "/"), (at_mei, "/book"), (at_mei, "/messages"), (at_wang, "/transfer"), (at_wang, "/me"),
        (at_wang, f"/transfer/receipt/{done.body['answer']['transfer']}"), (at_wang, "/book"),
    ):  # fmt: skip
        await who.goes(path)
        await who.page.get_by_role("heading", level=1).wait_for()
        await who.page.wait_for_load_state("networkidle")
        assert await who.page.evaluate("() => window.pwned") is None, path
        assert not await who.page.locator("#root img[src='x']").count(), path
        shown += await who.page.get_by_text("<img").count()
    assert shown >= 2, "the words themselves are there to read"


async def test_a_page_that_nobody_looks_at_is_covered(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="900")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/")
    heading = at_mei.page.get_by_role("heading", level=1)
    await heading.wait_for()

    await at_mei.page.evaluate(_AWAY, True)
    assert not await at_mei.page.locator("#root").is_visible()
    await at_mei.page.evaluate(_AWAY, False)
    await heading.wait_for()


@pytest.mark.parametrize("path", ["/", "/transfer", "/book", "/me", "/settings"])
async def test_in_the_elder_edition_all_is_large(bank: World, visitor: Any, path: str) -> None:
    mei = await bank.customer("李梅", cny="900")
    await mei.adds(await bank.customer("王海洋"))
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes(path)
    await at_mei.page.get_by_role("heading", level=1).wait_for()
    await at_mei.page.wait_for_load_state("networkidle")
    await at_mei.page.evaluate("() => { document.documentElement.dataset.edition = 'elder' }")

    assert await at_mei.page.evaluate(_SMALL) == []
    assert await at_mei.page.evaluate(_LINES) == []
    assert await at_mei.page.evaluate(_LOW, 44) == []


async def test_the_large_edition_is_found_at_home_and_in_the_settings(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="900")
    at_mei = await visitor()
    await at_mei.goes("/sign-in/settings")
    await at_mei.page.get_by_text(re.compile("大字|长辈|幸福")).first.wait_for()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/settings")
    await at_mei.page.get_by_text(re.compile("大字|长辈|幸福")).first.wait_for()


@pytest.mark.parametrize("path", ["/", "/transfer", "/book", "/me", "/settings", "/accounts"])
async def test_at_three_hundred_and_twenty_pixels_nothing_is_cut_off(bank: World, visitor: Any, path: str) -> None:
    mei = await bank.customer("李梅", cny="900")
    at_mei = await visitor({"width": 320, "height": 640})
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes(path)
    await at_mei.page.get_by_role("heading", level=1).wait_for()
    await at_mei.page.wait_for_load_state("networkidle")

    assert await at_mei.page.evaluate(_WIDER) <= 0


async def test_a_transfer_is_made_by_the_keyboard_alone(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="900"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes(f"/transfer/to/{payee}")
    keys, page = at_mei.page.keyboard, at_mei.page
    await page.get_by_label("转账金额").wait_for()

    async def tabs_to(named: str) -> None:
        for _ in range(60):
            name = await page.evaluate(_HERE)
            if re.search(named, name or ""):
                return
            await keys.press("Tab")
        raise AssertionError(f"the keyboard does not reach {named}")

    await tabs_to("转账金额")
    await keys.type("12")
    await tabs_to("^下一步$")
    await keys.press("Enter")
    await page.get_by_role("dialog").wait_for()
    await tabs_to("确认转账")
    await keys.press("Enter")
    await page.get_by_role("dialog").get_by_label(re.compile("验证码已发到")).wait_for()
    await tabs_to("验证码已发到")
    await keys.type(await mei.code())
    await tabs_to("短信核验并转账")
    await keys.press("Enter")

    await page.wait_for_url(re.compile("/transfer/receipt/"))
    assert await wang.balance() == "12.00"
