"""One open socket: what it has not been told yet, and its end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from uuid import UUID

from starlette.websockets import WebSocket, WebSocketDisconnect

from sycee.kit.capability import encode

SIGNED_OUT = 4401
"""The session has ended: nothing will come over this socket, nor over another of that session."""

LISTENS_ONLY = 1003
"""It was sent something: here only the bank speaks."""

TOO_SLOW = 1013
"""It does not take what it is told. What it missed it reads when it opens anew."""

PATIENCE_S = 10


class Socket:
    """Hints for one page. Those that wait are a set of names, so that a slow page costs no more than a quick one."""

    def __init__(self, party: int, session: UUID) -> None:
        self.party, self.session = party, session
        self._hints: set[str] = set()
        self._ends: int | None = None
        self._stirred = asyncio.Event()

    def hint(self, facts: Iterable[str]) -> None:
        """There is something to read."""
        self._hints.update(facts)
        self._stirred.set()

    def end(self, code: int) -> None:
        """It is over, before anything else is said."""
        self._ends = self._ends or code
        self._stirred.set()

    async def speak(self, socket: WebSocket) -> None:
        """Tell the page what comes, until either side ends it."""
        listening = asyncio.create_task(self._listen(socket))
        try:
            while self._ends is None:
                await self._stirred.wait()
                self._stirred.clear()
                if self._hints and self._ends is None:
                    await self._say(socket)
            if self._ends:
                await asyncio.wait_for(socket.close(self._ends), PATIENCE_S)
        except (TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
            pass  # it went, or it takes nothing: either way it is gone
        finally:
            listening.cancel()

    async def _say(self, socket: WebSocket) -> None:
        facts, self._hints = sorted(self._hints), set()
        try:
            await asyncio.wait_for(socket.send_text(encode({"facts": facts}).decode()), PATIENCE_S)
        except TimeoutError:
            self.end(TOO_SLOW)

    async def _listen(self, socket: WebSocket) -> None:
        code = 0
        try:
            code = LISTENS_ONLY if (await socket.receive())["type"] == "websocket.receive" else 0
        finally:
            self.end(code)
