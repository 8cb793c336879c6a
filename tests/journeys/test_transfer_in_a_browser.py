"""One person sends money to another, each at a browser of their own."""

from __future__ import annotations

import re
from typing import Any

from tests.world import World


async def test_a_transfer_is_signed_with_a_code_and_arrives_at_the_other_side(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", cny="10")
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.signs_in(mei.phone, mei.password)
    page = at_mei.page

    # To whom: someone new, whose name is checked.
    await at_mei.goes("/transfer/new")
    await page.get_by_label(re.compile("账号|手机号")).first.fill(wang.number)
    await page.get_by_label(re.compile("姓名|户名")).fill("王海洋")
    await page.get_by_role("button", name=re.compile("核对|下一步|添加")).first.click()
    await page.wait_for_url(re.compile("/transfer/to/"))

    # How much, and why.
    await page.get_by_label(re.compile("金额")).first.fill("520.00")
    await page.get_by_label(re.compile("附言")).fill("房租")
    await page.get_by_role("button", name=re.compile("下一步")).first.click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name=re.compile("确认转账")).click()

    # The code for exactly this, from the simulated phone.
    code_field = sheet.get_by_label(re.compile("验证码已发到"))
    await code_field.wait_for()
    assert await mei.balance() == "3000.00", "nothing has moved yet"
    await code_field.fill(await mei.code())
    await sheet.get_by_role("button", name=re.compile("短信核验并转账")).dblclick()

    await page.wait_for_url(re.compile("/transfer/receipt/"))
    await page.get_by_text("已到账").wait_for()

    # It is there at the other side, once.
    await at_wang.signs_in(wang.phone, wang.password)
    await at_wang.goes("/book")
    await at_wang.page.get_by_text("+520.00").first.wait_for()
    assert (await mei.balance(), await wang.balance()) == ("2480.00", "530.00")
