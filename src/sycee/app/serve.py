"""The serving process: HTTP on 127.0.0.1, and beside it the readers of facts and the jobs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn

from sycee.app.wiring import Bank
from sycee.channels.http import http_app
from sycee.kit.db import Unusable


@asynccontextmanager
async def working(bank: Bank) -> AsyncIterator[None]:
    """Facts reach their readers and jobs are done, as long as this is open."""
    tasks = [asyncio.create_task(bank.follower().follow()), asyncio.create_task(bank.worker().work())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def serve_bank(bank: Bank, started: Callable[[], None] | None = None) -> None:
    """Serve until interrupted. `started` is called once the page answers."""
    config = uvicorn.Config(
        http_app(bank.http()),
        host="127.0.0.1",
        port=bank.settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bank.settings.proxy is not None,
        forwarded_allow_ips=bank.settings.proxy or "",
        timeout_graceful_shutdown=5,
        ws_max_size=1024,
        ws_per_message_deflate=False,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(_serve(server, bank.settings.port))
    async with working(bank):
        while not server.started and not serving.done():  # noqa: ASYNC110 uvicorn has no event for it
            await asyncio.sleep(0.02)
        if server.started and started:
            started()
        await serving


async def _serve(server: uvicorn.Server, port: int) -> None:
    try:
        await server.serve()
    except SystemExit:
        raise Unusable(
            zh=f"端口 {port} 已被占用；请用 SYCEE_PORT 换一个端口。",
            en=f"Port {port} is taken; choose another with SYCEE_PORT.",
        ) from None
