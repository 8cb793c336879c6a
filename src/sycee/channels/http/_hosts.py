"""A site answers to its own names alone: another's name may be made to point here, and its pages would then be ours."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from sycee.channels.http._refuse import refuse
from sycee.kit.errors import Refusal
from sycee.kit.words import locale_of, words


class WrongHost(Refusal):
    code, http = "wrong_host", 421
    say = words(zh="这个地址不是本行的网站", en="This bank is not served under that name")


class OwnHosts:
    """Lets in what asks for one of these names. A name with a port is meant with that port alone."""

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app, self._names = app, frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._ours(Headers(scope=scope).get("host", "")):
            return await self._app(scope, receive, send)
        if scope["type"] == "websocket":
            return await send({"type": "websocket.close", "code": 1008})
        locale = locale_of(Headers(scope=scope).get("accept-language", "zh"))
        return await refuse(WrongHost(), locale)(scope, receive, send)

    def _ours(self, host: str) -> bool:
        host = host.lower()
        name, colon, port = host.rpartition(":")
        bare = name if colon and port.isdigit() else host
        return host in self._names or bare in self._names
