"""Keyset pages: a cursor names the last row that was seen, so that a page costs the same anywhere."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

import msgspec

from sycee.kit.errors import Refusal
from sycee.kit.words import words

Limit = Annotated[int, msgspec.Meta(ge=1, le=100, description="rows on a page")]
Cursor = Annotated[str, msgspec.Meta(max_length=400, description="where the page before ended")]


class BadCursor(Refusal):
    code, http = "bad_cursor", 422
    say = words(zh="页码已失效，请从头查看", en="That page mark is not valid; please start again")


def mark(*key: Any) -> str:
    """The cursor of a row with this sort key."""
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def unmark(cursor: str, shape: Any) -> Any:
    """The sort key in a cursor; refuses one that this bank did not make in this shape."""
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (ValueError, msgspec.MsgspecError):
        raise BadCursor(field="cursor") from None
