"""Reminders: what is coming stands by date, each finding says why, and what is silenced is gone until it is wanted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.world import Person, World, base64

from sycee.kit.time import bank_day

_HEAD = "交易日期,交易时间,摘要,收入,支出,对方户名,附言,流水号"


def _statement(today: date) -> str:
    months = [today - timedelta(days=14 * n - 2) for n in range(8, 0, -1)]
    rows = [
        f"{day},08:00:00,消费,,{'30.00' if n == 7 else '25.00'},云视频,连续包月,S{n}" for n, day in enumerate(months)
    ]
    rows += [f"{today - timedelta(days=1)},18:0{n}:00,消费,,88.00,好又多超市,,T{n}" for n in range(2)]
    return "\n".join([f"账号：6222****3321\n共{len(rows)}笔记录", _HEAD, *rows]) + "\n"


async def _reader(bank: World) -> Person:
    mei = await bank.customer("李梅", cny="100")
    brought = await mei.call("book.bring", name="a.csv", content=base64(_statement(bank_day(bank.hands()))))
    assert brought.body["added"] == 10, brought
    return mei


async def test_a_second_charge_is_read_silenced_and_wanted_again(bank: World, visitor: Any) -> None:
    mei = await _reader(bank)
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/book")
    page = at_mei.page

    await page.get_by_role("link", name="账本提醒").first.click()
    twice = page.get_by_role("article", name="可能重复扣款 好又多超市")
    await twice.get_by_text("在 18:00 和 18:01 各扣了 ¥88.00").wait_for()
    await page.get_by_role("article", name="涨价了 云视频").get_by_role("button", name="知道了").click()
    await page.get_by_role("article", name="涨价了 云视频").wait_for(state="detached")

    await page.get_by_role("button", name="云视频").first.click()
    sheet = page.get_by_role("dialog")
    await sheet.get_by_text("每两周").wait_for()
    await sheet.get_by_role("button", name="关闭").click()

    await twice.get_by_role("button", name="不再提醒").click()
    await page.get_by_role("dialog").get_by_role("button", name="“好又多超市”的一切提醒").click()
    await twice.wait_for(state="detached")
    await page.get_by_role("region", name="不再提醒的").get_by_role("button", name="恢复").click()
    await twice.get_by_role("link", name="看明细").click()
    await page.get_by_text("−¥88.00").wait_for()
