"""What happens elsewhere is seen at once: money that comes in, and a session that ends, without a reload."""

from __future__ import annotations

import re
from typing import Any

from tests.world import Person, World


async def _pays(payer: Person, payee: int, amount: str) -> None:
    said = await payer.sends(payee, amount)
    if said.code == "step_up_needed":
        said = await payer.confirms(said.body["facts"]["proposal"])
    assert said.code == "ok", said


async def test_whoever_is_paid_sees_it_in_the_other_browser_without_a_reload(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", cny="10")
    payee = await mei.adds(wang)
    at_mei, at_wang = await visitor(), await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_wang.is_in(wang.phone, wang.password)
    await at_wang.goes("/")
    await at_wang.page.get_by_text("¥10.00").wait_for()
    await at_wang.page.evaluate("window.same = true")

    await at_mei.fills_transfer(payee, "520")
    sheet = at_mei.page.get_by_role("dialog")
    await sheet.get_by_role("button", name="确认转账").click()
    await sheet.get_by_label("验证码已发到").fill(await _code(at_mei, mei))
    await sheet.get_by_role("button", name="短信核验并转账").click()

    notice = at_wang.page.get_by_role("status").get_by_text("收到 李梅 520.00 元")
    await notice.wait_for()
    await at_wang.page.get_by_text("¥530.00").wait_for()
    await at_wang.page.get_by_text("+520.00").first.wait_for()
    assert await at_wang.page.evaluate("window.same"), "the page is the same one"

    await notice.click()
    await at_wang.page.wait_for_url(re.compile("/book/entry/"))
    await at_wang.page.get_by_text("+¥520.00").wait_for()


async def _code(visitor: Any, person: Person) -> str:
    await visitor.page.get_by_role("dialog").get_by_label("验证码已发到").wait_for()
    return await person.code()


async def test_the_book_grows_at_its_top_and_keeps_its_place(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", cny="10")
    payee = await mei.adds(wang)
    await _pays(mei, payee, "1.00")
    await bank.facts_arrive()
    at_wang = await visitor()
    await at_wang.is_in(wang.phone, wang.password)
    await at_wang.goes("/book")
    rows = at_wang.page.locator("main a[href*='/book/entry/']")
    await at_wang.page.get_by_text("+1.00").wait_for()
    before = await rows.count()

    await _pays(mei, payee, "2.00")
    await rows.filter(has_text="+2.00").wait_for()

    assert await rows.count() == before + 1


async def test_what_waits_and_what_is_unread_is_counted_as_it_comes(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", cny="10")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await bank.facts_arrive()
    assert (await mei.call("message.read", upto=bank.hands().isoformat())).code == "ok"
    await at_mei.goes("/")
    await at_mei.page.get_by_text("¥3,000.00").wait_for()
    me = at_mei.page.get_by_role("navigation", name="主导航").get_by_role("link", name="我的")
    assert "待办" not in await me.inner_text()

    assert (await mei.sends(await mei.adds(wang), "900")).code == "step_up_needed"
    await me.get_by_text("条待办").wait_for(state="attached")

    await _pays(wang, await wang.adds(mei), "1.00")
    await at_mei.page.get_by_role("link", name=re.compile("消息，1 条未读")).first.wait_for()


async def test_a_page_goes_to_sign_in_when_its_session_is_ended_elsewhere(bank: World, visitor: Any) -> None:
    mei = await bank.customer("李梅", cny="4321.09")
    at_mei = await visitor()
    await at_mei.is_in(mei.phone, mei.password)
    await at_mei.goes("/accounts")
    await at_mei.page.get_by_text("4,321.09").first.wait_for()
    here = [s for s in (await mei.call("session.list")).body["sessions"] if not s["here"]]

    stopped = await mei.call("session.stop", session=here[0]["session"])
    assert stopped.code == "ok", stopped

    await at_mei.page.wait_for_url(re.compile("/sign-in"))
    assert "4,321.09" not in await at_mei.page.content()


async def test_after_a_cut_what_came_meanwhile_is_shown(bank: World, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="3000"), await bank.customer("王海洋", cny="10")
    payee = await mei.adds(wang)
    at_wang = await visitor()
    await at_wang.is_in(wang.phone, wang.password)
    await at_wang.goes("/")
    await at_wang.page.get_by_text("¥10.00").wait_for()

    await at_wang.context.set_offline(True)
    await at_wang.page.get_by_text("没有网络").wait_for()
    await _pays(mei, payee, "7.00")
    await at_wang.context.set_offline(False)

    await at_wang.page.get_by_text("¥17.00").wait_for()
    await at_wang.page.get_by_role("status").get_by_text("收到 李梅 7.00 元").wait_for()
