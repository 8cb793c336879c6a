"""Proving a transfer with a code, and what a person is told when something goes wrong on the way."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Route
from tests.world import World


async def test_a_wrong_code_costs_a_try_and_the_right_one_sends(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.fills_transfer(await mei.adds(wang), "1200")
    sheet = at_mei.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    field, prove = sheet.get_by_label("验证码已发到"), sheet.get_by_role("button", name="短信核验并转账")
    await field.wait_for()
    right = await mei.code()

    await field.fill(f"{(int(right) + 1) % 10**6:06}")
    await prove.click()
    await sheet.get_by_text("还可以试 4 次").wait_for()
    assert await mei.balance() == "3000.00"
    assert await field.input_value() == ""
    assert await field.evaluate("field => field === document.activeElement"), "one types on without looking for it"

    await field.fill(right)
    await prove.click()
    await at_mei.page.wait_for_url(re.compile("/transfer/receipt/"))
    assert (await mei.balance(), await wang.balance()) == ("1800.00", "1200.00")


async def test_a_transfer_whose_answer_is_lost_is_asked_for_again_and_happens_once(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="500"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    first = await mei.sends(payee, "100")
    assert (await mei.confirms(first.body["facts"]["proposal"])).status == 200
    await bank.facts_arrive()
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    lost = []

    async def lose(route: Route) -> None:
        lost.append((await route.request.all_headers())["idempotency-key"])
        await route.fetch()
        await route.abort()

    await at_mei.page.route("**/v1/transfer/send", lose)
    await at_mei.fills_transfer(payee, "30")
    sheet = at_mei.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").dblclick()
    await sheet.get_by_text("转账还没有结果").wait_for()
    assert len(set(lost)) == 1, "it was asked for more than once, always under the same key"
    await at_mei.page.unroute("**/v1/transfer/send")

    # A reload loses nothing either: the sheet stands and knows that there is no answer yet.
    await at_mei.page.reload()
    await sheet.get_by_text("同样的一笔还没有结果").wait_for()
    await sheet.get_by_role("button", name="再确认一次").click()
    await at_mei.page.wait_for_url(re.compile("/transfer/receipt/"))
    assert (await mei.balance(), await wang.balance()) == ("370.00", "130.00")


async def test_a_sum_that_is_not_there_is_said_at_the_sum(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="50"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.fills_transfer(payee, "40")
    # Meanwhile most of it goes another way: the page still believes that it is there.
    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount={"amount": "20", "asset": "CNY"})

    sheet = at_mei.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    code = sheet.get_by_label("验证码已发到")
    await code.wait_for()
    await code.fill(await mei.code())
    await sheet.get_by_role("button", name="短信核验并转账").click()
    field = at_mei.page.get_by_label("转账金额")
    await at_mei.page.get_by_text("余额不足，可用 30.00").wait_for()
    assert await field.get_attribute("aria-invalid") == "true"
    assert await wang.balance() == "0.00"
