"""Every page can be read and used by everyone: on a phone and on a desk, by day, by night and in large type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from tests.world import Person, World, base64

from conftest import DESK, PHONE, lacking

_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_STATEMENT = "账号：6222****4321\n共1笔记录\n交易日期,交易时间,摘要,收入,支出,余额,对方户名,流水号\n"
_ROW = "2026-01-03,09:30:00,消费,,25.50,8074.50,老街面馆,A2\n"

# The whole of a page is looked at once; what another look can change is colour and size.
_WHOLE = {"resultTypes": ["violations"], "selectors": False}
_LOOK = _WHOLE | {"runOnly": ["color-contrast", "target-size"]}
_LOOKS = [("light", "standard"), ("dark", "standard"), ("light", "elder")]
_RUN = """async ([looks, first, then]) => {
    const wrong = []
    for (const [theme, edition] of looks) {
        Object.assign(document.documentElement.dataset, { theme, edition })
        await new Promise(requestAnimationFrame)
        await Promise.allSettled(document.getAnimations().map(one => one.finished))
        const { violations } = await axe.run(document, theme + edition === 'lightstandard' ? first : then)
        for (const { id, impact, nodes } of violations)
            if (['serious', 'critical'].includes(impact))
                wrong.push(...nodes.map(node => `${theme} ${edition}: ${id}: ${node.html.slice(0, 200)}`))
    }
    return wrong
}"""
_THERE = """() => document.querySelector('h1')
    && (!document.querySelector('[role=status][aria-label]') || document.querySelector("a[href*='/book/entry/']"))"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not _AXE.is_file():
        lacking("axe-core is not here (make brings the web's packages)")
    return _AXE.read_text("utf-8")


async def _someone(bank: World) -> tuple[Person, list[str]]:
    """A customer with something on every page, and the pages."""
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "12.50", memo="谢谢")
    sent = await mei.confirms(asked.body["facts"]["proposal"])
    await mei.call("book.bring", name="one.csv", content=base64(_STATEMENT + _ROW))
    entry = (await mei.call("book.entries")).body["entries"][0]["id"]
    receipt = sent.body["answer"]["transfer"]
    await mei.lets_in("小助手")
    waits = (await mei.sends(payee, "500")).body["facts"]["proposal"]
    return mei, [
        "/", "/accounts", "/book", f"/book/entry/{entry}", "/bring", "/transfer", "/transfer/new",
        f"/transfer/to/{payee}", "/transfer/own", f"/transfer/receipt/{receipt}", "/me",
        "/messages", "/messages/preferences",
        "/devices", f"/accounts/{mei.current}/upgrade", "/join",
        "/waiting", f"/waiting/{waits}", "/assistants", f"/phone?number={mei.phone}",
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["first", "second"])
async def test_no_page_keeps_anyone_out(bank: World, visitor: Any, axe: str, part: str) -> None:
    mei, pages = await _someone(bank)
    at_mei = await visitor()
    await at_mei.page.add_init_script(axe)
    found: dict[str, list[str]] = {}
    if part == "first":
        await at_mei.goes("/sign-in")
        await _look(at_mei.page, "/sign-in", found)
    await at_mei.is_in(mei.phone, mei.password)
    half = len(pages) // 2 + 1
    for path in pages[:half] if part == "first" else pages[half:]:
        await at_mei.goes(path)
        await _look(at_mei.page, path, found)
    if part == "second":
        await at_mei.fills_transfer(int(next(p for p in pages if "/to/" in p).rpartition("/")[2]), "20")
        await _look(at_mei.page, "the sheet that confirms", found)

    assert not found, "\n".join(f"{where}\n  " + "\n  ".join(what) for where, what in found.items())


async def _look(page: Page, where: str, found: dict[str, list[str]]) -> None:
    """Look at what is shown, whole at first, then at what another size or light can change."""
    await page.wait_for_function(_THERE)
    for size, first in ((DESK, _WHOLE), (PHONE, _LOOK)):
        await page.set_viewport_size(size)
        if wrong := await page.evaluate(_RUN, [_LOOKS, first, _LOOK]):
            found[f"{where} at {size['width']}"] = wrong
