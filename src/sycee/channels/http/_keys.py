"""The bank's public keys, at a place that never moves. By hand: whoever checks a receipt is often nobody's customer,
follows a plain link, and gets a file and not an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PublicKeys = Callable[[], dict[str, Any]]


def keys_routes(keys: PublicKeys) -> list[Route]:
    """/.well-known/sycee-keys.json: every key that the bank has signed with, which a receipt is checked against."""

    async def published(_: Request) -> Response:
        return JSONResponse(keys(), headers={"cache-control": "public, max-age=300"})

    return [Route("/.well-known/sycee-keys.json", published)]
