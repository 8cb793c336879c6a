"""`sycee city export` and `sycee city load`: a city as files, and its people all at once at the bank's door."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sycee.app.settings import settings_from
from sycee.app.wiring import open_bank
from sycee.channels.cli import complain, say
from sycee.city import City, Crowd, Door, Pace, came, export_city, plan_city, town_from, visitors
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


async def load(given: argparse.Namespace) -> int:
    """Have the city's people come to this home's running server; says how it went as one line of JSON."""
    settings = settings_from(demo=True)
    town = town_from(settings.town)
    if town is None:
        raise Unusable(
            zh="这个 SYCEE_HOME 里没有模拟城市，先运行 sycee city 或 sycee demo。",
            en="There is no city in this SYCEE_HOME: make one with sycee city or sycee demo first.",
        )
    async with open_bank(settings) as bank:
        try:
            door = Door(settings.port, bank.clock)
            people = await visitors(bank.runner, bank.context, town, door, given.callers)
            tally = await Crowd(door, people, given.seed).come(given.rate, given.seconds)
        except ConnectionRefusedError:
            raise Unusable(
                zh=f"端口 {settings.port} 上没有银行在应答，先运行 sycee serve 或 sycee demo。",
                en=f"No bank answers on port {settings.port}: start sycee serve or sycee demo first.",
            ) from None
    say(json.dumps(came(tally, given.rate, given.seconds), ensure_ascii=False))
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


def rate(written: str) -> float:
    """Calls a second, or for how many seconds: above nothing and at most 100,000."""
    wanted = float(written)
    if not 0 < wanted <= 100_000:
        raise argparse.ArgumentTypeError("above 0 and at most 100000")
    return wanted


def processes(written: str) -> int:
    """How many processes: from 1 to as many as there are cores, and four more."""
    wanted, most = int(written), (os.cpu_count() or 1) + 4
    if not 1 <= wanted <= most:
        raise argparse.ArgumentTypeError(f"from 1 to {most}")
    return wanted
