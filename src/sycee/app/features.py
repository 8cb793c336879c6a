"""`sycee features`: what is computed of customers, and a table of it to learn from."""

from __future__ import annotations

import argparse
from datetime import datetime
from functools import partial
from pathlib import Path

from sycee.app.settings import settings_from
from sycee.app.wiring import open_bank
from sycee.brain import feature
from sycee.channels.cli import say
from sycee.kit.db import Unusable

_MEASURES = {"count": "次数 times", "sum": "合计 sum", "distinct": "不同的 different", "since": "距今天数 days since"}


async def listed(_: argparse.Namespace) -> int:
    """List every feature: over which days, and by what it is counted. Needs no bank."""
    for one in feature.FEATURES:
        say(f"{one.name:<26}{_what(one)}")
    return 0


def _what(one: feature.Declared) -> str:
    if isinstance(one, feature.Ratio):
        return f"{one.part.name} / {one.whole.name}"
    words = " ".join(word for word in (_MEASURES[one.measure], one.of, one.prop) if word)
    what = ", ".join((*one.names, *(f"{prop}={word}" for prop, word in one.where)) or one.kinds or ("*",))
    return f"{words}  {what}  {one.days} d  {' + '.join(one.by)}"


async def written(given: argparse.Namespace) -> int:
    """Write customers' features as of instants to a Parquet file."""
    to: Path = given.to
    async with open_bank(settings_from()) as bank:
        if late := [at for at in given.at if at > bank.context().now]:
            raise Unusable(
                zh=f"--at {late[0].isoformat()} 还没有到：那时会知道什么，现在还不知道。",
                en=f"--at {late[0].isoformat()} is still to come: what will be known then is not known yet.",
            )
        work = partial(feature.write_table, instants=given.at, to=to)
        try:
            rows = await bank.runner.as_bank(bank.context(), "feature.table", work)
        except feature.Damaged as wrong:
            raise Unusable(
                zh=f"行为事件的历史不完整（{wrong}），请从备份取回；sycee events list 逐日核对。",
                en=f"The history of events is not whole ({wrong}). Bring it back from a backup; see sycee events list.",
            ) from wrong
        except OSError as wrong:
            raise Unusable(zh=f"--to {to} 写不进去：{wrong}", en=f"--to {to} cannot be written: {wrong}") from wrong
    say(f"{to}  {rows} 行 rows")
    return 0


def instant(written: str) -> datetime:
    """An instant with its zone, such as 2026-10-05T00:00:00+08:00."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError("an instant, such as 2026-10-05T00:00:00+08:00") from wrong
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("its zone is missing, such as +08:00")
    return at
