"""An assistant asks for the balance and proposes a transfer; its customer confirms it in the app, or lets it go."""

from __future__ import annotations

import re
from typing import Any

from tests.world import World, connected, yuan


async def test_a_person_lets_an_assistant_in_and_confirms_what_it_proposes(
    bank: World, site: str, visitor: Any
) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海洋")
    payee = await mei.adds(wang)
    at_mei = await visitor()
    page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)

    # She lets it in: the token is shown once.
    await at_mei.goes("/assistants")
    await page.get_by_label("叫什么").fill("Claude")
    await page.get_by_role("textbox", name="登录密码").fill("not hers")
    await page.get_by_role("button", name="生成令牌").click()
    await page.get_by_text("密码不正确").wait_for()
    await page.get_by_role("textbox", name="登录密码").fill(mei.password)
    await page.get_by_role("button", name="生成令牌").click()
    await page.get_by_text("令牌只显示这一次").wait_for()
    token = (await page.locator("pre").first.inner_text()).strip()
    assert f"{site}/mcp" in await page.locator("pre").nth(1).inner_text()
    assert f'"SYCEE_TOKEN": "{token}"' in await page.locator("pre").nth(2).inner_text()

    # It reads, and proposes: nothing has moved.
    await at_mei.goes("/")
    async with connected(site, token) as assistant:
        accounts = (await assistant.call_tool("account_list")).structured_content["accounts"]
        assert accounts[0]["balance"] == yuan("1000.00")
        asked = await assistant.call_tool(
            "transfer_send", {"source": accounts[0]["id"], "payee": payee, "amount": yuan("66.00"), "memo": "咖啡"}
        )
        assert asked.structured_content["state"] == "waiting"
    assert await wang.balance() == "0.00"

    # She sees it at once, reads every line, and confirms it with the code from her phone.
    await page.get_by_text("1 项等您确认").click()
    await page.get_by_text("助手“Claude”提出").wait_for()
    for line in ("王海洋", "¥66.00", "咖啡"):
        await page.get_by_text(line, exact=True).wait_for()
    await page.get_by_role("button", name="核对无误，去确认").click()
    sheet = page.get_by_role("dialog")
    code = sheet.get_by_label("验证码已发到")
    await code.wait_for()
    await code.fill(await mei.code())
    await sheet.get_by_role("button", name="短信核验并确认").click()
    await page.wait_for_url(re.compile("/transfer/receipt/"))
    assert (await mei.balance(), await wang.balance()) == ("934.00", "66.00")

    # Nothing waits any more, and the assistant can be shut out.
    await at_mei.goes(f"/waiting/{asked.structured_content['proposal']}")
    await page.get_by_text("您确认过，已经办好").wait_for()
    await at_mei.goes("/assistants")
    await page.get_by_role("button", name="Claude").click()
    await page.get_by_role("dialog").get_by_role("button", name="取消授权").click()
    await page.get_by_text("还没有助手").wait_for()
    assert (await bank.http.post("/mcp", headers={"Authorization": f"Bearer {token}"})).status_code == 401


async def test_what_waits_can_be_let_go_and_lapses_by_itself(bank: World, site: str, visitor: Any) -> None:
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海洋")
    at_mei = await visitor()
    page = at_mei.page
    await at_mei.is_in(mei.phone, mei.password)
    proposals = []
    async with connected(site, await mei.lets_in("管家")) as assistant:
        for name in ("王海洋", "王海洋 "):
            asked = await assistant.call_tool("payee_add", {"to": wang.number, "name": name})
            proposals.append(asked.structured_content["proposal"])

    await at_mei.goes("/waiting")
    await page.get_by_text("管家：添加收款人").first.wait_for()
    await at_mei.goes(f"/waiting/{proposals[0]}")
    await page.get_by_role("button", name="不办理").click()
    await page.wait_for_url(re.compile("/waiting$"))
    await at_mei.goes(f"/waiting/{proposals[0]}")
    await page.get_by_text("没有办理，以后也不会办理").wait_for()

    with bank.hands.later(minutes=9):
        await mei.signs_in()
        assert [one["proposal"] for one in (await mei.call("proposal.list")).body["proposals"]] == [proposals[1]]
    with bank.hands.later(minutes=10):
        await mei.signs_in()
        await at_mei.is_in(mei.phone, mei.password)
        await at_mei.goes(f"/waiting/{proposals[1]}")
        await page.get_by_text("已过期").wait_for()
    assert (await mei.call("payee.list")).body["payees"] == []
