"""Text on paper: Latin in the reader's own Helvetica, everything else in a Song face that readers bring themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from sycee.kit.words import visible

LATIN, BOLD, SONG = "Helvetica", "Helvetica-Bold", "STSong-Light"
_RUNS = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
# The face is of the basic plane: what is beyond it shows as a box, so that nothing is left out unseen.
_BEYOND = re.compile(r"[^\u0000-\ud7ff\ue000-\uffff]")
_CUT = "…"


def printable(text: str) -> str:
    """Text without anything hidden, and a box for each letter that the face does not have."""
    return _BEYOND.sub("□", visible(text))


def runs(text: str, *, bold: bool = False) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its face."""
    for piece in _RUNS.findall(text):
        yield piece, (BOLD if bold else LATIN) if piece[0] <= "\x7e" else SONG


@cache
def measure() -> Callable[[str, str, int], float]:
    """Points that a text takes in a face and size. It brings the faces, which only documents need."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    measure: Callable[[str, str, int], float] = pdfmetrics.stringWidth
    return measure


@lru_cache(maxsize=20_000)
def width(text: str, size: int, *, bold: bool = False) -> int:
    """How wide it stands, in thousandths of a point."""
    return sum(round(measure()(piece, face, 1000)) for piece, face in runs(text, bold=bold)) * size


def fitted(text: str, size: int, room: int) -> str:
    """As much of the text as fits into so many points; what is cut off shows as three dots."""
    if width(text, size) <= room * 1000:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle] + _CUT, size) <= room * 1000 else (low, middle - 1)
    return text[:low] + _CUT


def wrapped(text: str, size: int, room: int) -> list[str]:
    """The text in lines of so many points; between Latin letters it breaks at blanks."""
    lines, line = [""], ""
    for word in re.findall(r"[\x21-\x7e]+\s*|\s+|.", text):
        if line and width((line + word).rstrip(), size) > room * 1000:
            lines.append("")
            line = ""
        line += word
        lines[-1] = line
    return [each.rstrip() for each in lines]
