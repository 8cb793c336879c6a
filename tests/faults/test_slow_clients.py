"""Clients that stall and clients that hang up: others are served, and what was cut off is done once, or not at all."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import msgspec
from tests.world import Person, World, yuan

_BOOKED = "SELECT transfer_id, count(*) AS sides FROM ledger_entry WHERE transfer_id = ANY ($1::uuid[]) GROUP BY 1"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@asynccontextmanager
async def served(bank: World) -> AsyncIterator[int]:
    """A real `sycee serve` on the same bank; its port."""
    port, desk = free_port(), free_port()
    its = {"SYCEE_HOME": str(bank.bank.settings.home), "SYCEE_PORT": str(port), "SYCEE_STAFF_PORT": str(desk)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sycee.app.main", "serve", env={**os.environ, **its}, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    await process.stdout.readline()  # it says where it is when it answers
    try:
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        await process.communicate()


def request(mei: Person, port: int, key: UUID) -> bytes:
    ask = {"source": mei.current, "target": mei.savings, "amount": yuan("0.01")}
    body = msgspec.json.encode(ask)
    return (
        f"POST /v1/transfer/own HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {mei.token}\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def answer(port: int, whole: bytes) -> int:
    """The status of an answer that was waited for."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(whole)
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def hangs_up(port: int, whole: bytes, after_turns: int) -> None:
    """Send everything, and be gone a few turns of the loop later."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(whole)
    await writer.drain()
    for _ in range(after_turns):
        await asyncio.sleep(0)
    writer.transport.abort()


async def test_those_who_stall_hold_nobody_up_and_those_who_hang_up_are_settled_by_their_keys(lone: World) -> None:
    mei, wang = await lone.customer("李梅", cny="1000"), await lone.customer("王海", cny="1000")
    async with served(lone) as port:
        stalled: list[Any] = []
        for n in range(100):
            whole = request(mei, port, lone.new_key())
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(whole[: (n + 1) * (len(whole) - 1) // 100])
            stalled.append(writer)
        assert await answer(port, request(wang, port, lone.new_key())) == 200

        keys = [lone.new_key() for _ in range(60)]
        await asyncio.gather(*(hangs_up(port, request(wang, port, key), n) for n, key in enumerate(keys)))
        for writer in stalled:
            writer.transport.abort()
        assert [await answer(port, request(wang, port, key)) for key in keys] == [200] * len(keys)

    async with lone.bank.db.writers.acquire() as connection:
        rows = await connection.fetch(_BOOKED, keys)
    assert {row["transfer_id"]: row["sides"] for row in rows} == dict.fromkeys(keys, 2)
    assert (await mei.balance(), await wang.balance()) == ("1000.00", "999.39")
