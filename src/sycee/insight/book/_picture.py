"""Pictures that are kept: known by what is in them, measured before they are decoded, and written anew.

What is kept is never what was sent: pixels alone are taken over, turned as they were held, and written as JPEG. Where
and when it was taken, with what, thumbnails, colour profiles, whatever is hidden behind the picture: all of it stays
behind.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from sycee.kit.errors import Refusal
from sycee.kit.words import words

PHOTO_MAX = 10 * 1024 * 1024
"""Most bytes of a picture that one call takes."""
PIXELS_MAX = 40_000_000
"""Most pixels that are decoded: up to 160 MB of memory."""
LONG_SIDE = 1600
"""A picture is made so small that its longer side has no more pixels."""
_SIDE_MIN, _QUALITY = 8, 85
_FORMATS = ("JPEG", "PNG", "WEBP")


class NotAPhoto(Refusal):
    code, http = "not_a_photo", 422
    say = words(
        zh="这个文件不是可用的照片，请用 JPEG、PNG 或 WebP",
        en="That file is no picture that can be kept: please use JPEG, PNG or WebP",
    )


class PhotoTooLarge(Refusal):
    code, http = "photo_too_large", 422
    say = words(
        zh="照片太大：最多 4000 万像素，请缩小后再传",
        en="That picture is too large: at most 40 million pixels. Please make it smaller",
    )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: JPEG, and its measures in pixels."""

    jpeg: bytes
    width: int
    height: int


def cleaned(content: bytes) -> Picture:
    """The picture alone; refuses what is none, and one with too many pixels before a single one is decoded.

    Takes up to a second of a processor: not for the loop.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below Pillow's
            image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Exception as no:
        raise NotAPhoto(field="content") from no
    if image.width * image.height > PIXELS_MAX:
        raise PhotoTooLarge(field="content")
    if min(image.size) < _SIDE_MIN:
        raise NotAPhoto(field="content")
    try:
        return _written(image)
    except Exception as no:  # a hostile or broken file fails in any of a dozen ways
        raise NotAPhoto(field="content") from no


def _written(image: Image.Image) -> Picture:
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG is decoded no larger than is needed
    image.load()
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):  # grey in 16 bits: the upper eight, where converting would make all of it white
        turned = turned.point(lambda grey: grey / 256).convert("L")
    # On white, as paper is: what was see-through would be black.
    shown = Image.new("RGB", turned.size, "white")
    if turned.has_transparency_data:
        clear = turned.convert("RGBA")
        shown.paste(clear, mask=clear)
    else:
        shown.paste(turned.convert("RGB"))
    file = io.BytesIO()
    shown.save(file, "JPEG", quality=_QUALITY)
    return Picture(file.getvalue(), *shown.size)
