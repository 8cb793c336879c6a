"""An app that reports events, in a process of its own: batches over keep-alive connections, repeated until answered.

`python -m benchmarks._events_client` reads an order on stdin and says in a line how it went. Each message id that was
answered for is in the order's file, sixteen bytes each. Its CPU is not the server's.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec
import uvloop

from sycee.kit.ids import new_id


class Order(msgspec.Struct):
    """What to send: from so many connections for so many seconds. `plain`: a call of another verb with this ask, under
    a key of its own, in place of a batch of events."""

    port: int
    tokens: list[str]
    seconds: float
    lines: int
    batch: int
    acked: str
    verb: str = "event/track"
    plain: str = ""


class Told(msgspec.Struct):
    """How it went: calls that were answered with yes, those sent again, milliseconds of each, the first odd answer."""

    calls: int
    again: int
    seconds: float
    took_ms: list[float]
    strange: str = ""


class Connection:
    """One connection, made anew whenever it is lost."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def call(self, verb: str, token: str, body: bytes, key: UUID) -> tuple[int, bytes]:
        """Status and body of an answer; raises OSError or EOFError where there is none."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        assert self._reader
        head = (
            f"POST /v1/{verb} HTTP/1.1\r\nHost: localhost:{self._port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        said = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(said.split("content-length:")[1].split("\r\n")[0])
        return int(said.split()[1]), await self._reader.readexactly(length)

    def drop(self) -> None:
        """Let go of it."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


def batch_of(size: int) -> tuple[list[UUID], bytes]:
    """A batch as an app sends it, and its message ids."""
    now = datetime.now(UTC)
    ids = [new_id(now) for _ in range(size)]
    props = {"item": "article.budget.3", "place": 2, "by_lot": False}
    events = [
        {
            "message": str(one),
            "kind": "track" if n % 3 else "page",
            "name": "recommend.opened",
            "at": now,
            "props": props,
        }
        for n, one in enumerate(ids)
    ]
    return ids, msgspec.json.encode({"events": events, "sent": now})


class Client:
    """Carries an order out."""

    def __init__(self, order: Order, acked: BinaryIO) -> None:
        self._order, self._acked = order, acked
        self.told = Told(0, 0, 0, [])

    async def run(self) -> Told:
        began = time.perf_counter()
        await asyncio.gather(*(self._line(n, began + self._order.seconds) for n in range(self._order.lines)))
        self.told.seconds = time.perf_counter() - began
        return self.told

    async def _line(self, n: int, until: float) -> None:
        connection, turn = Connection(self._order.port), n
        while time.perf_counter() < until and not self.told.strange:
            token = self._order.tokens[turn % len(self._order.tokens)]
            turn += self._order.lines
            ids, body = ([], self._order.plain.encode()) if self._order.plain else batch_of(self._order.batch)
            await self._until_answered(connection, token, ids, body)
        connection.drop()

    async def _until_answered(self, connection: Connection, token: str, ids: list[UUID], body: bytes) -> None:
        """The same batch until the bank has answered for it: what of it was kept before is kept once."""
        key = new_id(datetime.now(UTC))
        while True:
            began, status, said = time.perf_counter(), 0, b""
            with suppress(OSError, EOFError):
                async with asyncio.timeout(30):
                    status, said = await connection.call(self._order.verb, token, body, key)
            if status == 200:
                self.told.calls += 1
                self.told.took_ms.append((time.perf_counter() - began) * 1000)
                if ids and msgspec.json.decode(said) != {"kept": len(ids), "refused": []}:
                    self.told.strange = said.decode()
                self._acked.write(b"".join(one.bytes for one in ids))
                return
            if status and status != 503:
                self.told.strange = f"{status} {said.decode()}"
                return
            connection.drop()
            self.told.again += 1
            await asyncio.sleep(0.05)


async def main() -> None:
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    with await asyncio.to_thread(Path(order.acked).open, "ab") as acked:
        told = await Client(order, acked).run()
        acked.flush()
        os.fsync(acked.fileno())
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")


if __name__ == "__main__":
    uvloop.run(main())
