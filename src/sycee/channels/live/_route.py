"""The handshake: whose page it is, from where, under which session; refused before the socket opens, or let in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sycee.channels.live._hub import Full, Hub
from sycee.channels.live._origin import from_our_own_page
from sycee.channels.live._socket import Socket
from sycee.guard import identity
from sycee.kit.capability import Context, Subject
from sycee.kit.db import CUT, Away

COOKIE = "__Host-sycee"


class Who(Protocol):
    """Who a session's token is. Listening is nothing that a person does: it keeps no session from idling."""

    async def __call__(self, ctx: Context, token: str, *, by_itself: bool = False) -> Context: ...


@dataclass(frozen=True, slots=True)
class Live:
    """What the channel is given: the names by which this bank is reached, a fresh Context, who a token is."""

    hosts: frozenset[str]
    context: Callable[[], Context]
    who: Who


def live_route(live: Live, hub: Hub) -> WebSocketRoute:
    """`/live`, on the customer's own application."""

    async def endpoint(socket: WebSocket) -> None:
        try:
            subject = await _caller(live, socket)
            if subject is None:
                await _deny(socket, 403)
            else:
                await _open(live, hub, socket, Socket(subject.party, subject.session))
        except Full as full:
            await _deny(socket, 429 if full.own else 503)
        except (Away, *CUT):
            await _deny(socket, 503)

    return WebSocketRoute("/live", endpoint)


async def _caller(live: Live, socket: WebSocket) -> Subject | None:
    if not from_our_own_page(socket.url.scheme, socket.headers, live.hosts):
        return None
    ctx = await live.who(live.context(), socket.cookies.get(COOKIE, ""), by_itself=True)
    return ctx.subject


async def _open(live: Live, hub: Hub, socket: WebSocket, page: Socket) -> None:
    async with hub.heard(page):
        # It hears from now on; a session that ended between the look-up and here was not heard of.
        if page.session not in await identity.standing(live.context(), [page.session]):
            await _deny(socket, 403)
            return
        await socket.accept()
        await page.speak(socket)


async def _deny(socket: WebSocket, status: int) -> None:
    """Answer the handshake with a no; a page that has gone meanwhile is told nothing."""
    if socket.application_state is WebSocketState.CONNECTING:
        with suppress(WebSocketDisconnect, OSError):
            await socket.send_denial_response(Response(status_code=status))
