"""`sycee events`: the history of events, and reading days of it back."""

from __future__ import annotations

import argparse
from functools import partial

from sycee.app.settings import settings_from
from sycee.app.wiring import Bank, open_bank
from sycee.brain import feature
from sycee.channels.cli import say
from sycee.kit.db import Unusable


async def events(given: argparse.Namespace) -> int:
    """List the days that are in files, or read some of them back into the table."""
    async with open_bank(settings_from()) as bank:
        found = await bank.runner.as_bank(bank.context(), "event.files", feature.days)
        if given.what == "replay":
            return await _replay(bank, [day for day in found if _wanted(given, day)])
        for day in found:
            say(f"{day.day}  {day.events:>9}  {day.bytes:>11} B  {'完好 whole' if day.whole else '缺失或损坏 damaged'}")
        if not found:
            say("还没有归档的日子 · no day is in a file yet")
    return int(not all(day.whole for day in found))


def _wanted(given: argparse.Namespace, day: feature.Day) -> bool:
    return (given.since is None or given.since <= day.day) and (given.until is None or day.day <= given.until)


async def _replay(bank: Bank, days: list[feature.Day]) -> int:
    """Each day in a transaction of its own: run again, it goes on where it was."""
    for day in days:
        try:
            added = await bank.runner.as_bank(bank.context(), "event.replay", partial(feature.replay, day=day.day))
        except feature.Damaged as wrong:
            raise Unusable(
                zh=f"{day.day} 的文件缺失或损坏，请从备份取回。",
                en=f"The file of {day.day} is missing or damaged; bring it back from a backup.",
            ) from wrong
        say(f"{day.day}  {added}/{day.events}")
    return 0
