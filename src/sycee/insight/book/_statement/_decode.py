"""From bytes to text: byte-order marks, UTF-8, GB18030; other kinds of file are named and refused."""

import codecs
from collections.abc import Iterator

from sycee.insight.book._statement._shape import Unreadable

# No bank writes a line of a hundred thousand characters; a file that has one is not a statement.
LINE_BYTES_MAX = 200_000

_OTHERS = (
    (b"PK\x03\x04", "Excel（xlsx）或 ZIP", "Excel (xlsx) or ZIP"),
    (b"\xd0\xcf\x11\xe0", "旧版 Excel（xls）", "old Excel (xls)"),
    (b"%PDF", "PDF", "PDF"),
    (b"Rar!", "RAR", "RAR"),
    (b"7z\xbc\xaf", "7z", "7z"),
    (b"\x1f\x8b", "gzip", "gzip"),
    (b"\x89PNG", "图片", "picture"),
    (b"\xff\xd8\xff", "图片", "picture"),
    (b"ofxheader", "OFX", "OFX"),
    (b"<ofx", "OFX", "OFX"),
    (b"<!doctype", "网页", "web page"),
    (b"<html", "网页", "web page"),
    (b'{"', "JSON", "JSON"),
    (b"[{", "JSON", "JSON"),
)
# What need not be at the very start.
_INSIDE = (
    (b"<ofx>", "OFX", "OFX"),
    (b"camt.05", "CAMT", "CAMT"),
    (b"<?xml", "XML", "XML"),
    (b"\n:20:", "MT940", "MT940"),
    (b"\n:25:", "MT940", "MT940"),
)
_START_BYTES = 4_096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(content: bytes) -> Iterator[str]:
    """The texts these bytes may be, the likeliest first. Raises Unreadable when they are no text."""
    _refuse_other_kinds(content)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            yield content[len(mark) :].decode(encoding, "replace")
            return
    if b"\x00" in content:
        raise Unreadable("文件里有二进制内容，不是文本账单", "The file has binary content, it is not a text statement")
    yield from _unmarked(content)


def _unmarked(content: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            # Not final: a file cut off in the middle of a character is still that encoding.
            yield codecs.getincrementaldecoder(encoding)().decode(content, final=False)
        except UnicodeDecodeError:
            continue
    yield content.decode("utf-8", "replace")
    yield content.decode("gb18030", "replace")


def _refuse_other_kinds(content: bytes) -> None:
    if not content.strip():
        raise Unreadable("文件是空的", "The file is empty")
    start = content[:_START_BYTES].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    at_start = [kind for kind in _OTHERS if start.startswith(kind[0].lower())]
    for _, zh, en in at_start + [kind for kind in _INSIDE if kind[0] in start]:
        raise Unreadable(f"这是 {zh} 文件，请导出为 CSV 再上传", f"This is a file of type {en}; export it as CSV")
    if _has_line_over(content, LINE_BYTES_MAX):
        raise Unreadable("文件里有一行长得不像账单", "The file has a line too long for a statement")


def _has_line_over(content: bytes, limit: int) -> bool:
    start = 0
    while len(content) - start > limit:
        # The last line end within the limit: one step per window, not one per line.
        end = max(content.rfind(b"\n", start, start + limit), content.rfind(b"\r", start, start + limit))
        if end < start:
            return True
        start = end + 1
    return False
