"""Reminders through HTTP and by the daily job: told once, silent when silenced, and nobody else's."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.world import Cast, Person, Row, World, asks, gets, yuan

from sycee.kit.time import bank_day

HEADER = "交易日期,交易时间,摘要,收入,支出,对方户名,附言,流水号"


def statement(rows: list[tuple[date, str, str, str]], account: str) -> str:
    lines = [
        f"{day},{clock},消费,,{amount},{shop},连续包月,{account[-4:]}{n}"
        for n, (day, clock, amount, shop) in enumerate(rows)
    ]
    return b64encode("\n".join([f"账号：{account}", f"共{len(rows)}笔记录", HEADER, *lines]).encode()).decode()


def story(today: date) -> list[tuple[date, str, str, str]]:
    """A subscription that became dearer and is due the day after tomorrow, and a shop that charged twice."""
    weeks = [
        (today - timedelta(days=14 * n - 2), "08:00:00", "25.00" if n > 1 else "30.00", "云视频")
        for n in range(8, 0, -1)
    ]
    yesterday = today - timedelta(days=1)
    return [*weeks, (yesterday, "18:00:00", "88.00", "好又多超市"), (yesterday, "18:01:00", "88.00", "好又多超市")]


_MADE = iter(range(10**6))


async def _found(cast: Cast) -> dict[str, Any]:
    """Something new that was charged twice, for each try."""
    n, yesterday = next(_MADE), bank_day(cast.world.hands()) - timedelta(days=1)
    rows = [(yesterday, f"18:0{m}:00", f"{100 + n}.00", f"超市{n}号") for m in range(2)]
    said = await cast.owner.call("book.bring", name="a.csv", content=statement(rows, f"6222****{7000 + n}"))
    assert said.status == 200, said
    found = (await cast.owner.call("remind.list")).body["found"]
    return {"reminder": next(one["id"] for one in found if one["counterparty"] == f"超市{n}号")}


async def _silenced(cast: Cast) -> dict[str, Any]:
    said = await cast.owner.call("remind.silence", kind="month_end")
    assert said.status == 200, said
    return {"silence": said.body["id"]}


MATRIX = {
    "remind.list": (Row(asks(lambda _: {}), gets("ok")),),
    "remind.dismiss": (Row(_found, gets("not_found"), never={"reminder": str(uuid4())}),),
    "remind.silence": (
        Row(asks(lambda _: {"kind": "new_place"}), gets("ok"), tells="each silences what they are told themselves"),
    ),
    "remind.unsilence": (Row(_silenced, gets("not_found"), never={"silence": 999_999_999}),),
}


async def told_a_story(world: World, account: str) -> Person:
    mei = await world.customer("李梅", cny="1000")
    today = bank_day(world.hands())
    said = await mei.call("book.bring", name="a.csv", content=statement(story(today), account))
    assert (said.status, said.body["added"]) == (200, 10), said
    return mei


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await told_a_story(world, "6222****0001")


async def told(person: Person) -> dict[str, Any]:
    said = await person.call("remind.list")
    assert said.status == 200, said
    return said.body


def kinds(body: dict[str, Any]) -> list[str]:
    return sorted(one["kind"] for one in body["found"] if one["kind"] != "month_end")


async def looks(bank: World) -> None:
    """The daily job, all of its pieces, and what follows from them."""
    await bank.forgets_jobs()
    await bank.job_comes("remind.daily")
    await bank.jobs_are_done()
    await bank.facts_arrive()


async def messages(person: Person) -> list[dict[str, Any]]:
    found = (await person.call("message.list", limit=100)).body["messages"]
    return [one for one in found if one["about"] and one["about"]["verb"] == "remind.list"]


async def test_what_comes_again_has_its_next_date_and_amount_and_leads_to_its_entries(bank: World, mei: Person) -> None:
    body = await told(mei)

    (coming,) = [one for one in body["coming"] if one["title"] == "云视频"]
    due = (bank_day(bank.hands()) + timedelta(days=2)).isoformat()
    assert (coming["every"], coming["on"], coming["late"]) == ("fortnight", due, False)
    assert coming["amount"] == yuan("-30.00") or coming["exact"] is False
    assert len(coming["entries"]) == 8
    assert (await mei.call("book.entry", entry=coming["entries"][0])).body["counterparty"] == "云视频"


async def test_each_finding_says_why_with_the_facts_and_in_both_languages(bank: World, mei: Person) -> None:
    body = await told(mei)

    assert kinds(body) == ["double_charge", "due", "price_rise"]
    rise = next(one for one in body["found"] if one["kind"] == "price_rise")
    assert rise["why"] == "云视频 这次扣了 ¥30.00，此前连续 7 次都是 ¥25.00，多了 ¥5.00（20%）。"
    english = await bank.call("remind.list", {}, token=mei.token, lang="en", address=mei.address)
    twice = next(one for one in english.body["found"] if one["kind"] == "double_charge")
    assert "took ¥88.00 at 18:00 and again at 18:01" in twice["why"]
    assert len(twice["entries"]) == 2


async def test_what_is_found_comes_as_one_message_and_never_again(bank: World, mei: Person) -> None:
    await looks(bank)
    first = await messages(mei)
    await looks(bank)
    with bank.hands.later(days=1):
        await looks(bank)
    again = await messages(mei)

    titles = [one["title"] for one in first if one["title"] != "月末小结"]
    assert sorted(titles) == ["可能重复扣款", "快到扣款日"], "the rise is older than a week, and only shown"
    assert [one["title"] for one in again if one["title"] != "月末小结"] == titles


async def test_what_is_silenced_is_neither_shown_nor_told_until_it_is_wanted_again(bank: World) -> None:
    wang = await bank.customer("王海")
    today = bank_day(bank.hands())
    quiet = await wang.call("remind.silence", counterparty="云视频", title="云视频")
    kind = await wang.call("remind.silence", kind="double_charge")
    assert (quiet.status, kind.status) == (200, 200), (quiet, kind)
    await wang.call("book.bring", name="a.csv", content=statement(story(today), "6222****0002"))

    body = await told(wang)
    await looks(bank)

    assert kinds(body) == []
    assert [one["title"] for one in body["coming"]] == []
    assert [(s["kind"], s["counterparty"]) for s in body["silenced"]] == [(None, "云视频"), ("double_charge", None)]
    assert [one for one in await messages(wang) if one["title"] != "月末小结"] == []
    again = await wang.call("remind.silence", kind="double_charge")
    assert again.body["id"] == kind.body["id"], "twice is once"
    for number in (quiet.body["id"], kind.body["id"]):
        assert (await wang.call("remind.unsilence", silence=number)).status == 200
    assert kinds(await told(wang)) == ["double_charge", "due", "price_rise"]
    assert (await wang.call("remind.unsilence", silence=kind.body["id"])).code == "not_found"


async def test_a_dismissed_one_is_gone_and_the_others_stay(bank: World) -> None:
    mei = await told_a_story(bank, "6222****0003")
    number = next(one["id"] for one in (await told(mei))["found"] if one["kind"] == "price_rise")

    assert (await mei.call("remind.dismiss", reminder=number)).status == 200
    assert (await mei.call("remind.dismiss", reminder=number)).status == 200, "once more is no matter"

    assert kinds(await told(mei)) == ["double_charge", "due"]
    assert (await mei.call("remind.silence")).code == "bad_input"


async def test_what_is_ordered_is_due_on_its_day(bank: World) -> None:
    mei, kin = await bank.customer("李梅", cny="900"), await bank.customer("王海")
    payee, today = await mei.adds(kin), bank_day(bank.hands())
    asked = await mei.call(
        "order.make", source=mei.current, payee=payee, amount=yuan("50.00"), memo="",
        first_on=(today + timedelta(days=2)).isoformat(), every="month",
    )  # fmt: skip
    await mei.confirms(asked.body["facts"]["proposal"])

    body = await told(mei)

    (coming,) = body["coming"]
    assert (coming["source"], coming["amount"], coming["how_often"]) == ("ordered", yuan("-50.00"), "每月")
    assert kinds(body) == ["due"]
    assert "请留足余额" in body["found"][0]["why"]
