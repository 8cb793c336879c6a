"""The bank's clock in the demo: as fast as asked, never backwards, whatever happens to the process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sycee.app.clock import PROMISE, BankClock, clock_beside, pace_beside
from sycee.kit.time import system_clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Machine:
    """A machine's two clocks, moved by hand."""

    def __init__(self) -> None:
        self.gone = timedelta(0)

    def now(self) -> datetime:
        return NOON + self.gone

    def ticks(self) -> float:
        return self.gone.total_seconds()

    def goes_on(self, **by: float) -> None:
        self.gone += timedelta(**by)

    def clock(self, home: Path, speed: float = 1) -> BankClock:
        return BankClock(home / "demo" / "clock.json", speed, self.now, self.ticks)


def test_at_the_machines_own_speed_it_is_the_machines_clock_and_leaves_no_file(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path)
    machine.goes_on(hours=1, seconds=0.5)
    assert clock() == machine.now()
    clock.stop()
    assert clock.plain
    assert list(tmp_path.iterdir()) == []
    assert clock_beside(tmp_path / "demo" / "clock.json") is system_clock


def test_it_goes_as_many_times_as_fast_and_goes_on_from_where_it_stopped(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path, 3600)
    machine.goes_on(seconds=5)
    assert clock() == NOON + timedelta(hours=5)
    clock.stop()
    machine.goes_on(minutes=10)

    slow = machine.clock(tmp_path)
    assert slow() == NOON + timedelta(hours=5)
    machine.goes_on(seconds=3)
    assert slow() == NOON + timedelta(hours=5, seconds=3)


def test_killed_it_begins_where_it_had_promised_not_to_be_yet(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path, 3600)
    told = []
    for _ in range(9):
        machine.goes_on(seconds=1)
        told.append(clock())

    again = machine.clock(tmp_path, 3600)

    assert told == sorted(told)
    assert told[-1] < again() == NOON + PROMISE * 3600


def test_a_clock_that_cannot_renew_its_promise_stands_still(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path, 60)
    machine.goes_on(seconds=30)
    assert clock() == NOON + timedelta(minutes=10)
    clock.promise()
    machine.goes_on(seconds=1)
    assert clock() > NOON + timedelta(minutes=10)


def test_it_is_never_behind_the_machines(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path, 3600)
    machine.goes_on(seconds=1)
    clock.stop()
    machine.goes_on(days=2)
    assert machine.clock(tmp_path)() == machine.now()
    assert machine.clock(tmp_path).plain


def test_a_process_beside_it_tells_the_same(tmp_path: Path) -> None:
    machine = Machine()
    clock = machine.clock(tmp_path, 3600)
    machine.goes_on(seconds=2)

    beside = clock_beside(tmp_path / "demo" / "clock.json", machine.now)

    assert beside() == clock() == NOON + timedelta(hours=2)
    clock.stop()
    machine.goes_on(seconds=2)
    assert clock_beside(tmp_path / "demo" / "clock.json", machine.now)() == NOON + timedelta(hours=2)


def test_a_process_that_stays_beside_it_goes_on_with_it_at_its_pace(tmp_path: Path) -> None:
    machine, path = Machine(), tmp_path / "demo" / "clock.json"
    assert pace_beside(path) == 1
    clock = machine.clock(tmp_path, 3600)
    beside = clock_beside(path, machine.now)
    for _ in range(5):
        machine.goes_on(seconds=8)
        clock.promise()
        assert beside() == clock(), "it has read what was promised since"
    assert pace_beside(path) == 3600
    machine.goes_on(hours=2)
    assert beside() == NOON + timedelta(hours=40) + PROMISE * 3600, "and stands where nothing more is promised"
