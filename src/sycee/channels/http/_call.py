"""From a request to a Context and an ask: what is read of it, and nothing more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import UUID

from starlette.requests import Request

from sycee.channels.http._agent import agent_of
from sycee.channels.http._pace import Arrivals
from sycee.channels.http._session import device_in
from sycee.kit.capability import Context
from sycee.kit.errors import BadInput, Refusal
from sycee.kit.words import Locale, words

BODY_S = 60
"""How long a body may take to arrive."""


class WrongType(Refusal):
    code, http = "wrong_type", 415
    say = words(zh="请求格式不正确", en="Send JSON with Content-Type: application/json, and X-Sycee from a browser")


class TooSlow(Refusal):
    code, http = "too_slow", 408
    say = words(zh="网络太慢，请重试", en="That took too long to arrive; please try again")


class TooLarge(Refusal):
    code, http = "too_large", 413
    say = words(zh="内容太大", en="That is more than fits in one call")


def context_of(ctx: Context, request: Request, locale: Locale, channel: str) -> Context:
    """The caller's language, key, device and network address. Forwarding headers are the caller's own words: they do
    not count."""
    return replace(
        ctx,
        key=_key_of(request.headers.get("idempotency-key")),
        locale=locale,
        source=request.client.host if request.client else "",
        channel=channel,
        device=device_in(request),
        agent=agent_of(request.headers.get("user-agent", "")),
    )


def _key_of(written: str | None) -> UUID | None:
    """The call's idempotency key."""
    try:
        return None if written is None else UUID(written)
    except ValueError:
        raise BadInput(field="Idempotency-Key", reason="not a UUID") from None


async def body_of(request: Request, most: int, arrivals: Arrivals) -> bytes:
    """The body, refused as soon as it is over the limit, whatever its length was said to be."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise WrongType(field="Content-Type")
    body = bytearray()
    with arrivals.one(request.client.host if request.client else "", most):
        try:
            async with asyncio.timeout(BODY_S):
                async for piece in request.stream():
                    body += piece
                    if len(body) > most:
                        raise TooLarge(bytes_max=most)
        except TimeoutError:
            raise TooSlow from None
    return bytes(body)
