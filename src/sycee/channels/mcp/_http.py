"""Over HTTP, at /mcp of the customers' port: a bearer token, this bank's own names, and bodies of a bounded size."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from sycee.channels.mcp._bank import McpBank
from sycee.kit.capability import Context
from sycee.kit.errors import NotSignedIn, Refusal
from sycee.kit.words import locale_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

_BODY_MAX = 128 * 1024
_BODY_S = 60
"""How long a body may take to arrive."""
_CALLER, _AGAIN, _SINCE = "sycee.caller", "sycee.again", "sycee.since"
_SLOW_S = 0.1
"""A body that takes longer to arrive makes its call a later one."""


class McpHttp:
    """The endpoint. Its library is imported when somebody with a token first asks."""

    def __init__(self, bank: McpBank) -> None:
        self._bank = bank
        self._manager: asyncio.Task[StreamableHTTPSessionManager] | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def routes(self) -> list[BaseRoute]:
        """/mcp, and the place where clients look for a sign-in of the web that this bank does not have."""
        return [Route("/mcp", self), Route("/.well-known/{path:path}", _nothing)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Who it is first, before anything of the body is read; then the protocol."""
        headers = Headers(scope=scope)
        try:
            ctx = await self._known(scope, headers)
        except Refusal as no:
            await _refuse(no, headers)(scope, receive, send)
            return
        if scope["method"] != "POST":  # nothing is ever said here but an answer: no stream stays open for it
            await Response(status_code=405, headers={"Allow": "POST"})(scope, receive, send)
            return
        manager, now = await self._opened(), asyncio.get_running_loop().time()
        known = {_CALLER: ctx, _AGAIN: lambda: self._known(scope, headers), _SINCE: now}
        await manager.handle_request({**scope, **known}, _in_time(receive), _unkept(send))

    async def _known(self, scope: Scope, headers: Headers) -> Context:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        source = scope["client"][0] if scope.get("client") else ""
        locale = locale_of(headers.get("accept-language", "zh"))
        ctx = await self._bank.caller(token.strip() if scheme.lower() == "bearer" else "", locale, source)
        if ctx.subject is None:
            raise NotSignedIn
        return ctx

    async def _opened(self) -> StreamableHTTPSessionManager:
        if self._manager is None or (self._manager.done() and self._manager.exception()):
            self._manager = asyncio.create_task(self._open())
        return await asyncio.shield(self._manager)

    async def _open(self) -> StreamableHTTPSessionManager:
        manager = await asyncio.to_thread(_manager_of, self._bank)
        started: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def run() -> None:
            # The library wants to be left by the task that entered it: this one, which ends with the process.
            async with manager.run():
                started.set_result(None)
                await asyncio.Event().wait()

        self._running = asyncio.create_task(run())
        await started
        return manager


def _manager_of(bank: McpBank) -> StreamableHTTPSessionManager:
    # Here, not above: see the face.
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp.server.transport_security import TransportSecuritySettings

    from sycee.channels.mcp._server import mcp_server

    async def caller(request: Request) -> Context:
        found: Context = request.scope[_CALLER]
        if asyncio.get_running_loop().time() - request.scope[_SINCE] <= _SLOW_S:
            return replace(found, now=bank.context().now)
        # The body was held back: its session may have ended meanwhile.
        again: Callable[[], Awaitable[Context]] = request.scope[_AGAIN]
        return await again()

    # A page elsewhere whose name was turned to this address, or that sends a browser here, is told no.
    security = TransportSecuritySettings(
        allowed_hosts=[*bank.hosts, *(f"{host}:*" for host in bank.hosts)],
        allowed_origins=[f"{scheme}://{host}{port}" for scheme in ("http", "https") for host in bank.hosts
                         for port in ("", ":*")],
    )  # fmt: skip
    return StreamableHTTPSessionManager(
        mcp_server(bank, caller),
        json_response=True,
        stateless=True,
        security_settings=security,
        max_request_body_size=_BODY_MAX,
    )


def _refuse(no: Refusal, headers: Headers) -> Response:
    locale = locale_of(headers.get("accept-language", "zh"))
    body: dict[str, object] = {"code": no.code, "say": no.sentence(locale), "facts": {}, "field": no.field}
    wanted = {"WWW-Authenticate": 'Bearer realm="Sycee"'} if no.http == 401 else {}
    return JSONResponse(body, status_code=no.http, headers={**wanted, "Cache-Control": "no-store"})


async def _nothing(_: Request) -> Response:
    return JSONResponse({"code": "not_found"}, status_code=404)


def _in_time(receive: Receive) -> Receive:
    """The body within a minute; what is awaited after it (that the caller leaves) may take as long as it will."""
    until, whole = asyncio.get_running_loop().time() + _BODY_S, False

    async def received() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            message = {"type": "http.disconnect"}
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return received


def _unkept(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), (b"cache-control", b"no-store")]
        await send(message)

    return sent
