"""`sycee city export`: a city as files, from its plan alone."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sycee.app.settings import settings_from
from sycee.channels.cli import complain, say
from sycee.city import City, Pace, export_city, plan_city, town_from
from sycee.kit.db import Unusable
from sycee.kit.time import bank_day

_SEEN_EACH_S = 2.0


def progress_of(people: int) -> Callable[[int, int], None]:
    """Tells on stderr how far a city is, every two seconds and once it is there."""
    pace, seen = Pace(people, time.monotonic), [0.0]

    def tell(done: int, entries: int) -> None:
        now = time.monotonic()
        if now - seen[0] >= _SEEN_EACH_S or done >= people:
            seen[0] = now
            complain(pace.line(done, entries))

    return tell


async def export(given: argparse.Namespace) -> int:
    """Write a city to a folder as Parquet: that of this home, or the one that is asked for."""
    plan, to = _planned(given), _empty(given.to)
    done = await asyncio.to_thread(export_city, plan, to, progress_of(plan.people), given.processes)
    say(
        f"{done.people} 人 people · {done.accounts} 个账户 accounts · {done.entries} 笔明细 entries · "
        f"{done.cases} 个案件 cases · {done.digest[:16]} → {to}"
    )
    return 0


def _empty(folder: str) -> Path:
    to = Path(folder)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Unusable(zh=f"{to} 里已经有东西，请给一个空的文件夹。", en=f"{to} is not empty: give a folder that is.")
    return to


def _planned(given: argparse.Namespace) -> City:
    town = town_from(settings_from(demo=True).town)
    if given.people is None and town is not None:
        return town.city
    until: date = given.until or bank_day(datetime.now(UTC)) - timedelta(days=1)
    return plan_city(given.people or 300, given.years, given.seed, until)


def processes(written: str) -> int:
    """How many processes: from 1 to as many as there are cores, and four more."""
    wanted, most = int(written), (os.cpu_count() or 1) + 4
    if not 1 <= wanted <= most:
        raise argparse.ArgumentTypeError(f"from 1 to {most}")
    return wanted
