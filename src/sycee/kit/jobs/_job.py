"""Declaring a job, and asking for one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_type_hints
from uuid import UUID

from sycee.kit.capability import Context, encode, write
from sycee.kit.errors import Fault
from sycee.kit.ids import new_id

Run = Callable[[Context, Any], Awaitable[None]]

_LATER = "INSERT INTO job_due (id, name, ask, run_at) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING"
_JOBS: dict[str, Job] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. `every`: it also runs by itself at that interval, with an empty ask. `slow`: it takes
    minutes, and is done by a worker of its own, so that nothing waits for it. `given_up`: what is done instead once it
    has failed too often."""

    name: str
    ask: type[Any]
    run: Run
    every: timedelta | None
    slow: bool = False
    given_up: Run | None = None


def job(
    name: str, *, every: timedelta | None = None, slow: bool = False, given_up: Run | None = None
) -> Callable[[Run], Run]:
    """Declare work that a worker does in a transaction of its own: what it writes commits with its being done."""

    def declare(run: Run) -> Run:
        if name in _JOBS:
            raise Fault(f"the job {name} is declared twice")
        hints = [kind for place, kind in get_type_hints(run).items() if place != "return"]
        _JOBS[name] = Job(name, hints[1], run, every, slow, given_up)
        return run

    return declare


def jobs_declared() -> dict[str, Job]:
    """Every kind of work, by name."""
    return _JOBS


async def later(ctx: Context, name: str, ask: Any, run_at: datetime, job_id: UUID | None = None) -> UUID:
    """Have a job done at or after an instant; returns its id. Given an id, asking twice is asking once. For writes."""
    if name not in _JOBS:
        raise Fault(f"there is no job {name}")
    number = job_id or new_id(ctx.now)
    await write(ctx).connection.execute(_LATER, number, name, encode(ask).decode(), run_at)
    return number
