"""The wire between the tests and the bank: HTTP without a network, from whichever address a test says."""

from __future__ import annotations

import httpx
from starlette.types import ASGIApp

from tests.world._canaries import CANARIES

HERE = "127.0.0.1"


class Wire(httpx.AsyncBaseTransport):
    """Hands requests to the application. The extension `address` is where they come from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = str(request.extensions.get("address", HERE))
        response = await httpx.ASGITransport(self._app, client=(address, 4711)).handle_async_request(request)
        if isinstance(request.stream, httpx.ByteStream) and request.url.path.startswith("/v1/"):
            CANARIES.request(await request.aread(), response.status_code, await response.aread())
        return response
