"""One client process of the faults run: people who pay, move and look, and do not give up.

`python -m benchmarks._faults_client` reads its order on stdin and works until a second line comes. Whatever was asked
for is asked for again, under the same key, until the bank has said yes or no; some callers hang up before the answer.
A line of history is written for each thing that was asked for.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import uvloop

from benchmarks._callers import Line
from benchmarks._faults_bank import OPENING_FEN, Person
from sycee.kit.ids import new_id

_PATIENCE_S, _LAST_S = 15, 60
_AGAIN = {"bank_unavailable", "busy", "too_many", "fault"}


class Order(msgspec.Struct):
    """Who calls whom: applications by port, people, how many at a time, how many of them hang up before the answer,
    and where the history goes."""

    ports: list[int]
    people: list[Person]
    prefix: str
    lines: int
    seed: int
    pause_s: float
    hang_up: float
    history: str


class Done(msgspec.Struct):
    """One thing asked for, as history has it. `memo` names it in the books; `said` is "ok", a refusal's code, or ""
    where no answer came to the end; `faults`: how many tries were answered with a fault of the bank's. `began` is when
    the try began that was answered, `ended` when it was."""

    what: Literal["pay", "move", "look"]
    memo: str
    said: str
    port: int
    tries: int
    began: float
    ended: float
    faults: int = 0
    wrong: str = ""


class Client:
    """Calls until told to stop."""

    def __init__(self, order: Order) -> None:
        self._order, self._random = order, random.Random(order.seed)  # noqa: S311
        self.stopping = asyncio.Event()
        self._until = float("inf")
        self._file = Path(order.history).open("ab")  # noqa: SIM115 closed with the process

    async def run(self) -> None:
        """Every line at its work."""
        await asyncio.gather(*(self._line(n) for n in range(self._order.lines)))
        self._file.close()

    def stop(self) -> None:
        """Ask for nothing new, and give what is under way a last while."""
        self._until = time.monotonic() + _LAST_S
        self.stopping.set()

    async def _line(self, n: int) -> None:
        count, port = 0, self._order.ports[n % len(self._order.ports)]
        open_lines: dict[int, Line] = {}
        while not self.stopping.is_set():
            count += 1
            done = await self._ask(f"{self._order.prefix}.{n}.{count}", port, open_lines)
            self._file.write(msgspec.json.encode(done) + b"\n")
            self._file.flush()
            await asyncio.sleep(self._random.expovariate(1 / self._order.pause_s))

    async def _ask(self, memo: str, port: int, open_lines: dict[int, Line]) -> Done:
        person = self._random.choice(self._order.people)
        what, path, ask = self._wish(person, memo)
        key, body, tries, faults = str(new_id(datetime.now(UTC))), msgspec.json.encode(ask), 0, 0
        while True:
            tries += 1
            began = time.monotonic()
            status, said = await self._try(port, path, person, key, body, open_lines)
            code = "ok" if status == 200 else str(said.get("code", ""))
            faults += code == "fault"
            if status and code not in _AGAIN:
                seen = _together(said) if what == "look" and code == "ok" else 2 * OPENING_FEN
                wrong = f"{seen}" if seen != 2 * OPENING_FEN else ""
                return Done(what, memo, code, port, tries, began, time.monotonic(), faults, wrong)
            if time.monotonic() > self._until:
                return Done(what, memo, "", port, tries, began, time.monotonic(), faults)
            await asyncio.sleep(self._random.uniform(0.02, 0.3))

    def _wish(self, person: Person, memo: str) -> tuple[Any, str, dict[str, Any]]:
        if person.payee:
            fen = {"amount": f"0.0{self._random.randint(1, 3)}", "asset": "CNY"}
            return "pay", "transfer/send", {"source": person.accounts[0], "payee": person.payee, "amount": fen,
                                            "memo": memo}  # fmt: skip
        if self._random.random() < 0.4:
            return "look", "account/list", {}
        source, target = self._random.sample(person.accounts, 2)
        # Now and then more than is there: what is refused must leave no trace in the books.
        fen = {"amount": f"{self._random.randint(1, OPENING_FEN) / 100:.2f}", "asset": "CNY"}
        return "move", "transfer/own", {"source": source, "target": target, "amount": fen, "memo": memo}

    async def _try(
        self, port: int, path: str, person: Person, key: str, body: bytes, open_lines: dict[int, Line]
    ) -> tuple[int, dict[str, Any]]:
        """One try; a status of 0 where no answer came."""
        head = (
            f"POST /v1/{path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {person.token}\r\nIdempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        line = None
        try:
            async with asyncio.timeout(_PATIENCE_S):
                line = open_lines.pop(port, None)
                if line is None or line.transport.is_closing():
                    line = await self._connected(port)
                if self._random.random() < self._order.hang_up:
                    line.transport.write(head.encode() + body)
                    await asyncio.sleep(self._random.uniform(0, 0.01))
                    line.transport.abort()
                    return 0, {}
                status, said = await line.call(head.encode() + body)
        except (OSError, TimeoutError, RuntimeError):  # the last is uvloop's, of a connection that has just closed
            if line is not None:
                line.transport.abort()
            return 0, {}
        open_lines[port] = line
        return status, msgspec.json.decode(said)

    @staticmethod
    async def _connected(port: int) -> Line:
        return (await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port))[1]


def _together(said: dict[str, Any]) -> int:
    """What one person has, in fen."""
    return sum(round(float(each["balance"]["amount"]) * 100) for each in said["accounts"])


async def main() -> None:
    """An order, then the work, until there is another line or none."""
    loop = asyncio.get_running_loop()
    order = msgspec.json.decode(await loop.run_in_executor(None, sys.stdin.buffer.readline), type=Order)
    client = Client(order)
    working = asyncio.create_task(client.run())
    await loop.run_in_executor(None, sys.stdin.buffer.readline)
    client.stop()
    await working


if __name__ == "__main__":
    uvloop.run(main())
