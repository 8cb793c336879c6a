"""A real browser on the real app, served on 127.0.0.1 by the bank of the tests."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from tests.world import World

import sycee.channels.http
from sycee.app.serve import working
from sycee.channels.http import http_app

_CHROMIUM = shutil.which("chromium")
_APP = Path(sycee.channels.http.__file__).parent / "app" / "index.html"
_QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_PATIENCE_MS = 40_000
_ENTER = """ask => fetch('/v1/session/start', { method: 'POST', body: JSON.stringify(ask), headers:
    { 'Content-Type': 'application/json', 'X-Sycee': 'app', 'Idempotency-Key': crypto.randomUUID() } })"""
_EXPECTED = ("Failed to load resource", "WebSocket connection to")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


def _missing() -> str | None:
    if _CHROMIUM is None:
        return "there is no chromium here (tools/browser installs it on Debian)"
    return None if _APP.is_file() else "the app is not built (make builds it)"


def lacking(what: str) -> None:
    """What a journey needs is not here: said aloud, and in CI a failure."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, headless; where it is missing the journeys say so, and in CI that is a failure."""
    if missing := _missing():
        lacking(missing)
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET)
        yield running
        await running.close()


@pytest.fixture(scope="module")
async def site(world: World) -> AsyncIterator[str]:
    """The address of the bank's app. Facts are followed and jobs done, as in a serving process.

    It ends with its module, so that no later test has a worker beside it that it does not know of.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        http_app(world.bank.http()), host="127.0.0.1", port=port, log_config=None, timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with working(world.bank):
        while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
            await asyncio.sleep(0.01)
        yield f"http://localhost:{port}"
        server.should_exit = True
        await serving


_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
# What is still moving in has not its colours yet; what goes round for ever (a page being read) is not waited for.
_FOUND = """async () => {
    const moving = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime < Infinity)
    await Promise.allSettled(moving.map(one => one.finished))
    const { violations } = await axe.run()
    return violations.filter(one => ['serious', 'critical'].includes(one.impact))
}"""


async def no_finding(page: Page) -> None:
    """Nothing on the page keeps anybody out, by axe's rules."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_AXE.read_text("utf-8"))
    assert await page.evaluate(_FOUND) == []


class Visitor:
    """Someone at a browser of their own. `wrong` fills with errors of the page, broken content policy among them."""

    def __init__(self, context: BrowserContext, page: Page, site: str) -> None:
        self.context, self.page, self.site = context, page, site
        self.wrong: list[str] = []
        page.set_default_timeout(_PATIENCE_MS)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self.wrong.append(said.text) if _is_wrong(said) else None)

    async def goes(self, path: str) -> None:
        """Open a page of the app by its address."""
        await self.page.goto(self.site + path)

    async def signs_in(self, phone: str, password: str) -> None:
        """Fill the form and press the button."""
        await self.goes("/sign-in")
        await self.page.get_by_label("手机号").fill(phone)
        await self.page.get_by_role("textbox", name="密码").fill(password)
        await self.page.get_by_role("button", name="登录", exact=True).click()
        await self.page.wait_for_url(self.site + "/")
        await self.page.get_by_role("heading", level=1).wait_for()

    async def is_in(self, phone: str, password: str) -> None:
        """Signed in without the form, which has a journey of its own; the cookie is the real one."""
        await self.goes("/healthz")
        await self.page.evaluate(_ENTER, {"phone": phone, "password": password})

    async def fills_transfer(self, payee: int, amount: str) -> None:
        """The second step of a transfer, up to the sheet that confirms."""
        await self.goes(f"/transfer/to/{payee}")
        await self.page.get_by_label("转账金额").fill(amount)
        await self.page.get_by_role("button", name="下一步").click()
        await self.page.get_by_role("dialog").get_by_role("button", name="确认转账").wait_for()


def _is_wrong(said: object) -> bool:
    # The browser's console calls it an error when the bank refuses, and when a socket does not open.
    text = getattr(said, "text", "")
    return getattr(said, "type", "") == "error" and not any(words in text for words in _EXPECTED)


@pytest.fixture
async def visitor(browser: Browser, site: str) -> AsyncIterator[object]:
    """Makes visitors: `await visitor()` is one on a phone; afterwards nobody's page has thrown an error."""
    made: list[Visitor] = []

    async def visit(viewport: dict[str, int] = PHONE, *, keeps_files: bool = False) -> Visitor:
        # A worker between page and server hides requests from tests that meddle with them; it has journeys of its own.
        context = await browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            locale="zh-CN",
            service_workers="allow" if keeps_files else "block",
        )
        made.append(Visitor(context, await context.new_page(), site))
        return made[-1]

    yield visit
    for one in made:
        await one.context.close()
        assert not one.wrong, one.wrong
