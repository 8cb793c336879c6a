"""The text that the journal keeps of what was done."""

from __future__ import annotations

import msgspec


class _Done(msgspec.Struct):
    answer: msgspec.Raw


_DONE = msgspec.json.Decoder(_Done)


def answer_of(said: str) -> bytes:
    """The answer's JSON inside a record of something done."""
    return bytes(_DONE.decode(said).answer)
