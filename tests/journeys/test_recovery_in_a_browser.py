"""A forgotten password, another one, an authenticator, and what the bank says while it is cautious."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from test_joining_in_a_browser import picture
from tests.world import Newcomer, Person, World
from tests.world._newcomer import PASSWORD

from conftest import DESK
from sycee.guard.identity import code_now

NEW = "another-quiet-canal-9"


async def joined(bank: World) -> tuple[Newcomer, Person]:
    who = Newcomer(bank)
    said = await who.joins()
    assert said.status == 200, said
    account = (await bank.call("account.list", {}, token=said.body["token"])).body["accounts"][0]
    person = Person(bank, who.name, who.phone, PASSWORD, 0, account["id"], 0, account["number"], who.address)
    person.token = said.body["token"]
    return who, person


async def asks_for_a_code(page: Page, who: Newcomer) -> None:
    await page.get_by_role("link", name="忘记密码").click()
    await page.get_by_role(
        "heading", name="您登录用的手机号是？"
    ).wait_for()  # the page before has such a field as well
    await page.get_by_label("手机号").fill(who.phone)
    await page.get_by_role("button", name="获取验证码").click()
    await page.get_by_label("验证码已发到").wait_for()


@pytest.mark.parametrize("viewport", [None, DESK], ids=["phone", "desk"])
async def test_a_forgotten_password_is_replaced_and_little_is_paid_for_a_while(
    bank: World, visitor: Any, tmp_path: Path, viewport: Any
) -> None:
    (who, person), wang = await joined(bank), await bank.customer("王海洋")
    payee = await person.adds(wang)
    at = await (visitor(viewport) if viewport else visitor())
    page = at.page
    await at.goes("/healthz")
    face = await picture(page, tmp_path)
    await at.goes("/sign-in")
    await asks_for_a_code(page, who)
    await page.get_by_role("button", name="刷脸核验并重设").click()
    await page.get_by_role("alert").get_by_text("请填 6 位验证码").wait_for()
    await page.get_by_label("验证码已发到").fill(await who.code())
    await page.get_by_label("身份证号").fill("110101199001010000")
    await page.get_by_role("textbox", name="新密码").fill(NEW)
    await page.get_by_label("拍一张正脸").set_input_files(face)
    await page.get_by_text("已拍好").wait_for()
    await page.get_by_role("button", name="刷脸核验并重设").click()
    await page.get_by_role("alert").get_by_text(re.compile("身份证号")).wait_for()
    await page.get_by_label("身份证号").fill(who.document)
    await page.get_by_role("button", name="刷脸核验并重设").click()

    await page.get_by_text("新密码已生效").wait_for()
    await at.signs_in(who.phone, NEW)
    await at.goes(f"/transfer/to/{payee}")
    await page.get_by_text("您刚刚找回了密码").wait_for()
    await page.get_by_text(re.compile("还能付 2,000.00")).wait_for()
    await at.goes("/messages")
    await page.get_by_text("登录和核验方式有变更").first.wait_for()


async def test_a_password_is_changed_and_what_is_wrong_stands_at_its_field(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at, elsewhere = await visitor(), await visitor()
    page = at.page
    await at.is_in(mei.phone, mei.password)
    await elsewhere.is_in(mei.phone, mei.password)
    await at.goes("/proofs")
    await page.get_by_role("link", name=re.compile("修改登录密码")).click()
    await page.get_by_role("textbox", name="现在的密码").fill("not hers")
    await page.get_by_role("textbox", name="新密码").fill("12345678")
    await page.get_by_role("button", name="修改密码").click()
    await page.get_by_role("alert").get_by_text("密码不正确").wait_for()
    await page.get_by_role("textbox", name="现在的密码").fill(mei.password)
    await page.get_by_role("button", name="修改密码").click()
    await page.get_by_role("alert").get_by_text("太常见").wait_for()
    await page.get_by_role("textbox", name="新密码").fill(NEW)
    await page.get_by_role("button", name="修改密码").click()
    await page.get_by_text("新密码已生效").wait_for()

    await elsewhere.goes("/accounts")
    await elsewhere.page.get_by_role("heading", name="您好，请登录").wait_for()
    await elsewhere.signs_in(mei.phone, NEW)


async def test_an_authenticator_is_added_confirms_and_is_removed(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="3000")
    at = await visitor()
    page = at.page
    await at.is_in(mei.phone, mei.password)
    await at.goes("/proofs")
    await page.get_by_role("button", name="绑定身份验证器").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("textbox", name="登录密码").fill(mei.password)
    await sheet.get_by_role("button", name="下一步").click()
    secret = (await sheet.locator("code").inner_text()).replace(" ", "")
    address = await sheet.get_by_role("img", name="身份验证器的密钥").get_attribute("data-code")
    assert f"secret={secret}" in str(address)
    await sheet.get_by_label("验证器上的 6 位动态码").fill("000000")
    await sheet.get_by_role("button", name="绑定").click()
    await sheet.get_by_text("动态码不正确").wait_for()
    await sheet.get_by_label("验证器上的 6 位动态码").fill(code_now(secret))
    await sheet.get_by_role("button", name="绑定").click()
    await sheet.get_by_label("验证码已发到").wait_for()
    await sheet.get_by_label("验证码已发到").fill(await mei.code())
    await sheet.get_by_role("button", name="短信核验并绑定").click()
    await page.get_by_text("已绑定，核验时可以选").wait_for()

    await page.get_by_role("button", name=re.compile("已绑定")).click()
    await sheet.get_by_role("textbox", name="登录密码").fill(mei.password)
    await sheet.get_by_role("button", name="移除身份验证器").click()
    await page.get_by_text("已移除，它的动态码不再有效").wait_for()
    await page.get_by_role("button", name="绑定身份验证器").wait_for()


async def test_before_anything_is_asked_one_reads_what_is_collected(bank: World, visitor: Any) -> None:
    at = await visitor()
    page = at.page
    await at.goes("/join")
    await page.get_by_text("不给任何第三方").wait_for()
    assert await page.get_by_label("手机号").input_value() == "", "nothing was asked for before it"
    await page.get_by_role("button", name="个人信息清单").click()
    sheet = page.get_by_role("dialog")
    for what in ("手机号", "姓名", "身份证号", "证件照片、人脸", "设备种类、粗略地址", "交易和账单"):
        await sheet.get_by_text(what, exact=True).wait_for()
    await sheet.get_by_text("第三方清单：无").wait_for()
    await sheet.get_by_role("button", name="知道了").click()
    await page.get_by_label("手机号").fill("123")
