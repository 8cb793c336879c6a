"""The wire between the tests and the bank: HTTP without a network, from whichever address a test says."""

from __future__ import annotations

import httpx
from starlette.types import ASGIApp

HERE = "127.0.0.1"


class Wire(httpx.AsyncBaseTransport):
    """Hands requests to the application. The extension `address` is where they come from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = str(request.extensions.get("address", HERE))
        return await httpx.ASGITransport(self._app, client=(address, 4711)).handle_async_request(request)
