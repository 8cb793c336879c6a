"""A real client: it lists the tools, reads, and proposes; its customer confirms, and what was proposed happens once."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult
from tests.world import World, connected, yuan

from sycee.channels import mcp
from sycee.channels.cli import forget_token, keep_token
from sycee.kit.ids import new_id

Connect = Callable[[str], AbstractAsyncContextManager[Client]]


@asynccontextmanager
async def by_stdio(bank: World, **environment: str) -> AsyncIterator[Client]:
    """The command on the customer's own machine, as an assistant's program starts it."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "sycee.app.main", "mcp"],
        env={"SYCEE_HOME": str(bank.bank.settings.home), **environment},
    )
    async with Client(command) as client:
        yield client


@pytest.fixture(params=["http", "http, by the older handshake", "stdio"])
def connect(request: pytest.FixtureRequest, bank: World, site: str) -> Connect:
    """Each way in which an assistant reaches the bank."""
    if request.param == "stdio":
        return lambda token: by_stdio(bank, SYCEE_TOKEN=token)
    mode = "auto" if request.param == "http" else "legacy"
    return lambda token: connected(site, token, mode)


def told(result: CallToolResult) -> dict[str, Any]:
    """The structured content; the text beside it carries the same for a model that reads only text."""
    assert not result.is_error, result
    assert result.content
    return dict(result.structured_content)


async def test_it_reads_proposes_and_what_is_confirmed_in_the_app_is_booked_once(bank: World, connect: Connect) -> None:
    await bank.forgets_tries()
    mei, wang = await bank.customer("李梅", cny="1000"), await bank.customer("王海洋")
    payee, key = await mei.adds(wang), str(new_id(bank.bank.clock()))
    async with connect(await mei.lets_in("Claude")) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        assert tools == set(mcp.tool_verbs(bank.bank.catalog))
        (account, _) = told(await client.call_tool("account_list"))["accounts"]
        assert account["balance"] == yuan("1000.00")

        ask = {"source": mei.current, "payee": payee, "amount": yuan("12.00"), "idempotency_key": key}
        asked = told(await client.call_tool("transfer_send", ask))
        assert (asked["state"], asked["why"]) == ("waiting", "由您授权的助手代为发起")
        assert "没有办理" in asked["say"]
        assert {"label": "金额", "value": "12.00 CNY"} in asked["shown"], asked["shown"]
        assert told(await client.call_tool("transfer_send", ask)) == asked, "the same key, the same proposal"
        assert (await mei.balance(), await wang.balance()) == ("1000.00", "0.00")

        (waiting,) = (await mei.call("proposal.list")).body["proposals"]
        assert (waiting["proposal"], waiting["asked_by"]) == (asked["proposal"], "Claude")
        assert (await mei.confirms(asked["proposal"])).status == 200

        shown = told(await client.call_tool("proposal_show", {"proposal": asked["proposal"]}))
        assert shown["state"] == "done"
        again = told(await client.call_tool("transfer_send", ask))
        assert (again["state"], again["answer"]["amount"]) == ("done", yuan("12.00"))
    assert (await mei.balance(), await wang.balance()) == ("988.00", "12.00")


async def test_a_plain_write_waits_as_well_and_is_done_when_it_is_confirmed(bank: World, connect: Connect) -> None:
    await bank.forgets_tries()
    mei, wang = await bank.customer("李梅"), await bank.customer("王海洋")
    async with connect(await mei.lets_in()) as client:
        asked = told(await client.call_tool("payee_add", {"to": wang.number, "name": "王海洋"}))
        assert asked["state"] == "waiting"
        assert told(await client.call_tool("payee_list"))["payees"] == []

        said = await mei.confirms(asked["proposal"])
        assert (said.body["capability"], said.body["answer"]["name"]) == ("payee.add", "王海洋")

        assert [p["name"] for p in told(await client.call_tool("payee_list"))["payees"]] == ["王海洋"]


async def test_what_is_refused_at_once_is_told_with_its_code_sentence_and_facts(bank: World, connect: Connect) -> None:
    mei, wang = await bank.customer("李梅", cny="10"), await bank.customer("王海洋")
    payee = await bank.was_added_long_ago(await mei.adds(wang))
    ask = {"source": mei.current, "payee": payee, "amount": yuan("500000.01")}
    async with connect(await mei.lets_in()) as client:
        result = await client.call_tool("transfer_send", ask)

    assert result.is_error
    assert result.structured_content["code"] == "over_limit"
    assert result.structured_content["facts"] == {"limit": yuan("500000.00")}
    assert "超过单笔转账限额" in result.content[0].text  # type: ignore[union-attr]
    assert (await mei.call("proposal.list")).body["proposals"] == [], "what may never be done does not wait either"


async def test_over_stdio_it_is_whoever_is_signed_in_on_this_machine(bank: World) -> None:
    mei, settings = await bank.customer("李梅", cny="31.70", signed_in=False), bank.bank.settings
    async with by_stdio(bank) as client:
        nobody = await client.call_tool("account_list")
        assert nobody.structured_content["code"] == "not_signed_in"

        keep_token(settings.token, await mei.signs_in_here())
        try:
            (account, _) = told(await client.call_tool("account_list"))["accounts"]
            assert account["balance"] == yuan("31.70")
        finally:
            forget_token(settings.token)
        assert (await client.call_tool("account_list")).is_error
