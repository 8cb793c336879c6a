"""People at the bank's door all at once: nobody's wait is forgotten, and what the bank says no to is counted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import numpy as np

from sycee.city import Crowd, Door, Mind, Visitor, came
from sycee.city._crowd import LINES

_NONE = np.zeros(10)


def _visitor(opens: float = 0.0, *, rich: bool = False) -> Visitor:
    mind = Mind(1, _NONE, _NONE, np.full(5, opens), 0.0, 0.0, 0.0)
    return Visitor(1, "token", mind, *((7, 8) if rich else (None, None)))


@asynccontextmanager
async def _server(answers: Callable[[str, dict], tuple[int, dict]], takes_s: float = 0.0) -> AsyncIterator[Door]:
    """A server that answers one call after the other, each of which takes so long."""
    turn = asyncio.Lock()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            ask = json.loads(await reader.readexactly(length))
            async with turn:
                await asyncio.sleep(takes_s)
            status, said = answers(head.split(b" ")[1].decode(), ask)
            body = json.dumps(said).encode()
            writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the visitor has gone, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0)
    try:
        yield Door(server.sockets[0].getsockname()[1], lambda: datetime.now(UTC))
    finally:
        server.close()


async def test_whoever_waits_for_a_slow_bank_is_counted_from_when_they_came() -> None:
    async with _server(lambda *_: (200, {}), takes_s=0.05) as door:
        tally = await Crowd(door, [_visitor()], 3).come(60, 1.0)
    said = came(tally, 60, 1.0)
    # Twenty a second are answered of sixty that come: the last of them waits for two seconds and more.
    assert said["answered"] == said["due"] > 40
    assert said["max_ms"] > 1_000
    assert said["p50_ms"] > 400
    assert said["achieved_per_s"] < 25


async def test_more_than_there_are_connections_wait_and_are_not_left_out() -> None:
    async with _server(lambda *_: (200, {}), takes_s=0.01) as door:
        tally = await Crowd(door, [_visitor()], 3).come(400, 0.5)
    assert tally.asked > 2 * LINES
    assert sum(map(len, tally.took_ms.values())) == tally.asked


async def test_what_is_refused_is_counted_by_its_code() -> None:
    def answers(path: str, _: dict) -> tuple[int, dict]:
        return (409, {"code": "insufficient_funds"}) if "transfer" in path else (200, {})

    async with _server(answers) as door:
        tally = await Crowd(door, [_visitor(rich=True)], 3).come(200, 0.5)
    said = came(tally, 200, 0.5)
    assert said["errors"] == {"insufficient_funds": said["by_verb"]["transfer.send"]["calls"]}


async def test_people_open_what_they_are_shown_as_their_mind_has_it() -> None:
    read: list[str] = []

    def answers(path: str, ask: dict) -> tuple[int, dict]:
        if path == "/v1/message/read":
            read.extend(ask["messages"])
        return 200, {"messages": [{"id": "a", "read": False}, {"id": "b", "read": True}]}

    async with _server(answers) as door:
        never = await Crowd(door, [_visitor(0.0)], 3).come(100, 0.5)
        assert not read
        always = await Crowd(door, [_visitor(1.0)], 3).come(100, 0.5)
    assert (never.opened, always.left_closed) == (0, 0)
    assert never.left_closed == always.opened == len(read) > 0
    assert set(read) == {"a"}


async def test_the_same_seed_comes_for_the_same_things() -> None:
    async with _server(lambda *_: (200, {})) as door:
        one, other = [await Crowd(door, [_visitor(rich=True)], 9).come(150, 0.4) for _ in range(2)]
    counted = [{verb: len(took) for verb, took in tally.took_ms.items()} for tally in (one, other)]
    assert counted[0] == counted[1]
    assert sum(counted[0].values()) > 30
