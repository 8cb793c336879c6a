"""A standing order is made with a proof at a browser, and is paid when its day comes."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from tests.world import World

from sycee.kit.time import BANK_ZONE, bank_day


async def test_a_standing_order_is_agreed_to_and_paid_on_its_day(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    first = bank_day(bank.bank.clock()) + timedelta(days=2)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    page = at_mei.page

    await at_mei.goes("/orders")
    await page.get_by_text("还没有预约转账").wait_for()
    await at_mei.goes(f"/orders/new/{payee}")
    await page.get_by_label("首次付款日").fill(first.isoformat())
    await page.get_by_label("转账金额").fill("1200")
    await page.get_by_label("附言").fill("房租")
    await page.get_by_role("button", name="下一步").click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认预约").click()
    code = sheet.get_by_label(re.compile("验证码已发到"))
    await code.wait_for()
    await sheet.get_by_text("直到您取消").wait_for()
    await code.fill(await mei.code())
    await sheet.get_by_role("button", name="短信核验并授权").click()
    await page.wait_for_url(re.compile("/orders$"))
    await page.get_by_text(re.compile("下次")).wait_for()
    assert await mei.balance() == "3000.00"

    nine = datetime.combine(first, time(9, 1), tzinfo=BANK_ZONE)
    with bank.hands.later(seconds=(nine - bank.bank.clock()).total_seconds()):
        await at_mei.is_in(mei.phone, mei.password)
        await at_mei.goes("/orders")
        await page.get_by_role("button", name=re.compile("王海洋")).click()
        await sheet.get_by_text("已转出").wait_for()
        await wang.signs_in()
        assert await wang.balance() == "1200.00"

        # The next one is skipped, then all of it ended.
        await sheet.get_by_role("button", name=re.compile("跳过下一次")).click()
        await sheet.get_by_text("已跳过").wait_for()
        await sheet.get_by_role("button", name="取消预约").click()
        await sheet.get_by_role("button", name="确定取消这个预约").click()
        await page.get_by_role("heading", name="已结束").wait_for()
