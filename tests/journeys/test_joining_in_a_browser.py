"""A person joins, opens an account, becomes class I, sees their devices and signs the other browser out."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from tests.world import Newcomer, World
from tests.world._newcomer import PASSWORD

from conftest import DESK

# A picture as a camera makes one: the browser draws it.
_DRAW = """() => { const canvas = document.createElement('canvas'); canvas.width = 900; canvas.height = 600
    const ink = canvas.getContext('2d'); ink.fillStyle = '#36424a'; ink.fillRect(0, 0, 900, 600)
    ink.fillStyle = `hsl(${Math.random() * 360} 40% 50%)`; ink.fillRect(40, 40, 300, 400)
    return canvas.toDataURL('image/png').split(',')[1] }"""


async def picture(page: Page, tmp_path: Path) -> Path:
    drawn = tmp_path / "picture.png"
    drawn.write_bytes(b64decode(await page.evaluate(_DRAW)))
    return drawn


async def gives_phone(page: Page, who: Newcomer) -> None:
    await page.get_by_label("手机号").fill(who.phone)
    await page.get_by_role("button", name="获取验证码").click()
    await page.get_by_role("heading", name="收到的验证码是？").wait_for()


async def joins(at: Any, who: Newcomer, card: Path) -> str:
    """From the first page to the welcome; returns the identity number that was read."""
    page = at.page
    await at.goes("/sign-in")
    await page.get_by_role("link", name="一分钟开户").click()
    await page.get_by_role("heading", name="您的手机号是？").wait_for()  # the page before has such a field as well
    await gives_phone(page, who)
    await page.get_by_label("验证码已发到").fill(await who.code())
    await page.get_by_role("heading", name="您的姓名和身份证号是？").wait_for()
    await page.get_by_label("拍身份证人像面").set_input_files(card)
    await page.get_by_text("模拟识别").wait_for()
    number = str(await page.get_by_label("身份证号").input_value())
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("textbox", name="登录密码").fill(PASSWORD)
    await page.get_by_label("我已阅读并同意").check()
    await page.get_by_role("button", name="开户", exact=True).click()
    await page.get_by_role("heading", name="开户成功").wait_for()
    return number


async def test_one_joins_opens_upgrades_and_signs_the_other_browser_out(
    bank: World, visitor: Any, tmp_path: Path
) -> None:
    who, here, there = Newcomer(bank), await visitor(), await visitor(DESK)
    page = here.page
    await here.goes("/healthz")
    card = await picture(page, tmp_path)
    number = await joins(here, who, card)
    await page.get_by_role("link", name="进入首页").click()
    await page.get_by_role("link", name=re.compile("升级为Ⅰ类户")).wait_for()

    await here.goes("/accounts")
    await page.get_by_role("button", name="开新账户").click()
    await page.get_by_label("名字（可不填）").fill("旅行")
    await page.get_by_role("button", name="开立账户").click()
    await page.get_by_role("heading", name="旅行").wait_for()
    await page.get_by_text("升级前只能转给本人账户").wait_for()

    await page.get_by_role("link", name=re.compile("升级为Ⅰ类户")).click()
    await page.get_by_label("身份证号").fill(number)
    await page.get_by_label("拍一张正脸").set_input_files(card)
    await page.get_by_text("已拍好").wait_for()
    await page.get_by_role("button", name="核验并升级").click()
    await page.get_by_text("已升级为Ⅰ类户").wait_for()
    await page.get_by_text("模拟核验").wait_for()

    await there.signs_in(who.phone, PASSWORD)
    await here.goes("/devices")
    await page.get_by_text("本机").wait_for()
    await page.get_by_role("button", name="退出其他 1 处登录").click()
    await page.get_by_text("已退出 1 处").wait_for()
    await page.get_by_text("只在这台设备上登录着").wait_for()
    await there.goes("/accounts")
    await there.page.get_by_text("您已在另一台设备上退出了这里的登录").wait_for()
    await here.goes("/accounts")
    await page.get_by_role("heading", name="旅行").wait_for()


async def test_what_is_wrong_stands_at_its_field_and_going_back_keeps_what_was_typed(bank: World, visitor: Any) -> None:
    who, at = Newcomer(bank), await visitor()
    page = at.page
    await at.goes("/join")
    await page.get_by_label("手机号").fill("123")
    await page.get_by_role("button", name="获取验证码").click()
    await page.get_by_role("alert").get_by_text("手机号格式不正确").wait_for()
    await gives_phone(page, who)
    right = await who.code()
    await page.get_by_label("验证码已发到").fill(f"{(int(right) + 1) % 10**6:06}")
    await page.get_by_role("alert").get_by_text("还可以试 4 次").wait_for()
    await page.get_by_label("验证码已发到").fill(right)
    await page.get_by_label("姓名").fill(who.name)
    await page.get_by_label("身份证号").fill("110101199001010000")
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("alert").get_by_text("身份证号不正确").wait_for()
    await page.get_by_label("身份证号").fill(who.document)
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("textbox", name="登录密码").fill("woaini520")
    await page.get_by_label("我已阅读并同意").check()
    await page.get_by_role("button", name="开户", exact=True).click()
    await page.get_by_role("alert").get_by_text("太常见").wait_for()

    await page.get_by_role("button", name="上一步").click()
    assert await page.get_by_label("姓名").input_value() == who.name
    assert (await page.get_by_label("身份证号").input_value()).replace(" ", "") == who.document
    await page.get_by_role("button", name="下一步").click()
    assert await page.get_by_label("我已阅读并同意").is_checked()
    assert await page.evaluate("Object.keys({ ...localStorage, ...sessionStorage })") == [], "nothing of it is kept"

    await page.reload()
    await page.get_by_role("heading", name="您的手机号是？").wait_for()


@pytest.mark.parametrize("viewport", [None, DESK], ids=["phone", "desk"])
async def test_a_customer_who_joins_again_is_shown_the_way_in(bank: World, visitor: Any, viewport: Any) -> None:
    mei = await bank.customer("李梅", signed_in=False)
    at = await (visitor(viewport) if viewport else visitor())
    await at.goes("/join")
    await at.page.get_by_label("手机号").fill(mei.phone)
    await at.page.get_by_role("button", name="获取验证码").click()
    await at.page.get_by_label("验证码已发到").wait_for()
    await at.page.get_by_label("验证码已发到").fill(await mei.code())

    await at.page.get_by_role("link", name="去登录").click()
    await at.page.get_by_role("heading", name="您好，请登录").wait_for()
