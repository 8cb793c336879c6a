"""What is opened when it is shown, all customers together: where what a newcomer sees begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from sycee.brain.recommend._seen import Floats
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.db import Connection
from sycee.kit.jobs import job

_DAYS = timedelta(days=28)
_MISTRUST = 10.0
"""As many showings as if they had gone like the whole theme, and of a theme like the whole shelf."""

_CLEAR = "DELETE FROM recommend_popular"
_COUNT = """
INSERT INTO recommend_popular (item, opened, shown, at)
SELECT item, coalesce(d.times, 0), coalesce(s.times, 0), $2
FROM (SELECT item, count(*)::integer AS times FROM recommend_deed WHERE at > $1 AND at <= $2 GROUP BY item) d
FULL JOIN (
    SELECT item, count(DISTINCT (owner, day))::integer AS times FROM recommend_shown WHERE at > $1 AND at <= $2
    GROUP BY item) s
USING (item)
"""
_ALL = "SELECT item, opened, shown FROM recommend_popular"


@dataclass(frozen=True, slots=True)
class Count:
    """On how many days of people something was opened, and shown."""

    opened: int
    shown: int


@job("recommend.count", every=timedelta(hours=1))
async def count(ctx: Context, _: Nothing) -> None:
    """Count anew what was opened and shown in the last four weeks."""
    connection = write(ctx).connection
    await connection.execute(_CLEAR)
    await connection.execute(_COUNT, ctx.now - _DAYS, ctx.now)


async def counts(connection: Connection) -> dict[str, Count]:
    """What was counted last, by item."""
    rows: list[Any] = await connection.fetch(_ALL)
    return {row["item"]: Count(row["opened"], row["shown"]) for row in rows}


def popularity(shelf: Shelf, counted: Mapping[str, Count]) -> Floats:
    """Per number how much more often than all the shelf a good is opened when shown, as a log; 0 where unknown.

    A good of few showings stands where its theme stands, and a theme where the shelf does: shares with a prior of
    `_MISTRUST` showings (an empirical Bayes estimate; Robbins, 1956).
    """
    goods = range(len(shelf.written.items))
    themes = [shelf.theme(n) for n in goods]
    rows = [counted.get(shelf.codes[n], Count(0, 0)) for n in goods]
    opened = np.array([row.opened for row in rows], np.float64)
    # What was found without being shown was looked at all the same.
    looked = np.array([max(row.shown, row.opened) for row in rows], np.float64)
    found = np.zeros(len(shelf.codes), np.float32)
    if not opened.sum():
        return found
    whole = opened.sum() / looked.sum()
    _, group = np.unique(themes, return_inverse=True)
    of_theme = (np.bincount(group, opened) + _MISTRUST * whole) / (np.bincount(group, looked) + _MISTRUST)
    share = (opened + _MISTRUST * of_theme[group]) / (looked + _MISTRUST)
    found[: len(rows)] = np.log(share / whole)
    return found
