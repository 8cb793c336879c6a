"""A passkey in a real browser: made on the page, signed in with, and a payment confirmed with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page
from tests.world import World

from conftest import DESK, no_finding
from sycee.guard import device

_AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(world: World, site: str) -> Iterator[None]:
    """The bank is reached where the browser is."""
    before = world.bank.ports[device.Site]
    world.bank.ports[device.Site] = device.site_of({"localhost"}, urlsplit(site).port or 80)
    yield
    world.bank.ports[device.Site] = before


async def authenticator(page: Page, **unlike: Any) -> tuple[Any, str]:
    """The browser gets a device that makes passkeys, as a phone has one."""
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("WebAuthn.enable")
    made = await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR | unlike})
    return cdp, made["authenticatorId"]


async def adds_passkey(at: Any, person: Any) -> None:
    """On the page for it, proven by a code from the phone."""
    page = at.page
    await at.goes("/devices")
    await page.get_by_role("link", name=re.compile("核验方式")).click()
    await page.get_by_role("button", name="添加通行密钥").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("叫什么").fill("我的笔记本")
    await sheet.get_by_role("button", name="下一步").click()
    await sheet.get_by_label("验证码已发到").wait_for()
    await sheet.get_by_label("验证码已发到").fill(await person.code())
    await sheet.get_by_role("button", name="短信核验并添加").click()
    await page.get_by_role("button", name=re.compile("我的笔记本")).wait_for()


@pytest.mark.parametrize("viewport", [None, DESK], ids=["phone", "desk"])
async def test_a_passkey_is_made_signs_in_and_confirms_a_payment(bank: World, visitor: Any, viewport: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at = await (visitor(viewport) if viewport else visitor())
    page = at.page
    await authenticator(page)
    await at.is_in(mei.phone, mei.password)
    await adds_passkey(at, mei)
    await at.context.clear_cookies()

    await at.goes("/sign-in")
    await page.get_by_role("button", name="用通行密钥登录").click()
    await page.wait_for_url(at.site + "/")
    await at.fills_transfer(payee, "1200")
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    await sheet.get_by_role("button", name="用通行密钥核验并转账").click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))

    assert (await mei.balance(), await wang.balance()) == ("1800.00", "1200.00")
    (key,) = (await mei.call("device.keys")).body["keys"]
    assert key["used_at"] is not None


async def test_one_whose_passkey_does_not_answer_proves_by_sms(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at = await visitor()
    cdp, number = await authenticator(at.page)
    await at.is_in(mei.phone, mei.password)
    await adds_passkey(at, mei)
    await cdp.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})

    await at.fills_transfer(payee, "300")
    sheet = at.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    await sheet.get_by_role("button", name="用通行密钥核验并转账").click()
    await sheet.get_by_text("没有用到通行密钥").wait_for()
    await sheet.get_by_role("button", name="改用短信验证码").click()
    await sheet.get_by_label("验证码已发到").wait_for()
    await sheet.get_by_label("验证码已发到").fill(await mei.code())
    await sheet.get_by_role("button", name="短信核验并转账").click()
    await at.page.wait_for_url(re.compile("/transfer/receipt/"))

    assert await wang.balance() == "300.00"


async def test_a_passkey_is_renamed_and_removed_with_the_password(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at = await visitor()
    page = at.page
    await authenticator(page)
    await at.is_in(mei.phone, mei.password)
    await at.goes("/proofs")
    await page.get_by_text("还没有通行密钥").wait_for()
    await no_finding(page)
    await adds_passkey(at, mei)
    await no_finding(page)

    await page.get_by_role("button", name=re.compile("我的笔记本")).click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_label("名字").fill("旧笔记本")
    await sheet.get_by_role("button", name="改名").click()
    await page.get_by_role("button", name=re.compile("旧笔记本")).click()
    await sheet.get_by_role("textbox", name="登录密码").fill("not hers")
    await sheet.get_by_role("button", name="移除这个通行密钥").click()
    await sheet.get_by_text("密码不正确").wait_for()
    await no_finding(page)
    await sheet.get_by_role("textbox", name="登录密码").fill(mei.password)
    await sheet.get_by_role("button", name="移除这个通行密钥").click()
    await page.get_by_text("已移除").wait_for()
    await page.get_by_text("还没有通行密钥").wait_for()

    await at.context.clear_cookies()
    await at.goes("/sign-in")
    await page.get_by_role("button", name="用通行密钥登录").click()
    await page.get_by_text("没有认出这个通行密钥").wait_for()
