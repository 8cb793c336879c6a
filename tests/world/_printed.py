"""What stands on a PDF that the bank made, read back from its own drawing, in the order in which it was drawn."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode

_STREAM = re.compile(rb"/ASCII85Decode /FlateDecode \].*?stream\r?\n(.*?)endstream", re.DOTALL)
_SONG = re.compile(rb"/Name /(F\d+) /Subtype /Type0")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def printed(pdf: bytes) -> str:
    """All of its text in one piece."""
    song = set(_SONG.findall(pdf))
    pages = (zlib.decompress(a85decode(b"<~" + found.strip(), adobe=True)) for found in _STREAM.findall(pdf))
    return "".join(_text(page, song) for page in pages)


def _text(drawing: bytes, song: set[bytes]) -> str:
    face, out = b"", []
    for found in _SHOWN.finditer(drawing):
        face = found[1] or face
        if found[2] is not None:
            raw = _ESCAPED.sub(_plain, found[2])
            out.append(raw.decode("utf-16-be" if face in song else "latin-1"))
    return "".join(out)


def _plain(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1][:1].isdigit() else _NAMED.get(found[1], found[1])
