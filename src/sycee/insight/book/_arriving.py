"""A large file as it arrives: its row, its parts, and how far it has come."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any, BinaryIO, Literal, cast
from uuid import UUID

import msgspec

from sycee.insight.book._bring import Brought
from sycee.insight.book._spool import IN_MEMORY
from sycee.kit.capability import Answer, decode
from sycee.kit.db import Connection
from sycee.kit.errors import NotFound, Refusal
from sycee.kit.words import words

PART_BYTES = 2 * 1024 * 1024
"""Every part has so many bytes, and the last what is left."""
UPLOAD_MAX = 200 * 1024 * 1024
"""Most bytes of a file that arrives in parts."""

State = Literal["coming", "waiting", "reading", "writing", "done", "refused"]

_LOOK_PARTS = 8
_NO_TEXT = (b"PK", b"\xd0\xcf")

_ONE = """
SELECT name, size, came, state, read_bytes, rows_read, rows_written, pointed, said FROM book_upload
WHERE id = $1 AND owner = $2
"""
_PART = "SELECT content FROM book_upload_part WHERE upload = $1 AND owner = $2 AND part = $3"


class UploadUnderWay(Refusal):
    code = "upload_under_way"
    say = words(zh="这个文件正在读，请等它读完", en="That file is being read; please wait until it is done")


class NotAllHere(Refusal):
    code, http = "not_all_here", 422
    say = words(
        zh="文件还没有传完，请把没传的部分传完", en="The file has not arrived yet; send the parts that are missing"
    )


class RefusedFile(Answer, frozen=True):
    """Why a file was refused: which refusal it is, its sentence, and what is asked where something is."""

    code: str
    say: str
    asks: Literal["", "columns", "days"] = ""


class Progress(Answer, frozen=True, kw_only=True):
    """How far a large file has come. Bytes of the file, and its rows.

    `state`: it is arriving or waits to be asked for ("coming"), waits for its turn, is read, is written, and then
    "done" or "refused". `rows_read` grows while it is read; `rows_written` of them are in the book once it is done.
    `brought` and `refused` say what came of it.
    """

    upload: UUID
    name: str
    size: int
    came: int
    state: State
    read_bytes: int
    rows_read: int
    rows_written: int
    brought: Brought | None
    refused: RefusedFile | None


async def arriving(connection: Connection, upload: UUID, owner: int, *, lock: bool = False) -> Any:
    """The row of an upload; one that is not the caller's is as one that is not there."""
    row = await connection.fetchrow(_ONE + ("FOR UPDATE" if lock else ""), upload, owner)
    if row is None:
        raise NotFound(field="upload")
    return row


def progress_of(upload: UUID, row: Any) -> Progress:
    """The row as its owner sees it."""
    said: str | None = row["said"]
    return Progress(
        upload=upload,
        name=row["name"],
        size=row["size"],
        came=row["came"],
        state=row["state"],
        read_bytes=row["read_bytes"],
        rows_read=row["rows_read"],
        rows_written=row["rows_written"],
        brought=decode(Brought, said.encode()) if said and row["state"] == "done" else None,
        refused=msgspec.json.decode(said, type=RefusedFile) if said and row["state"] == "refused" else None,
    )


@asynccontextmanager
async def beginning(
    connection: Connection, upload: UUID, owner: int, size: int
) -> AsyncIterator[tuple[BinaryIO, bool]]:
    """Enough of a text file to look at, to the end of a line; all of another. And whether that is all of it."""
    first = await connection.fetchval(_PART, upload, owner, 0)
    looked = parts_of(size) if first is None or first[:2] in _NO_TEXT else min(_LOOK_PARTS, parts_of(size))
    async with whole(connection, upload, owner, min(size, looked * PART_BYTES)) as (file, _):
        if looked < parts_of(size):
            await asyncio.to_thread(_to_a_line, file)
        yield file, looked == parts_of(size)


def _to_a_line(file: BinaryIO) -> None:
    at = file.seek(-PART_BYTES, io.SEEK_END)
    file.truncate(at + file.read().rfind(b"\n") + 1)


@asynccontextmanager
async def whole(connection: Connection, upload: UUID, owner: int, size: int) -> AsyncIterator[tuple[BinaryIO, bytes]]:
    """The file, put together on disk part by part, and the SHA-256 of its bytes."""
    digest = sha256()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
        for part in range(parts_of(size)):
            content = await connection.fetchval(_PART, upload, owner, part)
            if content is None:
                raise NotAllHere(field="upload")
            digest.update(content)
            await asyncio.to_thread(file.write, content)
        yield cast(BinaryIO, file), digest.digest()


def parts_of(size: int) -> int:
    """How many parts a file of so many bytes comes in."""
    return -(-size // PART_BYTES)
