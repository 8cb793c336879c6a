"""A bank that listens on 127.0.0.1, and pages that listen to it with a real client."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import pytest
import uvicorn
from tests.world import World
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sycee.channels.http import http_app
from sycee.channels.live import Hub


@dataclass
class Page:
    """A page's end of the socket."""

    line: ClientConnection

    async def hears(self) -> set[str]:
        """The next hint; it carries names and nothing else."""
        told = json.loads(await asyncio.wait_for(self.line.recv(), 10))
        assert set(told) == {"facts"}
        return set(told["facts"])

    async def hears_of(self, fact: str) -> None:
        """Hear until this is told."""
        while fact not in await self.hears():
            pass

    async def ends(self) -> int | None:
        """With which code the bank closes it, whatever is told before."""
        try:
            while True:
                await asyncio.wait_for(self.line.recv(), 10)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else None


@dataclass
class Server:
    """One serving process's part of this, with its own hub."""

    hub: Hub
    port: int
    stack: AsyncExitStack

    async def page(self, token: str, **headers: str) -> Page:
        """Open a socket, as a page of this very server would unless told otherwise."""
        origin = headers.pop("origin", f"http://localhost:{self.port}")
        if token:
            headers["Cookie"] = f"__Host-sycee={token}"
        line = await self.stack.enter_async_context(
            connect(
                f"ws://localhost:{self.port}/live",
                origin=origin or None,  # type: ignore[arg-type]
                additional_headers=headers,
                ping_interval=None,
                proxy=None,
            )
        )
        return Page(line)

    async def has(self, sockets: int) -> None:
        """Wait until so many listen."""
        while len(self.hub.sockets) != sockets:  # noqa: ASYNC110 a page that goes is noticed by itself
            await asyncio.sleep(0.01)

    async def refuses(self, token: str, **headers: str) -> int:
        """The status with which the handshake is refused."""
        with pytest.raises(InvalidStatus) as no:
            await self.page(token, **headers)
        return int(no.value.response.status_code)


@asynccontextmanager
async def served(bank: World) -> AsyncIterator[Server]:
    """A process of the bank's, for as long as this is open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hub = Hub(bank.bank.db, bank.bank.context)
    app = http_app(replace(bank.bank.http(), more=(bank.bank.live(hub),)))
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_config=None, ws_max_size=1024, timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
        await asyncio.sleep(0.01)
    async with AsyncExitStack() as stack:
        yield Server(hub, port, stack)
    server.should_exit = True
    await serving
