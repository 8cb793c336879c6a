"""One call of a tool, from its arguments to its result."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from mcp_types import CallToolResult, TextContent

from sycee.channels.mcp._bank import McpBank
from sycee.channels.mcp._metrics import SAID, SECONDS
from sycee.channels.mcp._tools import KEY
from sycee.channels.mcp._waiting import Waits, waits, was_done
from sycee.guard.limit import Quota, take
from sycee.kit.capability import Capability, Context, builtins
from sycee.kit.errors import BadInput, NotSignedIn, Refusal
from sycee.kit.ids import new_id
from sycee.kit.till import StepUpNeeded
from sycee.kit.words import Locale, words

_CALLS = Quota("assistant", 120, timedelta(minutes=1))
_PROPOSALS = Quota("assistant proposes", 20, timedelta(minutes=10))
_FAULT = words(
    zh="系统出了点问题，我们已收到通知；什么都没有办理",
    en="Something broke on our side, and we know. Nothing was done",
)

_log = structlog.get_logger("mcp")


async def call(bank: McpBank, verb: Capability, ctx: Context, arguments: dict[str, Any]) -> CallToolResult:
    """What a tool answers: a read its answer, whatever else that it waits, and a no its code, sentence and facts."""
    began = time.perf_counter()
    try:
        result, said = _answered(verb, ctx, await _run(bank, verb, ctx, arguments)), "ok"
    except StepUpNeeded as needed:
        result, said = _told(waits(needed.facts, ctx.locale)), "waits"
    except Refusal as no:
        result, said = refused(no, ctx.locale), no.code
    except Exception:
        _log.exception("fault", verb=verb.name)
        result, said = _no({"code": "fault", "say": _FAULT.say(ctx.locale), "facts": {}, "field": None}), "fault"
    SECONDS.labels(verb.name).observe(time.perf_counter() - began)
    SAID.labels(verb.name, said).inc()
    _log.debug("call", verb=verb.name, said=said)
    return result


async def _run(bank: McpBank, verb: Capability, ctx: Context, arguments: dict[str, Any]) -> bytes:
    if ctx.subject is None:
        raise NotSignedIn
    await take(ctx, _CALLS, str(ctx.subject.session))
    arguments = dict(arguments)
    if verb.effect != "read":
        await take(ctx, _PROPOSALS, str(ctx.subject.session))
        ctx = replace(ctx, key=_key(ctx, arguments.pop(KEY, None)))
    return await bank.runner.run(ctx, verb, _written(verb, arguments))


def _key(ctx: Context, given: Any) -> UUID:
    if given is None:
        return new_id(ctx.now)
    try:
        return UUID(given)
    except (ValueError, TypeError, AttributeError):
        raise BadInput(field=KEY, reason="not a UUID") from None


def _written(verb: Capability, arguments: dict[str, Any]) -> bytes:
    """The ask as the runner reads it. What no text can hold, the runner refuses as it would from anywhere."""
    try:
        raw = json.dumps(arguments, ensure_ascii=False).encode(errors="surrogatepass")
    except RecursionError:
        raise BadInput(reason="not JSON") from None
    if len(raw) > verb.body_max:
        raise BadInput(reason=f"more than {verb.body_max} bytes")
    return raw


def _answered(verb: Capability, ctx: Context, answer: bytes) -> CallToolResult:
    told = json.loads(answer)
    return _result(told) if verb.effect == "read" else _told(was_done(told, ctx.locale))


def _told(what: Waits) -> CallToolResult:
    """In words first, for a model that reads only text."""
    lines = [what.say, *(f"{line.label}: {line.value}" for line in what.shown)]
    return _result(builtins(what), "\n".join(lines))


def refused(no: Refusal, locale: Locale) -> CallToolResult:
    """A no, with what a model needs to help: its code, sentence, facts, and the argument that is at fault."""
    return _no({"code": no.code, "say": no.sentence(locale), "facts": builtins(no.facts), "field": no.field})


def _no(body: dict[str, Any]) -> CallToolResult:
    result = _result(body, str(body["say"]))
    result.is_error = True
    return result


def _result(body: dict[str, Any], say: str = "") -> CallToolResult:
    written = json.dumps(body, ensure_ascii=False)
    return CallToolResult(
        content=[TextContent(type="text", text=f"{say}\n{written}" if say else written)], structured_content=body
    )
