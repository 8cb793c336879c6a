"""An assistant of a customer's: an MCP client of the protocol's own library, or a bare call of one tool."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

if TYPE_CHECKING:
    from tests.world._world import World

_HEADERS = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-11-25"}


@dataclass(frozen=True)
class Told:
    """What a tool answered: whether it did, and its structured content."""

    done: bool
    body: dict[str, Any]

    @property
    def code(self) -> str:
        return "ok" if self.done else str(self.body["code"])

    @property
    def waits(self) -> bool:
        """Nothing was done: a proposal waits for its customer."""
        return self.done and self.body.get("state") == "waiting"


async def uses_tool(world: World, tool: str, arguments: dict[str, Any], token: str, **headers: str) -> Told:
    """Call one tool over the wire, without a client's own checks."""
    params = {"name": tool, "arguments": arguments}
    response = await world.http.post(
        "/mcp",
        json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params},
        headers={**_HEADERS, "Authorization": f"Bearer {token}", **headers},
    )
    body = response.json()
    if response.status_code != 200 or "error" in body:
        return Told(False, {"code": f"{response.status_code}", **body})
    result = body["result"]
    return Told(not result.get("isError", False), result["structuredContent"])


@asynccontextmanager
async def connected(site: str, token: str, mode: str = "auto") -> AsyncIterator[Client]:
    """A client that is connected over HTTP with this token."""
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=30) as http,
        Client(streamable_http_client(f"{site}/mcp", http_client=http), mode=mode) as client,
    ):
        yield client
