"""One keep-alive connection to the bank's server, as an app has it: requests are sent, and answers waited for."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID


class Line(asyncio.Protocol):
    """One connection: a request at a time, the answer's length by its Content-Length."""

    def __init__(self) -> None:
        self._got = bytearray()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: Any) -> None:
        """Called by the loop."""
        self.transport = transport

    async def call(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; returns status and body."""
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._waiting

    def data_received(self, data: bytes) -> None:
        """Called by the loop."""
        self._got += data
        head, end, body = bytes(self._got).partition(b"\r\n\r\n")
        if not end or self._waiting is None or self._waiting.done():
            return
        length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if len(body) >= length and not self._waiting.done():
            self._got.clear()
            self._waiting.set_result((int(head[9:12]), body))

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the loop."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("the server has closed the connection"))


async def lines_to(port: int, count: int) -> list[Line]:
    """Open so many connections to this machine."""
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Line, "127.0.0.1", port))[1] for _ in range(count)]


def request(port: int, path: str, token: str, body: str, key: UUID) -> bytes:
    """One POST under a key, as the app sends it."""
    said = body.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
        f"Accept-Language: zh-CN,zh;q=0.9\r\nIdempotency-Key: {key}\r\n"
        f"Content-Length: {len(said)}\r\n"
    )
    if token:
        head += f"Authorization: Bearer {token}\r\n"
    return f"{head}\r\n".encode() + said
