"""The way of a call: straight to its verb. Pages take the router's way, where each route is tried in turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Endpoint = Callable[[Request], Awaitable[Response]]


class Straight:
    """Hands a POST on a verb's own path to its endpoint, which answers whatever happens; the rest goes on inside."""

    def __init__(self, app: ASGIApp, verbs: Mapping[str, Endpoint]) -> None:
        self._app, self._verbs = app, verbs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = self._verbs.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if endpoint is None:
            return await self._app(scope, receive, send)
        response = await endpoint(Request(scope, receive, send))
        return await response(scope, receive, send)
