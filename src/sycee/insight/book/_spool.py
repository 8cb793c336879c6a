"""A statement file on its way into the book: read once, off the loop, kept in batches until its rows are written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec

from sycee.insight.book._statement import How, Part, Row, Unreadable, parts

IN_MEMORY = 8 * 1024 * 1024
BATCH = 2_000
ROWS_MAX = 2_000_000
"""Most rows of one file, those that are left out not counted."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[Row])
_TOO_MANY = Unreadable(
    "文件超过 200 万行，请分成几段导出，再一个一个导入", "The file has more than two million rows; export it in pieces"
)


class Stopped(Exception):
    """The reading was given up: nobody waits for it any more."""


class Watch:
    """How far a reading is, seen from another thread: rows taken, and bytes of the file behind them. `stop` ends it."""

    def __init__(self) -> None:
        self.rows = self.bytes = 0
        self.stop = False


class Spooled:
    """The parts that were read, their rows in batches on disk where they are many. Closing it lets them go."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.rows: list[int] = []
        self.accounts: list[str] = []
        self._file = cast(BinaryIO, tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 closed by close()
        self._batches: list[tuple[int, int]] = []

    def close(self) -> None:
        """Nothing of the rows stays."""
        self._file.close()

    def take(self, part: Part, file: BinaryIO, watch: Watch) -> None:
        """Read a part of the file to its end."""
        batch: list[Row] = []
        count, accounts = 0, dict[str, None]()
        for row in part:
            batch.append(row)
            count += 1
            accounts[row.account] = None
            if len(batch) == BATCH:
                self._keep(batch)
                batch = []
                _seen(watch, sum(self.rows) + count, file)
        self._keep(batch)
        self.parts.append(part)
        self.rows.append(count)
        self.accounts += [account for account in accounts if account not in self.accounts]
        _seen(watch, sum(self.rows), file)

    def batches(self) -> Iterator[tuple[int, list[Row]]]:
        """Every batch, with the number of its part, in the file's order."""
        self._file.seek(0)
        for part, size in self._batches:
            yield part, _DECODER.decode(self._file.read(size))

    def _keep(self, batch: list[Row]) -> None:
        if batch:
            said = _ENCODER.encode(batch)
            self._file.write(said)
            self._batches.append((len(self.parts), len(said)))


def _seen(watch: Watch, rows: int, file: BinaryIO) -> None:
    watch.rows, watch.bytes = rows, file.tell()
    if rows > ROWS_MAX:
        raise _TOO_MANY
    if watch.stop:
        raise Stopped


def spool(name: str, file: BinaryIO, how: How, watch: Watch | None = None) -> Spooled:
    """Read the whole file. Raises what `parts` raises, and keeps nothing then."""
    spooled, watch = Spooled(), watch or Watch()
    try:
        for part in parts(name, file, how):
            spooled.take(part, file, watch)
    except BaseException:
        spooled.close()
        raise
    return spooled
