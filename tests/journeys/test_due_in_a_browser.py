"""A bill that is due stands among the reminders, and is paid from there."""

from __future__ import annotations

import re
from typing import Any

from tests.core.bill.bill_steps import billers, household, pays, works
from tests.core.bill.test_open import Owing, asked, next_bill
from tests.journeys.conftest import DESK, PHONE, no_finding
from tests.world import World


async def test_a_bill_that_is_due_leads_from_the_reminder_to_paying_it(bank: World, visitor: Any) -> None:
    mei, owing = await bank.customer("李梅", cny="10000"), Owing()
    with billers(bank, owing):
        assert (await pays(mei, household())).status == 200
        await works(bank)
        owing.owed = [next_bill(bank), next_bill(bank, -3)]
        await asked(bank)
        for size in (DESK, PHONE):
            at_mei = await visitor(size)
            page = at_mei.page
            await at_mei.is_in(mei.phone, mei.password)
            await at_mei.goes("/book/reminders")
            await page.get_by_text("已过期").wait_for()
            await page.get_by_text("待缴").wait_for()
            await page.get_by_text(re.compile("的账单 ¥99.50，.*前要缴")).wait_for()
            await no_finding(page)
        await page.get_by_role("button", name=re.compile("杭州供电.*待缴")).click()
        await page.get_by_role("dialog").get_by_text("收费单位出的 2026-11 账单，还没有缴").wait_for()
        await page.get_by_role("link", name="去缴费").click()
        await page.wait_for_url(re.compile("/bills/hz-power"))
        await page.get_by_role("button", name="缴 99.50，下一步").wait_for()
