"""The application: routes derived from the catalog, and the few written by hand, each with its reason."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sycee.channels.http._call import WrongType, body_of, context_of
from sycee.channels.http._headers import SafeHeaders
from sycee.channels.http._health import Ready, health_routes
from sycee.channels.http._hosts import OwnHosts
from sycee.channels.http._keys import PublicKeys, keys_routes
from sycee.channels.http._metrics import SECONDS, said_of
from sycee.channels.http._openapi import openapi
from sycee.channels.http._pace import Pace, Paced
from sycee.channels.http._reference import reference_routes
from sycee.channels.http._refuse import fault, refuse
from sycee.channels.http._reports import report_routes
from sycee.channels.http._session import cookie_gone, cookies_for, on_a_device, token_in
from sycee.channels.http._site import CUSTOMERS, Site
from sycee.channels.http._static import app_routes
from sycee.channels.http._straight import Endpoint, Straight
from sycee.guard.privacy import unseen
from sycee.kit.capability import Capability, Catalog, Context, Runner
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.words import locale_of

_SLOW_S = 0.1
"""A body that takes longer to arrive makes its call a later one."""

_log = structlog.get_logger("http")


class Who(Protocol):
    """The Context with the subject of a session's token. What an app asks by itself is nothing that its person did."""

    async def __call__(self, ctx: Context, token: str, *, by_itself: bool = False) -> Context: ...


@dataclass(frozen=True, slots=True)
class Http:
    """What the channel is given: the verbs, who runs them, a fresh Context, who a token is, what to say to one that is
    nobody's, whether all is well, by which names it is reached, what other channels serve on the same application,
    which of the bank's sites it is, the keys that the bank publishes, and how fast one may call."""

    catalog: Catalog
    runner: Runner
    context: Callable[[], Context]
    who: Who
    out: Callable[[Context, str], Awaitable[Refusal]]
    ready: Ready
    hosts: frozenset[str]
    more: Sequence[BaseRoute] = ()
    site: Site = CUSTOMERS
    keys: PublicKeys | None = None
    pace: Pace = field(default_factory=Pace)


def http_app(http: Http, lifespan: Callable[[], AsyncIterator[None]] | None = None) -> Starlette:
    """The ASGI application. `lifespan` opens and closes what the process needs around it."""
    catalog = http.catalog.only(lambda verb: http.site.channel in verb.channels)
    verbs = {f"/v1/{verb.path}": _endpoint(http, verb) for verb in catalog}
    routes = [
        *[Route(path, endpoint, methods=["POST"]) for path, endpoint in verbs.items()],
        Route("/v1/{verb:path}", _no_verb, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
        *reference_routes(catalog, openapi(catalog, http.site)),
        *health_routes(http.ready),
        *(keys_routes(http.keys) if http.keys else ()),
        *report_routes(),
        *http.more,
        *app_routes(http.site.folder),
    ]
    span = asynccontextmanager(lambda _: lifespan()) if lifespan else None
    inside = [
        Middleware(SafeHeaders),
        Middleware(OwnHosts, names=http.hosts),
        Middleware(Paced, pace=http.pace),
        Middleware(Straight, verbs=verbs),
    ]
    return Starlette(routes=routes, middleware=inside, lifespan=span)


async def _no_verb(request: Request) -> Response:
    # Also GET on a verb that is there: nothing of the bank is read or changed by following a link.
    return refuse(NotFound(field="path"), locale_of(request.headers.get("accept-language", "zh")))


def _endpoint(http: Http, verb: Capability) -> Endpoint:
    seconds, counted = SECONDS.labels(verb.name), said_of(verb.name)

    async def endpoint(request: Request) -> Response:
        began = time.perf_counter()
        locale = locale_of(request.headers.get("accept-language", "zh"))
        try:
            ctx = context_of(http.context(), request, locale, http.site.channel)
            response = await _answer(http, verb, ctx, request)
            said = "ok"
        except Refusal as no:
            response, said = refuse(no, locale), no.code
        except ClientDisconnect:
            response, said = Response(status_code=400), "left"
        except Exception:
            _log.exception("fault", verb=verb.name)
            response, said = fault(locale), "fault"
        took = time.perf_counter() - began
        seconds.observe(took)
        counted(said).inc()
        _log.debug("call", verb=verb.name, said=said, ms=round(took * 1000, 1))
        return response

    return endpoint


async def _answer(http: Http, verb: Capability, ctx: Context, request: Request) -> Response:
    ctx = await _let_in(http, verb, ctx, request)  # before anything of the body is read: it may be large
    http.pace.admit(ctx)
    if signing_in := verb.signs == "in" and _browser(request, http.site):
        ctx = on_a_device(ctx)
    began = time.perf_counter()
    raw = await body_of(request, verb.body_max, http.pace.arrivals)
    if time.perf_counter() - began > _SLOW_S:  # a body may be held back for long, and its session end meanwhile
        ctx = await _let_in(http, verb, replace(ctx, now=http.context().now, subject=None, staff=None), request)
    answer = await http.runner.run(ctx, verb, raw)
    if verb.right and not verb.secret:  # what is shown whole is asked for by a verb of its own, with a reason
        answer = unseen(answer, verb.name)
    # A session's token never reaches a page's script: for a browser it travels in a cookie that scripts cannot read.
    if signing_in:
        return cookies_for(ctx, answer, http.site)
    response = Response(answer, media_type="application/json")
    if verb.signs == "out":
        cookie_gone(response, http.site)
    return response


async def _let_in(http: Http, verb: Capability, ctx: Context, request: Request) -> Context:
    """The Context with whoever calls; refuses who has no session where the verb needs one."""
    token = _token(request, http.site)
    by_itself = not verb.keyed and "x-sycee-unasked" in request.headers
    ctx = await http.who(ctx, token, by_itself=by_itself)
    if verb.access != "public" and (ctx.staff if verb.access == "staff" else ctx.subject) is None:
        raise await http.out(ctx, token)
    return ctx


def _browser(request: Request, site: Site) -> bool:
    return request.headers.get("x-sycee") == site.app


def _token(request: Request, site: Site) -> str:
    authorization = request.headers.get("authorization", "")
    if authorization.startswith("Bearer "):
        return authorization.removeprefix("Bearer ")
    cookie = token_in(request, site)
    if cookie and not _browser(request, site):
        # A page elsewhere can make a browser send our cookie, but not this header.
        raise WrongType(field="X-Sycee")
    return cookie
