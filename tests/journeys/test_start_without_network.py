"""The app as something installed: it starts without a network, and keeps its own files and nothing of anybody's."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Page
from tests.world import World

from sycee.channels.http import http_app

_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
_KEPT = """async () => {
    const kept = []
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) {
            const answer = await cache.match(request)
            const csp = answer.headers.get('content-security-policy')
            kept.push({ url: request.url, text: await answer.text(), csp })
        }
    }
    return kept
}"""


async def _kept(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = await page.evaluate(_KEPT)
    return found


async def _installed(visitor: Any, path: str = "/sign-in") -> Any:
    """Somebody whose browser keeps the app's files."""
    someone = await visitor(keeps_files=True)
    await someone.goes(path)
    await someone.page.wait_for_function(_READY)
    return someone


async def test_what_is_kept_is_the_apps_own_and_nothing_of_anybodys(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("欧阳明漪", cny="73194.27"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at_mei = await _installed(visitor)
    await at_mei.is_in(mei.phone, mei.password)
    for path in ("/", "/accounts", "/book", "/transfer", f"/transfer/to/{payee}", "/me", "/messages"):
        await at_mei.goes(path)
        await at_mei.page.get_by_role("heading", level=1).wait_for()
    await at_mei.goes("/")
    await at_mei.page.get_by_text("¥73,194.27").wait_for()

    kept = await _kept(at_mei.page)

    root = at_mei.site
    assert f"{root}/" in {one["url"] for one in kept}
    for one in kept:
        path = one["url"].removeprefix(root)
        assert re.fullmatch(r"/|/assets/[\w.-]+|/(apple-touch-)?icon[\w-]*\.(svg|png)|/manifest\.webmanifest", path), (
            path
        )
        for secret in (mei.name, mei.phone, mei.number, "73,194.27", "73194.27", wang.name):
            assert secret not in one["text"], (path, secret)
    assert next(one for one in kept if one["url"] == f"{root}/")["csp"].startswith("default-src 'self'")
    assert await at_mei.page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    here = await at_mei.page.evaluate("JSON.stringify({ ...localStorage })")
    assert mei.name not in here
    assert mei.phone not in here
    assert "73194" not in here


async def test_without_a_network_it_starts_says_so_and_goes_on_when_it_is_back(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="12.34")
    at_mei = await _installed(visitor)
    await at_mei.is_in(mei.phone, mei.password)

    await at_mei.context.set_offline(True)
    await at_mei.goes("/book")
    await at_mei.page.get_by_text("没有网络，暂不能转账").wait_for()
    await at_mei.page.get_by_text("您的钱在账户里，不受影响").wait_for()

    await at_mei.context.set_offline(False)
    await at_mei.page.get_by_text("+12.34").first.wait_for()


async def test_signing_out_clears_the_browser_and_the_app_still_starts_without_a_network(
    bank: World, visitor: Any
) -> None:
    mei = await bank.customer("李梅", cny="12.34")
    at_mei = await _installed(visitor)
    await at_mei.signs_in(mei.phone, mei.password)
    await at_mei.goes("/me")
    await at_mei.page.get_by_role("button", name="退出登录").click()
    await at_mei.page.wait_for_url(re.compile("/sign-in"))
    await at_mei.page.wait_for_function(_READY)

    await at_mei.context.set_offline(True)
    await at_mei.page.reload()

    await at_mei.page.get_by_label("手机号").wait_for()


async def test_the_pages_and_pictures_that_an_installed_app_needs_are_there(bank: World) -> None:
    manifest = (await bank.http.get("/manifest.webmanifest")).json()

    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == ("standalone", "/", "/")
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        answer = await bank.http.get(icon["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"])
    worker = await bank.http.get("/sw.js")
    assert worker.headers["cache-control"] == "no-cache", "a new edition is noticed"


# ── A new edition


@pytest.fixture
async def edition(bank: World, tmp_path: Path) -> AsyncIterator[tuple[str, Path]]:
    """The app served from a folder in which a test may put another edition."""
    http = bank.bank.http()
    folder = tmp_path / "app"
    shutil.copytree(http.site.folder, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = http_app(replace(http, site=replace(http.site, folder=folder)))
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield f"http://localhost:{port}", folder
    server.should_exit = True
    await serving


async def test_a_new_edition_waits_until_one_likes(bank: World, visitor: Any, edition: tuple[str, Path]) -> None:
    mei = await bank.customer("李梅", cny="12.34")
    at_mei = await visitor(keeps_files=True)
    at_mei.site, folder = edition
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/transfer")
    page = at_mei.page
    await page.wait_for_function(_READY)
    first = await page.evaluate("caches.keys()")
    worker = folder / "sw.js"
    worker.write_text(re.sub(r'VERSION="\w+"', 'VERSION="the next one"', worker.read_text()))

    await page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    await page.get_by_text("应用有新版本").wait_for()
    await page.evaluate("window.same = true")
    assert first[0] in await page.evaluate("caches.keys()"), "the pages that are open keep their files"

    await page.get_by_role("button", name="现在更新").click()
    await page.wait_for_function("() => !window.same && document.querySelector('h1')")
    assert await page.evaluate("caches.keys()") == ["sycee the next one"]
