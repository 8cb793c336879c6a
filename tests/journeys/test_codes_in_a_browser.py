"""One person shows a code, another pays it at a browser of their own; and the other way round."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.world import World

HERE = re.compile(r"^https?://localhost")


async def test_a_code_with_an_amount_is_paid_with_a_proof_and_its_owner_sees_it(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海洋", cny="300")
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_wang.is_in(wang.phone, wang.password)

    # She shows a code with an amount.
    await at_mei.goes("/collect")
    shown = at_mei.page
    await shown.get_by_role("img", name="收款二维码").wait_for()
    await shown.get_by_role("button", name="设置金额和附言").click()
    sheet = shown.get_by_role("dialog")
    await sheet.get_by_label("收款金额").fill("88.00")
    await sheet.get_by_label("附言").fill("午饭")
    await sheet.get_by_role("button", name="生成收款码").click()
    await shown.get_by_text("只能付一次").wait_for()
    address = await shown.get_by_role("img", name="收款二维码").get_attribute("data-code")
    assert HERE.match(address), address

    # He opens what it says, and signs.
    page = at_wang.page
    await at_wang.goes(address.removeprefix(at_wang.site))
    await page.get_by_text("午饭").wait_for()
    assert await page.get_by_text("李梅").count() == 0, "he sees her name masked"
    await page.get_by_role("button", name="下一步").click()
    confirm = page.get_by_role("dialog")
    await confirm.get_by_role("button", name=re.compile("确认")).click()
    code = confirm.get_by_label(re.compile("验证码已发到"))
    await code.wait_for()
    await code.fill(await wang.code())
    await confirm.get_by_role("button", name=re.compile("短信核验")).click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))

    # She sees it without doing anything, and it cannot be paid again.
    await shown.get_by_text("已收到").wait_for()
    await shown.get_by_text(re.compile("王海洋 付")).wait_for()
    await at_wang.goes(address.removeprefix(at_wang.site))
    await page.get_by_text("已经有人付过了").wait_for()
    assert (await mei.balance(), await wang.balance()) == ("88.00", "212.00")


async def test_the_code_on_a_screen_is_typed_by_who_is_paid_and_the_payer_sees_it(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="100"), await bank.customer("王海洋")
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_wang.is_in(wang.phone, wang.password)
    await at_mei.goes("/paycode")
    digits = await at_mei.page.get_by_role("img", name="付款二维码").get_attribute("data-code")

    await at_wang.goes("/charge")
    page = at_wang.page
    await page.get_by_label("收款金额").fill("12.50")
    await page.get_by_label("对方的付款码").fill(digits)
    await page.get_by_role("button", name="收款", exact=True).click()

    await page.get_by_text("已收到").wait_for()
    await at_mei.page.get_by_text("已付款").wait_for()
    assert (await mei.balance(), await wang.balance()) == ("87.50", "12.50")
    # The same code again is none any more.
    await page.get_by_label("收款金额").fill("1.00")
    await page.get_by_label("对方的付款码").fill(digits)
    await page.get_by_role("button", name="收款", exact=True).click()
    await page.get_by_text("无效或已过期").wait_for()


async def test_what_is_no_code_of_this_bank_opens_nothing(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/scan")
    page = at_mei.page
    await page.get_by_label("收款码或链接").fill("https://elsewhere.example/pay/00000000000000000000")
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_text("这不是 Sycee 的收款码").wait_for()
    await page.get_by_label("收款码或链接").fill("0" * 20)
    await page.get_by_role("button", name="下一步").click()
    await page.wait_for_url(re.compile("/pay/0{20}"))
    await page.get_by_text("没有这个收款码").wait_for()


async def test_a_code_that_was_kept_as_a_picture_is_read_from_it(bank: World, visitor: Any, tmp_path: Path) -> None:
    mei, wang = await bank.customer("李梅"), await bank.customer("王海洋", cny="300")
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_wang.is_in(wang.phone, wang.password)
    await at_mei.goes("/collect")
    async with at_mei.page.expect_download() as saved:
        await at_mei.page.get_by_role("button", name="保存图片").click()
    await (await saved.value).save_as(tmp_path / "code.png")

    await at_wang.goes("/scan")
    page = at_wang.page
    await page.get_by_label("从图片读取二维码").set_input_files(tmp_path / "code.png")

    await page.wait_for_url(re.compile("/pay/[0-9a-z]{20}$"))
    await page.get_by_text("李*").wait_for()
    await page.get_by_label("转账金额").fill("5")
    await page.get_by_role("button", name="下一步").click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("确认")).wait_for()
