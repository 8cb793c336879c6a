"""Somebody is paid: the bell rings, the message opens the entry, all is read, and the night is quiet."""

from __future__ import annotations

import re
from typing import Any

from tests.world import World


async def test_who_is_paid_finds_the_message_opens_it_and_sets_quiet_hours(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", signed_in=False)
    payee = await mei.adds(wang)
    for amount in ("520.00", "13.14"):
        asked = await mei.sends(payee, amount, memo="<b>房租</b>")
        await mei.confirms(asked.body["facts"]["proposal"])
    await bank.facts_arrive()
    at_wang = await visitor()
    page = at_wang.page
    await at_wang.is_in(wang.phone, wang.password)

    # The bell says how many; the inbox says what, with the sender's name masked.
    await at_wang.goes("/")
    await page.get_by_role("link", name=re.compile("消息，2 条未读")).first.click()
    await page.wait_for_url(re.compile("/messages$"))
    row = page.get_by_role("link", name=re.compile("到账 ¥520.00"))
    await row.wait_for()
    assert "李* 向您尾号" in await row.inner_text()
    assert await page.get_by_role("img", name="未读").count() == 2

    # A message about a payment opens its entry, and is read by that. What its sender wrote is text.
    await row.click()
    await page.wait_for_url(re.compile("/book/entry/own"))
    await page.get_by_text("<b>房租</b>").first.wait_for()
    await page.get_by_role("button", name="返回").click()
    await page.get_by_role("main").get_by_text("1 条未读").wait_for()
    assert await page.get_by_role("img", name="未读").count() == 1

    await page.get_by_role("button", name="全部已读").click()
    await page.get_by_role("button", name="全部已读").wait_for(state="detached")
    assert await page.get_by_role("img", name="未读").count() == 0

    # Another kind is empty, and says what would come there.
    await page.get_by_text("安全", exact=True).click()
    await page.get_by_text("还没有消息").wait_for()

    # Quiet hours over midnight.
    await page.get_by_role("link", name="消息设置").click()
    quiet = page.get_by_role("switch", name=re.compile("晚上别打扰我"))
    assert await quiet.get_attribute("aria-checked") == "false"
    await quiet.click()
    await page.get_by_label("开始").fill("23:15")
    await page.get_by_label("结束").fill("06:45")
    await page.get_by_role("button", name="保存时间").click()
    await page.get_by_role("button", name="保存时间").wait_for(state="detached")
    await wang.signs_in()
    held = (await wang.call("message.preferences")).body
    assert held["quiet"] == {"on": True, "since": "23:15", "until": "06:45"}

    # One way off, an address, and mail on.
    service = page.get_by_role("group", name="业务消息")
    await service.get_by_role("switch", name="推送").click()
    await page.get_by_label("邮箱").fill("wang@example.cn")
    await page.get_by_role("button", name="使用这个邮箱").click()
    await page.get_by_text("w***@example.cn").wait_for()
    await service.get_by_role("switch", name="邮件").click()
    await service.get_by_role("switch", name="邮件", checked=True).wait_for()
    held = (await wang.call("message.preferences")).body
    assert {c["way"] for c in held["choices"] if c["kind"] == "service" and c["on"]} == {"inbox", "mail"}


async def test_the_bell_rings_by_itself(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", signed_in=False)
    payee = await mei.adds(wang)
    asked = await mei.sends(payee, "9.90")
    at_wang = await visitor()
    await at_wang.is_in(wang.phone, wang.password)
    await at_wang.goes("/messages")
    await at_wang.page.get_by_text("还没有消息").wait_for()

    await mei.confirms(asked.body["facts"]["proposal"])

    await at_wang.page.get_by_text("到账 ¥9.90").wait_for()
    await at_wang.page.get_by_role("main").get_by_text("1 条未读").wait_for()


async def test_the_simulated_phone_shows_texts_pushes_and_mail_apart(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋")
    choices = [{"kind": "service", "way": way, "on": True} for way in ("push", "sms", "mail")]
    said = await wang.call("message.prefer", mail="wang@example.cn", choices=choices)
    assert said.status == 200, said
    asked = await mei.sends(await mei.adds(wang), "88.00")
    await mei.confirms(asked.body["facts"]["proposal"])
    someone = await visitor()
    page = someone.page

    await someone.goes(f"/phone?number={wang.phone}")
    await page.get_by_text("演示用，不是真的短信、推送和邮件").wait_for()
    for way, words in (("短信", "【Sycee】到账 ¥88.00"), ("推送", "到账 ¥88.00"), ("邮件", "Sycee 新消息")):
        await page.get_by_role("radiogroup").get_by_text(way, exact=True).click()
        await page.get_by_text(re.compile(words)).first.wait_for()
        assert await page.get_by_role("article").count() == 1
