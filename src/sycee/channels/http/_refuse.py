"""The one place where a no becomes a response."""

from __future__ import annotations

from starlette.responses import Response

from sycee.kit.capability import encode
from sycee.kit.errors import Refusal
from sycee.kit.words import Locale, words

_FAULT = words(
    zh="系统出了点问题，我们已收到通知；重试同一笔不会重复扣款",
    en="Something broke on our side, and we know. Trying the same again cannot debit twice",
)


def refuse(no: Refusal, locale: Locale) -> Response:
    """Code, sentence, facts and field."""
    body: dict[str, object] = {"code": no.code, "say": no.sentence(locale), "facts": no.facts, "field": no.field}
    wait = no.facts.get("wait_s", no.retry_after_s)
    headers = {"retry-after": str(wait)} if wait else None
    return Response(encode(body), status_code=no.http, media_type="application/json", headers=headers)


def fault(locale: Locale) -> Response:
    """Our bug: no detail leaves."""
    body: dict[str, object] = {"code": "fault", "say": _FAULT.say(locale), "facts": {}, "field": None}
    return Response(encode(body), status_code=500, media_type="application/json")
