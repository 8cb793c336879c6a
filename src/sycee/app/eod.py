"""`sycee eod`: close every day that is over, here and now. What a run was killed in, the next one goes on with."""

from __future__ import annotations

import argparse
from datetime import date

from sycee.app.settings import settings_from
from sycee.app.wiring import Bank, open_bank
from sycee.channels.cli import say
from sycee.core import closing
from sycee.kit.db import Unusable


async def eod(given: argparse.Namespace) -> int:
    """Close every day up to one, the last that is over unless told otherwise."""
    async with open_bank(settings_from()) as bank:
        last = closing.closable(bank.clock())
        until: date = given.day or last
        if until > last:
            raise Unusable(
                zh=f"{until} 还没有结束；现在最多可以日终到 {last}。",
                en=f"{until} is not over; the last day that can be closed now is {last}.",
            )
        days = await close_until(bank, until)
    for day in days:
        say(f"{day} 已日终 · closed")
    if not days:
        say(f"到 {until} 为止都已日终，没有要做的 · closed up to {until} already: nothing to do")
    return 0


async def close_until(bank: Bank, until: date) -> list[date]:
    """Close every day up to one, piece by piece; returns those that there was something to do for."""
    days: list[date] = []
    while True:
        day = await bank.runner.as_bank(bank.context(), "closing.piece", lambda ctx: closing.close_some(ctx, until))
        if day is None:
            return days
        if not days or days[-1] != day:
            days.append(day)
