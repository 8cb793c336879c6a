"""What kind of file these bytes are: the bytes decide, never the name."""

import codecs
from typing import BinaryIO, Literal

from sycee.insight.book._statement._shape import Unreadable

Kind = Literal["zip", "ole", "ofx", "camt", "mt940", "html", "text"]

_START_BYTES = 8_192
_REFUSED = (
    (b"%pdf", "PDF", "PDF"),
    (b"rar!", "RAR", "RAR"),
    (b"7z\xbc\xaf", "7z", "7z"),
    (b"\x1f\x8b", "gzip", "gzip"),
    (b"bzh", "bzip2", "bzip2"),
    (b"\xfd7zxz", "xz", "xz"),
    (b"\x89png", "图片", "picture"),
    (b"\xff\xd8\xff", "图片", "picture"),
    (b"gif8", "图片", "picture"),
    (b"mz\x90", "程序", "program"),
    (b"\x7felf", "程序", "program"),
    (b'{"', "JSON", "JSON"),
    (b"[{", "JSON", "JSON"),
    (b"{\\rtf", "RTF", "RTF"),
)
_AT_START: tuple[tuple[bytes, Kind], ...] = (
    (b"pk\x03\x04", "zip"),
    (b"pk\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"ofxheader", "ofx"),
    (b"<ofx", "ofx"),
)
# What need not be at the very start.
_INSIDE: tuple[tuple[bytes, Kind], ...] = (
    (b"<ofx>", "ofx"),
    (b"camt.05", "camt"),
    (b"\n:20:", "mt940"),
    (b"\n:25:", "mt940"),
    (b"<html", "html"),
    (b"<table", "html"),
    (b"<tr", "html"),
)


def kind_of(file: BinaryIO) -> Kind:
    """The kind of the file. Raises Unreadable for one that is empty or of a kind that is no statement."""
    file.seek(0)
    start = file.read(_START_BYTES)
    file.seek(0)
    said = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if not said and len(start) < _START_BYTES:
        raise Unreadable("文件是空的", "The file is empty")
    for mark, zh, en in _REFUSED:
        if said.startswith(mark):
            raise Unreadable(
                f"这是 {zh} 文件，请导出为 CSV 或 Excel 再上传",
                f"This is a file of type {en}; export the statement as CSV or Excel",
            )
    at_start = [kind for mark, kind in _AT_START if said.startswith(mark)]
    if said.startswith((b":20:", b":940:", b":25:")):
        at_start.append("mt940")
    found = at_start + [kind for mark, kind in _INSIDE if mark in said]
    if not found and said.startswith(b"<?xml"):
        raise Unreadable("这个 XML 文件不是账单", "This XML file is no statement that is known (CAMT, OFX)")
    return found[0] if found else "text"
