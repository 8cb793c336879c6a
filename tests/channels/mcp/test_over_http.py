"""The endpoint: who is let in, from where, and with how much."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tests.world import Person, World, uses_tool

_CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "account_list", "arguments": {}}}
_ACCEPT = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-11-25"}


@pytest.fixture(scope="module")
async def mei(world: World) -> Person:
    return await world.customer("李梅", cny="1000")


@pytest.fixture(scope="module")
async def token(mei: Person) -> str:
    return await mei.lets_in()


async def asks(bank: World, token: str, body: Any = None, **headers: str) -> httpx.Response:
    sent = {**_ACCEPT, **({"Authorization": f"Bearer {token}"} if token else {}), **headers}
    return await bank.http.post("/mcp", json=body or _CALL, headers=sent)


async def test_without_a_token_it_is_asked_for_one(bank: World) -> None:
    for response in [
        await asks(bank, ""),
        await bank.http.get("/mcp"),
        await asks(bank, "", Authorization="Basic eA=="),
    ]:
        assert response.status_code == 401
        assert response.headers["www-authenticate"].startswith("Bearer")
        assert response.json()["code"] == "not_signed_in"
        assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "PATCH"])
@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
async def test_nothing_is_kept_open_and_nothing_but_a_call_is_taken(
    bank: World, token: str, method: str, version: str
) -> None:
    headers = {**_ACCEPT, "Authorization": f"Bearer {token}", "MCP-Protocol-Version": version}

    assert (await bank.http.request(method, "/mcp", headers=headers)).status_code == 405


async def test_the_token_of_another_channel_is_nobodys(bank: World, mei: Person) -> None:
    assert (await asks(bank, mei.token)).status_code == 401


async def test_a_cookie_is_no_token_here(bank: World, token: str) -> None:
    assert (await asks(bank, "", Cookie=f"__Host-sycee={token}", **{"X-Sycee": "app"})).status_code == 401


async def test_a_token_that_was_ended_or_has_run_out_is_nobodys(bank: World, mei: Person) -> None:
    ended, short = await mei.lets_in("一号"), await mei.lets_in("二号", days=1)
    assert (await asks(bank, ended)).status_code == 200
    (listed,) = [s for s in (await mei.call("session.list")).body["sessions"] if s["agent"] == "一号"]
    assert listed["channel"] == "mcp"

    assert (await mei.call("session.stop", session=listed["session"])).code == "ok"

    assert (await asks(bank, ended)).status_code == 401
    with bank.hands.later(hours=23):
        assert (await asks(bank, short)).status_code == 200
    with bank.hands.later(hours=24, seconds=1):
        assert (await asks(bank, short)).status_code == 401


async def test_signing_out_of_the_app_leaves_the_assistant_in(bank: World) -> None:
    wang = await bank.customer("王海洋")
    token = await wang.lets_in()
    await wang.call("session.end")

    assert (await uses_tool(bank, "account_list", {}, token)).done


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8000", "10.0.0.1:8000", "sycee.evil.example"])
async def test_a_name_that_was_turned_to_this_address_is_refused(bank: World, token: str, host: str) -> None:
    assert (await asks(bank, token, Host=host)).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example", "file://"])
async def test_a_page_from_elsewhere_is_refused(bank: World, token: str, origin: str) -> None:
    assert (await asks(bank, token, Origin=origin)).status_code == 403


async def test_a_page_of_the_banks_own_is_let_in(bank: World, token: str) -> None:
    assert (await asks(bank, token, Origin="http://localhost:8000")).status_code == 200


async def test_a_body_that_is_too_large_is_refused(bank: World, token: str) -> None:
    large = {**_CALL, "params": {"name": "payee_add", "arguments": {"to": "1" * 200_000, "name": "x"}}}

    assert (await asks(bank, token, large)).status_code == 413


@pytest.mark.parametrize("body", [[_CALL, _CALL], {"jsonrpc": "2.0"}, "x", {**_CALL, "method": "tools/delete"}, 7])
async def test_what_is_no_call_is_refused_and_breaks_nothing(bank: World, token: str, body: Any) -> None:
    response = await asks(bank, token, body)

    assert response.status_code < 500
    assert "error" in response.json()
    assert (await asks(bank, token)).status_code == 200


async def test_where_a_client_looks_for_a_sign_in_of_the_web_there_is_none(bank: World) -> None:
    for path in ("oauth-protected-resource", "oauth-protected-resource/mcp", "oauth-authorization-server"):
        response = await bank.http.get(f"/.well-known/{path}")
        assert (response.status_code, response.headers["content-type"]) == (404, "application/json")


async def test_an_assistant_that_is_ended_while_its_body_is_held_back_is_told_nothing(
    bank: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sycee.channels.mcp._http._SLOW_S", -1)
    mei = await bank.customer("李梅", cny="1000")
    token = await mei.lets_in()
    headers = {**_ACCEPT, "Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    async def held() -> AsyncIterator[bytes]:
        body = json.dumps(_CALL).encode()
        yield body[:10]
        assert (await mei.call("session.stop_others")).code == "ok"
        yield body[10:]

    said = await bank.http.post("/mcp", content=held(), headers=headers)

    assert said.json()["result"]["structuredContent"]["code"] == "not_signed_in"
    assert "balance" not in said.text
