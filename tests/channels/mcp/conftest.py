"""The bank, served on 127.0.0.1 as in a serving process: an assistant's library wants a real one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn
from tests.world import World


@pytest.fixture(scope="module")
async def site(world: World) -> AsyncIterator[str]:
    """The address under which assistants reach the bank."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(world.app, host="127.0.0.1", port=port, log_config=None))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield f"http://localhost:{port}"
    server.should_exit = True
    await serving
