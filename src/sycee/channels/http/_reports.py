"""What the content policy has stopped in somebody's browser, counted. By hand: browsers send it, not people.

Nothing of a report is kept or logged but which rule it was: addresses in it may tell what somebody did.
"""

from __future__ import annotations

import msgspec
from prometheus_client import Counter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from sycee.channels.http._headers import REPORTS

STOPPED = Counter("sycee_page_stopped", "What the content policy has stopped in browsers, by rule", ["rule"])
_RULES = frozenset(
    ("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem",
     "style-src-attr", "img-src", "font-src", "connect-src", "frame-src", "worker-src", "manifest-src", "media-src",
     "object-src", "base-uri", "form-action", "frame-ancestors", "require-trusted-types-for", "trusted-types")
)  # fmt: skip
_BYTES_MAX = 8 * 1024


class _Stopped(msgspec.Struct):
    rule: str = msgspec.field(default="", name="effective-directive")
    violated: str = msgspec.field(default="", name="violated-directive")


class _Report(msgspec.Struct):
    report: _Stopped = msgspec.field(name="csp-report")


def report_routes() -> list[Route]:
    """The address that the content policy names."""
    return [Route(REPORTS, _stopped, methods=["POST"])]


async def _stopped(request: Request) -> Response:
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _BYTES_MAX:
                return Response(status_code=413)
        told = msgspec.json.decode(bytes(body), type=_Report).report
    except (msgspec.MsgspecError, ClientDisconnect):
        return Response(status_code=400)
    rule = (told.rule or told.violated).split(" ")[0]
    STOPPED.labels(rule if rule in _RULES else "other").inc()
    return Response(status_code=204)
