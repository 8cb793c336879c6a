"""Sending a large statement file, with a bar that says how far it is."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO

Call = Callable[[str, dict[str, Any]], Awaitable[tuple[bool, Any]]]
"""Calls a verb; returns whether it was answered, and the answer or the refusal."""

_WIDTH = 30
_LOOK_S = 0.5


async def send_large(call: Call, file: BinaryIO, name: str, size: int) -> tuple[bool, Any]:
    """Send a file part by part and have it brought in; returns what `book.bring` would, once it is all in the book."""
    done, begun = await call("book.upload", {"name": name, "size": size})
    if not done:
        return False, begun
    for part in range(begun["parts"]):
        content = await asyncio.to_thread(file.read, begun["part_bytes"])
        sent = {"upload": begun["upload"], "part": part, "content": b64encode(content).decode()}
        done, said = await call("book.upload_part", sent)
        if not done:
            return False, said
        _bar("上传", said["came"], size, "")
    done, said = await call("book.bring_upload", {"upload": begun["upload"]})
    while done and said["state"] not in ("done", "refused"):
        await asyncio.sleep(_LOOK_S)
        done, said = await call("book.progress", {"upload": begun["upload"]})
        _told(said)
    if sys.stderr.isatty():
        sys.stderr.write("\n")
    return (done, said) if not done else (said["state"] == "done", said["brought"] or said["refused"])


def _told(said: dict[str, Any]) -> None:
    if said.get("state") == "reading":
        _bar("读取", said["read_bytes"], said["size"], f"{said['rows_read']:,} 行")
    elif said.get("state") == "writing":
        _bar("记入", said["rows_written"], said["rows_read"], f"{said['rows_written']:,} / {said['rows_read']:,} 行")


def _bar(what: str, part: int, whole: int, more: str) -> None:
    """One line that is written over; only where somebody looks on."""
    if sys.stderr.isatty():
        share = min(part / max(whole, 1), 1)
        full = round(share * _WIDTH)
        sys.stderr.write(f"\r{what} [{'█' * full}{'·' * (_WIDTH - full)}] {share:4.0%} {more}\x1b[K")
        sys.stderr.flush()
