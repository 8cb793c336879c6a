"""From bytes to text: byte-order marks, UTF-8, GB18030. One pass over the bytes decides, nothing is held."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from sycee.insight.book._statement._shape import Unreadable

# No bank writes a line of a hundred thousand characters; a file that has one is not a statement.
LINE_BYTES_MAX = 200_000
TOO_LONG = Unreadable("文件里有一行长得不像账单", "The file has a line too long for a statement")
_PIECE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(file: BinaryIO, *more: str) -> Iterator[str]:
    """The encodings that these bytes may be in, the likeliest first; `more` are tried after UTF-8.

    Raises Unreadable when they are no text.
    """
    file.seek(0)
    start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            if encoding == "utf-8-sig":
                _refuse_no_text(file)
            yield encoding
            return
    _refuse_no_text(file)
    for encoding in ("utf-8", *more, "gb18030"):
        if _is_in(file, encoding):
            yield encoding
    # Damaged somewhere: what cannot be read becomes a mark in its cell, and the rest is read.
    yield "utf-8"
    yield "gb18030"


@contextmanager
def text(file: BinaryIO, encoding: str) -> Iterator[TextIO]:
    """The file's text from its beginning; the file stays open."""
    file.seek(0)
    wrapped = io.TextIOWrapper(file, encoding, "replace", newline="")
    try:
        yield wrapped
    finally:
        wrapped.detach()


def whole(file: BinaryIO, *more: str) -> str:
    """All of a small file's text."""
    with text(file, next(decoded(file, *more))) as said:
        return said.read()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece


def _is_in(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        # Never final: a file cut off in the middle of a character is still that encoding.
        for piece in _pieces(file):
            decoder.decode(piece, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_no_text(file: BinaryIO) -> None:
    run = 0
    for piece in _pieces(file):
        if b"\x00" in piece:
            raise Unreadable(
                "文件里有二进制内容，不是文本账单", "The file has binary content, it is not a text statement"
            )
        run = _line_run(piece, run)


def _line_run(piece: bytes, run: int) -> int:
    """Bytes since the last line end, after this piece. Raises Unreadable when a line has too many."""
    start, size = 0, len(piece)
    while True:
        room = LINE_BYTES_MAX - run
        if size - start <= room:
            last = max(piece.rfind(b"\n", start), piece.rfind(b"\r", start))
            return size - last - 1 if last >= 0 else run + size - start
        # The last line end within the limit: one step per window, not one per line.
        end = max(piece.rfind(b"\n", start, start + room), piece.rfind(b"\r", start, start + room))
        if end < 0:
            raise TOO_LONG
        start, run = end + 1, 0
