"""The wall behind the masks: whatever identifies somebody in an answer to staff is masked, where a verb forgot to."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import structlog
from prometheus_client import Counter

from sycee.guard.privacy._mask import mask_document, mask_number, mask_phone

MASKED = Counter("sycee_masked", "Values that a verb for staff would have shown whole, by kind", ["kind"])

_WHOLE = re.compile(r"(?<![0-9A-Za-z.-])(\d{17}[\dX]|\d{16,19}|1[3-9]\d{9})(?![0-9A-Za-z.-])", re.ASCII)
_DOCUMENT, _PHONE = 18, 11

_log = structlog.get_logger("privacy")


def unseen(answer: bytes, verb: str) -> bytes:
    """The answer of a verb for staff without a whole phone, identity or account number (class C2). Amounts are none.

    A verb masks by itself, and its test says how: this is for the one that does not, and it is logged as a fault.
    """
    found: list[str] = []
    told = _masked(msgspec.json.decode(answer), found)
    if not found:
        return answer
    for kind in found:
        MASKED.labels(kind).inc()
    _log.error("would_have_shown", verb=verb, kinds=sorted(set(found)))
    return msgspec.json.encode(told)


def _masked(value: Any, found: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: part if name == "amount" else _masked(part, found) for name, part in value.items()}
    if isinstance(value, list):
        return [_masked(part, found) for part in value]
    if isinstance(value, str):
        return _WHOLE.sub(lambda match: _mask(match[0], found), value)
    return value


def _mask(written: str, found: list[str]) -> str:
    if len(written) == _PHONE:
        found.append("phone")
        return mask_phone(written)
    if len(written) == _DOCUMENT:
        found.append("document")
        return mask_document(written)
    found.append("account")
    return mask_number(written)
