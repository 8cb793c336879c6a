"""Signing out leaves nothing behind."""

from __future__ import annotations

import re
from typing import Any

from tests.world import World


async def test_signing_out_leaves_nothing_to_go_back_to(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="4321.09")
    at_mei = await visitor()
    await at_mei.signs_in(mei.phone, mei.password)
    page, other = at_mei.page, await at_mei.context.new_page()
    await page.get_by_text("¥4,321.09").wait_for()
    cookie = next(c for c in await at_mei.context.cookies() if c["name"] == "__Host-sycee")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "Strict")
    assert await page.evaluate("document.cookie") == "", "no script sees the session"
    await other.goto(at_mei.site + "/accounts")
    await other.get_by_text("4,321.09").first.wait_for()

    await page.bring_to_front()
    await page.get_by_role("link", name="账本").first.click()
    await page.get_by_text("+4,321.09").first.wait_for()
    await page.get_by_role("link", name="我的", exact=True).first.click()
    await page.get_by_role("radiogroup", name="版本").get_by_text("大字版").click()
    await page.get_by_role("button", name="退出登录").click()
    await page.wait_for_url(re.compile("/sign-in"))

    # The other tab is out as well, at once and by itself.
    await other.wait_for_url(re.compile("/sign-in"))
    assert "4,321.09" not in await other.content()
    assert not [c for c in await at_mei.context.cookies() if c["name"] == "__Host-sycee"]
    assert await page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })") == ["sycee.settings"]

    await page.go_back()
    await page.wait_for_url(re.compile("/sign-in"))
    await page.reload()
    assert await page.evaluate("document.documentElement.dataset.edition") == "elder", "how one reads is no secret"
    await at_mei.goes("/accounts")
    await page.get_by_role("heading", name="您好，请登录").wait_for()
    assert not re.search("4,321.09|李梅", await page.content())

    # The session is over at the bank too, not only forgotten here.
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}", "X-Sycee": "app"}
    assert (await bank.http.post("/v1/party/me", json={}, headers=headers)).status_code == 401


async def test_without_the_bank_one_is_told_that_one_is_still_signed_in(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/me")
    await at_mei.page.get_by_role("heading", name="李梅").wait_for()

    await at_mei.context.set_offline(True)
    await at_mei.page.get_by_role("button", name="退出登录").click()
    await at_mei.page.get_by_role("alert").get_by_text("没有网络").wait_for()
    assert at_mei.page.url.endswith("/me")
