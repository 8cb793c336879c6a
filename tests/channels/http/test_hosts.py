"""Each site answers to its own names alone: another's name that is made to point here is nobody's."""

from __future__ import annotations

from typing import Any

import pytest
from tests.world import World

from sycee.app.settings import settings_from

PATHS = ("/", "/v1/party/me", "/openapi.json", "/healthz", "/assets/x.js")


@pytest.mark.parametrize("host", ["localhost:8000", "localhost", "127.0.0.1:9999", "LOCALHOST:8000", "[::1]:8000"])
async def test_customers_reach_the_bank_by_its_names_on_any_port(bank: World, host: str) -> None:
    assert (await bank.http.get("/healthz", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8000", "staff.localhost:8001", "",
                                  "127.0.0.1.", "localhost:8000@evil.example"])  # fmt: skip
async def test_by_any_other_name_there_is_nothing(bank: World, host: str) -> None:
    for path in PATHS:
        said = await bank.http.get(path, headers={"Host": host})
        assert (said.status_code, said.json()["code"]) == (421, "wrong_host"), path
        assert said.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["localhost:8001", "127.0.0.1:8001", "staff.localhost", "staff.localhost:8000", "a.example"]
)
async def test_the_console_has_one_name_and_one_port(bank: World, host: str) -> None:
    for path in ("/", "/v1/staff/me", "/openapi.json"):
        assert (await bank.console.post(path, json={}, headers={"Host": host})).status_code == 421


async def test_the_console_answers_to_its_own(bank: World) -> None:
    assert (await bank.console.get("/healthz")).status_code == 200


async def test_a_socket_by_another_name_is_not_opened(bank: World) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"evil.example"), (b"origin", b"http://evil.example")]
    scope = {"type": "websocket", "path": "/live", "raw_path": b"/live", "query_string": b"", "root_path": "",
             "scheme": "ws", "headers": headers, "subprotocols": [], "client": ("127.0.0.1", 4711),
             "server": ("evil.example", 8000), "asgi": {"version": "3.0"}, "extensions": {}}  # fmt: skip
    await bank.app(scope, receive, send)

    assert [message["type"] for message in sent] == ["websocket.close"]


def test_an_operator_may_name_more_hosts_and_the_consoles_port() -> None:
    settings = settings_from({"SYCEE_HOSTS": "bank.example, Pay.Example", "SYCEE_STAFF_PORT": "9001"})

    assert {"bank.example", "pay.example", "localhost"} <= settings.hosts
    assert settings.staff_port == 9001
