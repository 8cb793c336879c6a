"""The session cookie: __Host-, Secure, HttpOnly, SameSite=Strict. Browsers take it on localhost without TLS."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from starlette.responses import Response

from sycee.kit.capability import encode

_NAME = "__Host-sycee"


class _Started(msgspec.Struct):
    token: str
    expires_at: datetime


def cookie_for(answer: bytes) -> Response:
    """The answer to a browser that signs in: the token in the cookie, and out of the body."""
    started = msgspec.json.decode(answer, type=_Started)
    response = Response(encode({"token": "", "expires_at": started.expires_at}), media_type="application/json")
    expires = started.expires_at.astimezone(UTC)
    response.set_cookie(_NAME, started.token, expires=expires, path="/", secure=True, httponly=True, samesite="strict")
    return response


def cookie_gone(response: Response) -> None:
    """Sign-out leaves nothing in the browser."""
    response.delete_cookie(_NAME, path="/", secure=True, httponly=True, samesite="strict")
    response.headers["clear-site-data"] = '"cache", "storage"'
