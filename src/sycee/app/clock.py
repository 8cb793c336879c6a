"""The demo's clock: it may run faster than the machine's, and goes on where it stopped. It never goes backwards.

While it runs it has promised, in a file of the home, not to pass a certain instant before it promises the next. So a
process that is killed leaves an instant behind that no clock of this home has told yet, and the next one begins there.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sycee.kit.time import Clock, system_clock

PROMISE = timedelta(seconds=10)
"""How far ahead a promise reaches, in time of the machine. A clock that cannot renew it stands still there."""
_RENEWED_EVERY_S = 2


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file says: the bank's instant at one of the machine, how fast it goes from there, and up to where."""

    bank: str
    machine: str
    speed: float
    until: str


class BankClock:
    """Tells the bank's instant, `speed` times as fast as the machine: from where the home's clock stopped, or now."""

    def __init__(
        self, path: Path, speed: float = 1, machine: Clock = system_clock, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._path, self.speed, self._machine, self._ticks = path, speed, machine, ticks
        kept, now = _read(path), machine()
        self._from, self._since = max(now, datetime.fromisoformat(kept.until)) if kept else now, ticks()
        self.plain = speed == 1 and self._from == now
        self._last = self._from
        self._until = self._from
        if not self.plain:
            self.promise()

    def __call__(self) -> datetime:
        """The instant. Never behind the machine's, never before what was told before."""
        machine = self._machine()
        if self.plain:
            return machine
        gone = timedelta(seconds=(self._ticks() - self._since) * self.speed)
        self._last = max(self._last, min(self._from + gone, self._until), machine)
        return self._last

    @property
    def booking(self) -> Clock | None:
        """The clock to book by: this one, or None where the database's own is the same."""
        return None if self.plain else self

    def promise(self) -> None:
        """Write down how far this clock may go from here."""
        self._keep(self() + PROMISE * self.speed)

    def stop(self) -> None:
        """Write down where it stopped."""
        if not self.plain:
            self._keep(self())

    def _keep(self, until: datetime) -> None:
        now = self()
        kept = _Kept(now.isoformat(), self._machine().isoformat(), self.speed, until.isoformat())
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(asdict(kept)), "utf-8")
        draft.replace(self._path)
        self._until = until


@asynccontextmanager
async def going(clock: BankClock) -> AsyncIterator[None]:
    """The clock goes on as long as this is open, and is stopped afterwards."""
    renewing = asyncio.create_task(_renew(clock))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
        clock.stop()


async def _renew(clock: BankClock) -> None:
    while not clock.plain:
        clock.promise()
        await asyncio.sleep(_RENEWED_EVERY_S)


def clock_beside(path: Path, machine: Clock = system_clock) -> Clock:
    """The same clock for a process beside the one that keeps it, or after it; the machine's where the home has none."""
    first = _read(path)
    if first is None:
        return machine
    kept = first

    def tell() -> datetime:
        nonlocal kept
        if _reached(kept, machine()) >= datetime.fromisoformat(kept.until):
            kept = _read(path) or kept  # it has promised more meanwhile, unless it stands
        return max(machine(), _reached(kept, machine()))

    return tell


def pace_beside(path: Path) -> float:
    """How many times as fast as the machine's that clock goes."""
    kept = _read(path)
    return 1 if kept is None else kept.speed


def _reached(kept: _Kept, machine: datetime) -> datetime:
    bank, since, until = (datetime.fromisoformat(at) for at in (kept.bank, kept.machine, kept.until))
    return min(bank + (machine - since) * kept.speed, until)


def _read(path: Path) -> _Kept | None:
    return _Kept(**json.loads(path.read_text("utf-8"))) if path.exists() else None
