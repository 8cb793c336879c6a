"""The history of events: one Parquet file per day in a folder of the bank's home, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROWS = 20_000
"""Events that are in memory at a time."""

COLUMNS = ("message", "alias", "kind", "name", "at", "came_at", "channel", "props")
"""Of each event. `alias` is whose it is, or null for nobody's; the bank alone can tell, and only until they say no."""


class Damaged(Exception):
    """A day's file is missing, or is not what was written."""


@dataclass
class Draft:
    """A day's file under way, of which nothing is seen until it is done."""

    writer: Any
    schema: Any
    events: int = 0
    digest: bytes = field(default=b"")
    size: int = 0

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write some events, in their order."""
        import pyarrow as pa

        columns = [list(column) for column in zip(*rows, strict=True)]
        arrays = [pa.array(column, kind.type) for column, kind in zip(columns, self.schema, strict=True)]
        self.writer.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.events += len(rows)


@dataclass(frozen=True, slots=True)
class EventFiles:
    """The folder."""

    folder: Path

    def path(self, day: date) -> Path:
        """Where a day's events lie."""
        return self.folder / f"day={day.isoformat()}.parquet"

    @contextmanager
    def draft(self, day: date) -> Iterator[Draft]:
        """Write a day. Its file is there, whole and safe, once this ends without an error, in place of any before."""
        # Half a second of a start that nobody but this has use for.
        import pyarrow as pa
        import pyarrow.parquet as pq

        text, instant = pa.string(), pa.timestamp("us", tz="UTC")
        kinds = (pa.binary(16), pa.binary(16), text, text, instant, instant, text, text)
        schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.path(day).with_suffix(".new")
        with fresh.open("wb") as file:
            fresh.chmod(0o600)
            with pq.ParquetWriter(file, schema, compression="zstd") as writer:
                draft = Draft(writer, schema)
                yield draft
            file.flush()
            os.fsync(file.fileno())
        held = fresh.read_bytes()
        draft.digest, draft.size = hashlib.sha256(held).digest(), len(held)
        fresh.replace(self.path(day))
        _settle(self.folder)

    def whole(self, day: date, digest: bytes) -> bool:
        """Whether a day's file is there, and is what was written."""
        try:
            with self.path(day).open("rb") as file:
                return hashlib.file_digest(file, "sha256").digest() == digest
        except OSError:
            return False

    def rows(self, day: date, digest: bytes) -> Iterator[list[tuple[Any, ...]]]:
        """A day's events, some thousand at a time, in the order of COLUMNS; raises Damaged before the first of them."""
        import pyarrow.parquet as pq

        if not self.whole(day, digest):
            raise Damaged(f"{self.path(day).name} is missing, or is not what was written")
        with pq.ParquetFile(self.path(day)) as file:
            for batch in file.iter_batches(ROWS):
                table = batch.to_pydict()
                yield list(zip(*(table[column] for column in COLUMNS), strict=True))


def _settle(folder: Path) -> None:
    """Have the folder itself know of the file's new name, whatever happens to the machine."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
