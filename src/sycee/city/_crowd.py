"""The city's people at the bank's door, all at once: calls that come when they come, whether or not the bank keeps up.

An open model: when each call is due follows from a Poisson clock and from nothing the bank does. How long it took is
counted from when it was due, so that whoever had to wait for a free connection, or for this process, is counted too.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from sycee.city._folk import yuan
from sycee.city._line import Line, lines_to, request
from sycee.city._minds import Mind, minded
from sycee.city._quarter import OF_MIND
from sycee.city._town import Town
from sycee.guard.identity import open_session
from sycee.kit.capability import Context, Runner
from sycee.kit.ids import new_id
from sycee.kit.time import Clock

LINES = 64
_PATIENCE_S = 30.0
_LEAST_YUAN, _SENT_MOST_FEN = 200.0, 300
# What people come for, and how often of a hundred times.
_COMES_FOR = (("account.list", 40), ("book.entries", 22), ("message.list", 18), ("transfer.send", 20))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody of the city with a session: their mind, and what they can pay from and to, if anything."""

    party: int
    token: str = field(repr=False)
    mind: Mind = field(repr=False)
    funds: int | None = None
    payee: int | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """Where the bank answers on this machine, and the clock by which keys are made."""

    port: int
    clock: Clock


@dataclass(slots=True)
class Tally:
    """How it went. `took_ms` from when each call was due; `late_ms` is how far behind its clock this process was."""

    asked: int = 0
    took_ms: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    late_ms: float = 0.0
    spent_s: float = 0.0
    opened: int = 0
    left_closed: int = 0

    def took(self, verb: str, due: float, code: str | None) -> None:
        """One answer."""
        self.took_ms.setdefault(verb, []).append((time.perf_counter() - due) * 1e3)
        if code is not None:
            self.errors[code] += 1


async def visitors(runner: Runner, context: Callable[[], Context], town: Town, door: Door, count: int) -> list[Visitor]:
    """The first people of the city, each with a session that the city vouches for, and what they have."""
    city = town.city

    async def open_all(ctx: Context) -> list[tuple[int, str]]:
        by_app = replace(ctx, channel="http", device="city.load", agent="模拟手机")
        return [(n, (await open_session(by_app, n))[0]) for n in range(1, min(city.people, count) + 1)]

    tokens = await runner.as_bank(context(), "city.sessions", open_all)
    (line,) = await lines_to(door.port, 1)
    found = []
    for number, token in tokens:
        mind = minded(city.ground.person(number)[0], city.ground.rng(OF_MIND, number))
        found.append(await _with_means(line, door, Visitor(number, token, mind)))
    line.transport.close()
    return found


async def _with_means(line: Line, door: Door, visitor: Visitor) -> Visitor:
    """Whether they have money to send and somebody to send it to, as their app shows them."""
    accounts = (await _asks(line, door, visitor, "account.list", {})).get("accounts", [])
    payees = (await _asks(line, door, visitor, "payee.list", {})).get("payees", [])
    funds = [a["id"] for a in accounts if a["kind"] == "current" and float(a["available"]["amount"]) > _LEAST_YUAN]
    known = [p["id"] for p in payees if p["sent_count"]]
    return replace(visitor, funds=funds[0], payee=known[0]) if funds and known else visitor


async def _asks(line: Line, door: Door, visitor: Visitor, verb: str, ask: dict[str, Any]) -> dict[str, Any]:
    path, body = f"/v1/{verb.replace('.', '/')}", msgspec.json.encode(ask).decode()
    status, said = await line.call(request(door.port, path, visitor.token, body, new_id(door.clock())))
    answer: dict[str, Any] = msgspec.json.decode(said) if said else {}
    return answer if status == 200 else {"code": answer.get("code", str(status))}


class Crowd:
    """Visitors who come to one door. The same seed has the same people come for the same things at the same times."""

    def __init__(self, door: Door, people: Sequence[Visitor], seed: int) -> None:
        self._door, self._people = door, people
        self._random = random.Random(seed)  # noqa: S311 of a simulation
        # What people make of what they see is drawn apart: it must not move when others come.
        self._mood = random.Random(seed + 1)  # noqa: S311
        self._free: deque[Line] = deque()
        self.tally = Tally()

    async def come(self, per_s: float, seconds: float) -> Tally:
        """Have them come at a rate for so long, and wait for the last answers; what has none by then is an error."""
        lines = await lines_to(self._door.port, LINES)
        self._free, room = deque(lines), asyncio.Semaphore(LINES)
        under_way = set[asyncio.Task[None]]()
        begun = due = time.perf_counter()
        while (due := due + self._random.expovariate(per_s)) < begun + seconds:
            if (early := due - time.perf_counter()) > 0 or len(under_way) % 16 == 0:
                await asyncio.sleep(max(early, 0))
            self.tally.late_ms = max(self.tally.late_ms, (time.perf_counter() - due) * 1e3)
            self.tally.asked += 1
            under_way.add(task := asyncio.create_task(self._visit(room, due, *self._drawn())))
            task.add_done_callback(under_way.discard)
        _, unanswered = await asyncio.wait(set(under_way), timeout=_PATIENCE_S) if under_way else (set(), set())
        for task in unanswered:
            task.cancel()
        self.tally.errors["no_answer"] += len(unanswered)
        self.tally.spent_s = time.perf_counter() - begun
        for line in self._free:
            line.transport.close()
        return self.tally

    def _drawn(self) -> tuple[Visitor, str, dict[str, Any]]:
        (verb,) = self._random.choices([v for v, _ in _COMES_FOR], [often for _, often in _COMES_FOR])
        visitor = self._random.choice(self._people)
        verb = verb if verb != "transfer.send" or visitor.funds else "account.list"
        return visitor, verb, self._ask(visitor, verb)

    async def _visit(
        self, room: asyncio.Semaphore, due: float, visitor: Visitor, verb: str, ask: dict[str, Any]
    ) -> None:
        answer = await self._one(room, due, visitor, verb, ask)
        unread = [m["id"] for m in answer.get("messages", []) if not m["read"]] if verb == "message.list" else []
        opened = [m for m in unread if self._mood.random() < visitor.mind.opens("inbox", len(unread))]
        self.tally.opened += len(opened)
        self.tally.left_closed += len(unread) - len(opened)
        if opened:  # this one is due when its reason is there
            await self._one(room, time.perf_counter(), visitor, "message.read", {"messages": opened})

    def _ask(self, visitor: Visitor, verb: str) -> dict[str, Any]:
        if verb != "transfer.send":
            return {} if verb == "account.list" else {"limit": 20}
        fen = self._random.randint(10, _SENT_MOST_FEN)
        return {"source": visitor.funds, "payee": visitor.payee, "amount": yuan(fen), "memo": "饭钱"}

    async def _one(
        self, room: asyncio.Semaphore, due: float, visitor: Visitor, verb: str, ask: dict[str, Any]
    ) -> dict[str, Any]:
        async with room:
            line = self._free.popleft()
            try:
                answer = await _asks(line, self._door, visitor, verb, ask)
                self._free.append(line)
            except OSError:
                answer = {"code": "connection_lost"}
                self._free.extend(await _another(self._door.port, line))
        self.tally.took(verb, due, answer.get("code"))
        return answer


async def _another(port: int, lost: Line) -> list[Line]:
    """A connection for one that was lost; where none can be had, the lost one, on which the next call fails as well."""
    try:
        return await lines_to(port, 1)
    except OSError:
        return [lost]


def came(tally: Tally, per_s: float, seconds: float) -> dict[str, Any]:
    """What a run comes to, ready to be written as one line."""
    every = sorted(took for verb in tally.took_ms.values() for took in verb)
    by_verb = {verb: {"calls": len(took), **_spread(sorted(took))} for verb, took in sorted(tally.took_ms.items())}
    return {
        "asked_per_s": per_s, "seconds": seconds, "due": tally.asked, "answered": len(every),
        "achieved_per_s": round(len(every) / max(tally.spent_s, 1e-9), 2), **_spread(every),
        "errors": {code: n for code, n in tally.errors.items() if n}, "late_ms": round(tally.late_ms, 2),
        "messages_opened": tally.opened, "messages_left": tally.left_closed,
        "by_verb": by_verb,
    }  # fmt: skip


def _spread(ranked: Sequence[float]) -> dict[str, float]:
    if not ranked:
        return {}
    at = [ranked[min(int(len(ranked) * share), len(ranked) - 1)] for share in (0.5, 0.99)]
    return {"p50_ms": round(at[0], 2), "p99_ms": round(at[1], 2), "max_ms": round(ranked[-1], 2)}
