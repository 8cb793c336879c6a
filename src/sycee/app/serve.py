"""The serving process: HTTP on 127.0.0.1, and beside it the readers of facts and the jobs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager, nullcontext

import uvicorn
from starlette.types import ASGIApp

from sycee.app.wiring import Bank
from sycee.channels.http import http_app
from sycee.kit.db import Unusable


@asynccontextmanager
async def working(bank: Bank) -> AsyncIterator[None]:
    """Facts reach their readers and jobs are done, as long as this is open."""
    at_work = bank.follower().follow(), bank.worker().work(), bank.worker(slow=True).work()
    tasks = [asyncio.create_task(each) for each in at_work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Beside(uvicorn.Server):
    """A server beside the first one, which hears the signals and ends it."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


async def serve_bank(bank: Bank, started: Callable[[], None] | None = None, *, works: bool = True) -> None:
    """Serve customers and staff until interrupted. `started` is called once both sites answer; without `works`, jobs
    and readers of facts are left to other processes."""
    settings = bank.settings
    site = uvicorn.Server(config_of(bank, http_app(bank.http()), settings.port))
    desk = _Beside(config_of(bank, http_app(bank.console()), settings.staff_port))
    serving = asyncio.create_task(_serve(site, settings.port, "SYCEE_PORT"))
    beside = asyncio.create_task(_serve(desk, settings.staff_port, "SYCEE_STAFF_PORT"))
    async with working(bank) if works else nullcontext():
        while not (site.started and desk.started) and not serving.done() and not beside.done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # uvicorn has no event for it
        _settle_memory()
        if site.started and desk.started and started:
            started()
        await asyncio.wait((serving, beside), return_when=asyncio.FIRST_COMPLETED)
        site.should_exit = desk.should_exit = True
        await asyncio.gather(serving, beside)


def _settle_memory() -> None:
    """What start has made lives as long as the process: looking through it for rubbish would only hold up some calls.

    Answers of a thousand parts are rubbish by counting references; the collector is for the rare rings.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def config_of(bank: Bank, app: ASGIApp, port: int) -> uvicorn.Config:
    """How a site is served: on this machine alone, and behind `settings.proxy` where there is one."""
    return uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        # Its own handlers would write what an error says; ours, at the root, leaves that out.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bank.settings.proxy is not None,
        forwarded_allow_ips=bank.settings.proxy or "",
        timeout_graceful_shutdown=5,
        ws_max_size=1024,
        ws_per_message_deflate=False,
    )


async def _serve(server: uvicorn.Server, port: int, name: str) -> None:
    try:
        await server.serve()
    except SystemExit:
        raise Unusable(
            zh=f"端口 {port} 已被占用；请用 {name} 换一个端口。",
            en=f"Port {port} is taken; choose another with {name}.",
        ) from None
