"""The console in a real browser: signing in, a customer masked, a reveal for a reason, the record and its chain."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Browser, Page
from tests.service.console.test_console_models import learning_in
from tests.world import Member, World

import sycee.channels.http
from conftest import DESK, PHONE, Visitor, lacking, no_finding
from sycee.brain.recommend import Shelf
from sycee.channels.http import http_app
from sycee.guard.audit import seal_heads
from sycee.guard.staff import code_now

_APP = Path(sycee.channels.http.__file__).parent / "staff" / "index.html"
_AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
_RUN = """async ([theme]) => {
    document.documentElement.dataset.theme = theme
    await new Promise(requestAnimationFrame)
    await Promise.allSettled(document.getAnimations().map(one => one.finished))
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.filter(({ impact }) => ['serious', 'critical'].includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(node => `${theme}: ${id}: ${node.html.slice(0, 160)}`))
}"""


@pytest.fixture(scope="module")
async def desk(world: World) -> AsyncIterator[str]:
    """The address of the bank's console."""
    if not _APP.is_file():
        lacking("the console is not built (make builds it)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bank = replace(world.bank, settings=replace(world.bank.settings, staff_port=port))
    server = uvicorn.Server(uvicorn.Config(http_app(bank.console()), host="127.0.0.1", port=port, log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield f"http://staff.localhost:{port}"
    server.should_exit = True
    await serving


@pytest.fixture
async def clerk(browser: Browser, desk: str) -> AsyncIterator[Any]:
    """Makes visitors at the console; afterwards nobody's page has thrown an error."""
    made: list[Visitor] = []

    async def visit(viewport: dict[str, int] = DESK) -> Visitor:
        context = await browser.new_context(viewport=viewport, locale="zh-CN")  # type: ignore[arg-type]
        made.append(Visitor(context, await context.new_page(), desk))
        return made[-1]

    yield visit
    for one in made:
        await one.context.close()
        assert not one.wrong, one.wrong


async def _signs_in(page: Page, member: Member) -> None:
    await page.get_by_label("账号").fill(member.login)
    await page.get_by_label("密码").fill(member.password)
    await page.get_by_label("动态码").fill(code_now(member.secret))
    await page.get_by_role("button", name="登录").click()
    await page.get_by_role("navigation").wait_for()


async def test_staff_find_a_payment_without_seeing_what_they_should_not(bank: World, clerk: Any) -> None:
    payer, shop = await bank.customer("欧阳明漪", cny="73194.27"), await bank.customer("顾念慈")
    asked = await payer.sends(await payer.adds(shop), "12.34", memo="canary memo")
    assert (await payer.confirms(asked.body["facts"]["proposal"])).status == 200
    async with bank.bank.db.writers.acquire() as connection, connection.transaction():
        await seal_heads(bank.bank.writing(connection), None)  # type: ignore[arg-type]
    lin = await bank.member("customers", "entries", "reveal", "records", signed_in=False)
    at_desk = await clerk()
    page = at_desk.page
    await at_desk.goes("/")
    await _signs_in(page, lin)

    await page.get_by_role("searchbox").fill(payer.phone)
    await page.keyboard.press("Enter")
    await page.get_by_text("欧**漪").wait_for()
    assert payer.phone not in page.url, "what identifies a customer stays out of the address"
    await page.get_by_role("link", name=str(payer.party), exact=True).click()
    await page.get_by_text("5 万至 20 万").wait_for()
    assert payer.phone not in await page.content()
    assert payer.name not in await page.content()

    await page.get_by_role("button", name="查看完整").nth(1).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="说明原因并查看").click()
    await dialog.get_by_text("请选择原因").wait_for()
    await dialog.get_by_role("combobox").click()
    await page.get_by_title("处理投诉").click()
    await dialog.get_by_role("textbox").first.fill("客户来电投诉转账未到账")
    await dialog.get_by_role("button", name="说明原因并查看").click()
    await page.get_by_text(payer.phone).wait_for()
    await page.get_by_role("button", name=re.compile("遮住")).click()
    await page.get_by_text(f"137****{payer.phone[-4:]}").wait_for()
    assert payer.phone not in await page.content()

    await page.get_by_role("main").get_by_role("link", name="账户与明细").click()
    await page.get_by_text("−12.34").wait_for()
    await page.get_by_text("顾*慈").wait_for()
    assert not [secret for secret in ("canary", "顾念慈", payer.number) if secret in await page.content()]
    await page.get_by_role("row", name=re.compile("12.34")).get_by_role("link").click()
    await page.get_by_text("✓ 完整").wait_for()
    await page.get_by_text(re.compile("封印 [0-9]+")).wait_for()

    await page.get_by_role("button", name="退出").click()
    await page.get_by_role("heading", name="员工工作台").wait_for()
    assert not [c for c in await at_desk.context.cookies() if "sycee" in c["name"]]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_staff_see_how_what_was_learned_fares_and_for_a_reason_what_one_customer_would_see(
    bank: World, clerk: Any, size: dict[str, int]
) -> None:
    mei = await bank.customer("李梅")
    for item in ("article.gold.1", "article.gold.2", "article.gold.3"):  # enough that what others open says nothing
        await mei.call("recommend.open", item=item)
    lin = await bank.member("models", signed_in=False)
    at_desk = await clerk(size)
    page = at_desk.page
    await page.add_init_script(_AXE.read_text("utf-8"))
    async with learning_in(bank) as learning:
        await learning.lives(bank.bank.clock())
        await learning.breaks(bank.bank.clock())
        await at_desk.goes("/models")
        await _signs_in(page, lin)

        alarm = page.get_by_role("alert").filter(has_text="版本 2 的文件损坏")
        await alarm.get_by_text("现由上一个好的版本 1 服务").wait_for()
        await page.get_by_role("button", name="版本 1 的说明").wait_for()
        await page.get_by_text("40 人的 200 件事").wait_for()
        await page.get_by_text("▲ 已变").first.wait_for()
        await page.get_by_role("img", name="稳定指数，按天").wait_for()

        await page.get_by_label("客户号").fill(str(mei.party))
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("combobox").click()
        await page.get_by_title("处理投诉").click()
        await dialog.get_by_role("textbox").first.fill("客户来电问为什么推荐这个")
        await dialog.get_by_role("button", name="说明原因并查看").click()
        await page.get_by_text("因为您看过或用过").first.wait_for()
        await dialog.wait_for(state="detached")
        wrong = [each for theme in ("light", "dark") for each in await page.evaluate(_RUN, [theme])]
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        await page.get_by_role("main").get_by_role("list").get_by_role("link").first.click()
        await page.get_by_role("group", name=re.compile("联系图")).wait_for()
    assert (wrong, wide <= 0) == ([], True)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_staff_walk_the_knowledge_graph_by_words_by_kind_and_along_its_edges(
    bank: World, clerk: Any, size: dict[str, int]
) -> None:
    lin = await bank.member("models", signed_in=False)
    at_desk = await clerk(size)
    page = at_desk.page
    await at_desk.goes("/graph")
    await _signs_in(page, lin)
    await page.get_by_text(bank.bank.ports[Shelf].digest).first.wait_for()

    await page.get_by_label("编码或名称").fill("半导体精选")
    await page.keyboard.press("Enter")
    await page.get_by_text("找到 1 项").wait_for()
    await page.get_by_role("link", name="细丝半导体精选混合").click()
    drawn = page.get_by_role("group", name=re.compile("细丝半导体精选混合.*联系图"))
    await drawn.get_by_role("link", name=re.compile("^半导体")).focus()
    await page.keyboard.press("Enter")
    there = page.get_by_role("region", name="联系到它的").get_by_role("link", name="细丝半导体精选混合")
    await there.wait_for()
    assert await page.evaluate("document.activeElement.textContent.includes('半导体')"), (
        "what was asked for has the focus"
    )
    for edition in ("standard", "elder"):
        for theme in ("light", "dark"):
            await page.evaluate(
                "look => { Object.assign(document.documentElement.dataset, look) }",
                {"edition": edition, "theme": theme},
            )
            await no_finding(page)
            wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{edition} {theme}: wider than the screen"

    await page.get_by_role("checkbox", name="只看孤立的").click()
    await page.get_by_label("编码或名称").fill("graph.show")
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="图谱中的一项").click()
    await page.get_by_text("孤立：没有任何联系").wait_for()
    await no_finding(page)
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("link", name="One node of the graph").wait_for()
    await at_desk.goes("/graph?node=no.such")
    await page.get_by_role("alert").wait_for()


async def test_a_member_sees_the_pages_that_they_have_a_right_to(bank: World, clerk: Any) -> None:
    lin = await bank.member("records", signed_in=False)
    at_desk = await clerk()
    await at_desk.goes("/customers")
    await _signs_in(at_desk.page, lin)

    pages = at_desk.page.get_by_role("navigation").get_by_role("link")
    assert await pages.all_inner_texts() == ["业务记录", "业务脉搏", "行为事件", "能力目录"]


async def test_who_comes_for_the_first_time_chooses_a_password(bank: World, clerk: Any) -> None:
    lin = await bank.member("records", signed_in=False)
    async with bank.bank.db.writers.acquire() as connection:
        await connection.execute("UPDATE staff_member SET state = 'new' WHERE id = $1", lin.number)
    at_desk = await clerk(PHONE)
    page = at_desk.page
    await at_desk.goes("/")
    await page.get_by_label("账号").fill(lin.login)
    await page.get_by_label("密码").fill(lin.password)
    await page.get_by_label("动态码").fill(code_now(lin.secret))
    await page.get_by_role("button", name="登录").click()
    await page.get_by_label("自己的新密码").fill("a lantern of her own")
    await page.get_by_role("button", name="登录").click()

    await page.get_by_role("navigation").wait_for()


async def test_who_is_revoked_is_out_with_the_next_click(bank: World, clerk: Any) -> None:
    lin = await bank.member("records", signed_in=False)
    at_desk = await clerk()
    await at_desk.goes("/catalog")
    await _signs_in(at_desk.page, lin)
    verb = at_desk.page.get_by_role("link", name="transfer.send", exact=True)
    await verb.wait_for()
    await bank.revokes(lin)

    await verb.click()
    await at_desk.page.get_by_role("heading", name="员工工作台").wait_for()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_the_console_can_be_used_by_everyone(bank: World, clerk: Any, size: dict[str, int]) -> None:
    if not _AXE.is_file():
        lacking("axe-core is not here (make brings the web's packages)")
    mei = await bank.customer("李梅", cny="900")
    lin = await bank.member("customers", "entries", "reveal", "records", signed_in=False)
    await mei.call("transfer.own", source=mei.current, target=mei.savings, amount={"amount": "1.00", "asset": "CNY"})
    at_desk = await clerk(size)
    page, found = at_desk.page, []
    await page.add_init_script(_AXE.read_text("utf-8"))
    await at_desk.goes("/")
    await page.get_by_label("动态码").wait_for()
    found += await page.evaluate(_RUN, ["light"])
    await _signs_in(page, lin)
    there = {
        f"/customers/{mei.party}": "李*", f"/entries?customer={mei.party}": "+900.00",
        f"/records?customer={mei.party}": "✓ 完整", "/catalog?verb=transfer.send": "step_up_needed",
        f"/events?customer={mei.party}": "transfer.own",
    }  # fmt: skip
    for path, text in there.items():
        await at_desk.goes(path)
        await page.get_by_text(text).first.wait_for()
        for theme in ("light", "dark"):
            found += [f"{path} {wrong}" for wrong in await page.evaluate(_RUN, [theme])]
        wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the screen"

    assert not found, "\n".join(found)
