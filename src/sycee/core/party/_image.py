"""Pictures that customers send: known by their first bytes and their own measures. They are looked at, never kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from sycee.kit.errors import Refusal
from sycee.kit.words import words

IMAGE_MAX = 2 * 1024 * 1024
"""Most bytes of a picture: an app makes it smaller before it is sent."""
BODY_MAX = IMAGE_MAX * 4 // 3 + 64 * 1024
_SIDE_MIN, _PIXELS_MAX = 16, 40_000_000
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})

Image = Annotated[bytes, Meta(max_length=IMAGE_MAX, description="a picture: JPEG, PNG or WebP, in base64 on the wire")]


class BadImage(Refusal):
    code, http = "bad_image", 422
    say = words(
        zh="这张图片看不了，请用 JPEG、PNG 或 WebP 格式重拍一张",
        en="That picture cannot be read: please take another, as JPEG, PNG or WebP",
    )


def measured(content: bytes, field: str) -> tuple[int, int]:
    """Width and height of a picture in pixels; refuses what is none, what is tiny, and what would fill a memory."""
    try:
        width, height = _size(content)
    except (IndexError, ValueError, StopIteration):
        raise BadImage(field=field) from None
    if min(width, height) < _SIDE_MIN or width * height > _PIXELS_MAX or len(content) > IMAGE_MAX:
        raise BadImage(field=field)
    return width, height


def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return _number(content, 16, 4), _number(content, 20, 4)
    if content.startswith(b"\xff\xd8\xff"):
        at = next(_jpeg_sizes(content))
        return _number(content, at + 7, 2), _number(content, at + 5, 2)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    raise ValueError("no picture")


def _jpeg_sizes(content: bytes) -> Iterator[int]:
    """Where a JPEG tells its measures, walking from one segment to the next."""
    at = 2
    while content[at] == 0xFF:
        if content[at + 1] in _JPEG_SIZES:
            yield at
        at += 2 + _number(content, at + 2, 2)


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + _little(content, 24, 3), 1 + _little(content, 27, 3)
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = _little(content, 21, 4)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return _little(content, 26, 2) & 0x3FFF, _little(content, 28, 2) & 0x3FFF
    raise ValueError("no picture")


def _number(content: bytes, at: int, size: int) -> int:
    if len(content) < at + size:
        raise ValueError("cut off")
    return int.from_bytes(content[at : at + size], "big")


def _little(content: bytes, at: int, size: int) -> int:
    if len(content) < at + size:
        raise ValueError("cut off")
    return int.from_bytes(content[at : at + size], "little")
