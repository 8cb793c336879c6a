"""Callers of an HTTP server: keep-alive connections that send and wait, in a process of their own.

`python -m benchmarks._callers` reads an order a line on stdin and answers each with a line.
Its CPU is not the server's.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import deque
from datetime import UTC, datetime
from typing import Any

import msgspec
import uvloop

from sycee.city import Line, lines_to
from sycee.city import request as request_under
from sycee.kit.ids import new_id


class Caller(msgspec.Struct):
    """Who calls: the token of their session, and the body of each call."""

    token: str
    body: str


class Order(msgspec.Struct):
    """What to send: from `lines` connections for so many seconds, either without a pause or at a rate a second."""

    port: int
    path: str
    seconds: float
    callers: list[Caller]
    lines: int
    seed: int
    per_s: float | None = None


class Sent(msgspec.Struct):
    """How it went: calls by status, milliseconds of each, and the first answer that was not 200."""

    statuses: dict[int, int]
    took_ms: list[float]
    seconds: float
    strange: str = ""


def request(port: int, path: str, token: str, body: str) -> bytes:
    """One POST with a key of its own, as the app sends it."""
    return request_under(port, path, token, body, new_id(datetime.now(UTC)))


class Crowd:
    """Carries an order out."""

    def __init__(self, order: Order, lines: list[Line]) -> None:
        self._order, self._lines = order, lines
        self._random = random.Random(order.seed)  # noqa: S311
        self._sent = Sent({}, [], 0)

    async def send(self) -> Sent:
        """Send all that is asked for; returns how it went."""
        begun = time.perf_counter()
        if self._order.per_s is None:
            until = begun + self._order.seconds
            await asyncio.gather(*(self._steadily(n, line, until) for n, line in enumerate(self._lines)))
        else:
            await self._by_chance(self._order.per_s)
        self._sent.seconds = time.perf_counter() - begun
        return self._sent

    async def _steadily(self, n: int, line: Line, until: float) -> None:
        """One call after the other, on behalf of the callers of this connection in turn."""
        callers = self._order.callers
        own = callers[n % len(callers) :: len(self._lines)]
        while (now := time.perf_counter()) < until:
            for caller in own:
                await self._one(line, caller, now)
                now = time.perf_counter()

    async def _by_chance(self, per_s: float) -> None:
        """Calls that come when they come; one that finds no free connection waits, and its wait counts."""
        free, under_way = deque(self._lines), set[asyncio.Task[None]]()
        room = asyncio.Semaphore(len(self._lines))

        async def one(due: float) -> None:
            async with room:
                line = free.popleft()
                await self._one(line, self._random.choice(self._order.callers), due)
                free.append(line)

        due = time.perf_counter()
        until = due + self._order.seconds
        while due < until:
            due += self._random.expovariate(per_s)
            if (early := due - time.perf_counter()) > 0.0005 or len(under_way) % 20 == 0:
                await asyncio.sleep(max(early, 0))
            under_way.add(task := asyncio.create_task(one(due)))
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)

    async def _one(self, line: Line, caller: Caller, due: float) -> None:
        order = self._order
        status, body = await line.call(request(order.port, order.path, caller.token, caller.body))
        self._sent.took_ms.append((time.perf_counter() - due) * 1e3)
        self._sent.statuses[status] = self._sent.statuses.get(status, 0) + 1
        if status != 200 and not self._sent.strange:
            self._sent.strange = body.decode()


async def main() -> None:
    """Orders in, answers out, until there are no more. Connections are kept from order to order while they live."""
    open_lines: dict[int, list[Line]] = {}
    loop, decoder = asyncio.get_running_loop(), msgspec.json.Decoder(Order)
    while written := await loop.run_in_executor(None, sys.stdin.buffer.readline):
        order = decoder.decode(written)
        lines = open_lines[order.port] = [at for at in open_lines.get(order.port, []) if not at.transport.is_closing()]
        lines += await lines_to(order.port, order.lines - len(lines))
        _put(await Crowd(order, lines[: order.lines]).send())


def _put(answer: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    uvloop.run(main())
