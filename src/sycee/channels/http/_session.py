"""Two cookies, __Host-, Secure, HttpOnly, SameSite=Strict: the session, and the device that it is on.

Browsers take them on localhost without TLS.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from sycee.channels.http._site import Site
from sycee.kit.capability import Context, encode

_DEVICE = "__Host-sycee-device"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_DEVICE_LIVES = timedelta(days=400)
"""The longest that browsers keep a cookie; each sign-in begins it anew."""


class _Started(msgspec.Struct):
    token: str
    expires_at: datetime


def token_in(request: Request, site: Site) -> str:
    """The session's token in the site's cookie, or nothing."""
    return request.cookies.get(site.cookie, "")


def device_in(request: Request) -> str:
    """What the device names itself by, or nothing: what we did not make up is no device's."""
    if "cookie" not in request.headers:
        return ""
    written = request.cookies.get(_DEVICE, "")
    return written if _SECRET.fullmatch(written) else ""


def on_a_device(ctx: Context) -> Context:
    """The Context on a device that has a name: a browser's first sign-in gives it one."""
    return ctx if ctx.device else replace(ctx, device=secrets.token_urlsafe(32))


def cookies_for(ctx: Context, answer: bytes, site: Site) -> Response:
    """The answer to a browser that signs in: the token in the cookie, and out of the body."""
    started = msgspec.json.decode(answer, type=_Started)
    response = Response(encode({"token": "", "expires_at": started.expires_at}), media_type="application/json")
    # A browser goes by its own clock, whatever the hour is in the bank.
    _keep(response, site.cookie, started.token, (started.expires_at - ctx.now) / ctx.pace)
    if site.devices:
        _keep(response, _DEVICE, ctx.device, _DEVICE_LIVES)
    return response


def cookie_gone(response: Response, site: Site) -> None:
    """Sign-out leaves nothing in the browser but that this device was here."""
    response.delete_cookie(site.cookie, path="/", secure=True, httponly=True, samesite="strict")
    response.headers["clear-site-data"] = '"cache", "storage"'


def _keep(response: Response, name: str, value: str, life: timedelta) -> None:
    left = int(life.total_seconds())
    response.set_cookie(
        name, value, max_age=left, expires=left, path="/", secure=True, httponly=True, samesite="strict"
    )
