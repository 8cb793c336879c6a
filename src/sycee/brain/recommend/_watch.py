"""Watching, once a day, whether what customers do is still what the version in service was learned from."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import numpy as np

from sycee.brain.algorithm import Drift, Index, card_of, keep_drift, stability
from sycee.brain.recommend._deeds import Deeds, deeds_from
from sycee.brain.recommend._learned import Learned
from sycee.brain.recommend._mine import KIND, in_service
from sycee.brain.recommend._shelf import Shelf
from sycee.brain.recommend._train import DONE, gate_of
from sycee.kit.capability import Context, Nothing, write
from sycee.kit.jobs import job
from sycee.kit.time import bank_day

LATELY = timedelta(days=7)
_DEEDS_MIN, _PEOPLE_MIN = 100, 30
_PEOPLE_MOST = 500
"""So many people are scored, by lot: what a day costs does not grow with the bank."""

# All that those people ever did, each thing once, who did something in the last days; as learning reads it.
_LATELY = """
SELECT owner, item, min(at) AS at FROM recommend_deed WHERE at <= $2 AND owner IN (
    SELECT owner FROM recommend_deed WHERE at > $1 AND at <= $2 GROUP BY owner ORDER BY hashint8(owner) LIMIT $3)
GROUP BY owner, item ORDER BY owner, at, item
"""


@job("recommend.watch", every=timedelta(days=1))
async def watch(ctx: Context, _: Nothing) -> None:
    """Compare the last seven days with the weeks before the version in service was learned, and keep what is found."""
    shelf, connection = ctx.port(Shelf), write(ctx).connection
    number, learned = await in_service(ctx, connection)
    if learned is None:
        return
    card = await card_of(connection, KIND, number)
    since = ctx.now - LATELY
    rows: list[Any] = await connection.fetch(DONE, since, ctx.now)
    done = {row["item"]: row["times"] for row in rows}
    mine: list[Any] = await connection.fetch(_LATELY, since, ctx.now, _PEOPLE_MOST)
    # Who came back to what they knew did nothing that could have been expected of them.
    last = {row["owner"]: row["at"] for row in mine}
    deeds = deeds_from([row for row in mine if last[row["owner"]] > since], shelf)
    people = int(deeds.person.max()) + 1 if len(deeds.person) else 0
    scores, live = (
        await asyncio.to_thread(_scored, shelf, learned, deeds, people, card) if people >= _PEOPLE_MIN else (None, None)
    )
    items = _items(shelf, card.get("usual"), done)
    total = sum(done.values())
    drift = Drift(KIND, bank_day(ctx.now), number, total, people, items, scores, live, ctx.now)
    await keep_drift(connection, drift)


def _items(shelf: Shelf, usual: dict[str, int] | None, done: dict[str, int]) -> Index | None:
    """What is done, by theme; None below a hundred deeds, or where the version did not keep what it came from."""
    lately = shelf.by_theme(done)
    if not usual or sum(lately.values()) < _DEEDS_MIN:
        return None
    themes = sorted(usual.keys() | lately.keys())
    return stability([usual.get(theme, 0) for theme in themes], [lately.get(theme, 0) for theme in themes])


def _scored(
    shelf: Shelf, learned: Learned, deeds: Deeds, people: int, card: dict[str, Any]
) -> tuple[Index | None, float]:
    """How well everybody's last deed was expected, against the deciles of then; and the gate's measure on it."""
    live, scores = gate_of(shelf, learned, deeds, people)
    deciles: list[float] = card.get("deciles", [])
    if not deciles:
        return None, live
    now = np.bincount(np.searchsorted(deciles, scores), minlength=len(deciles) + 1)
    return stability(np.full(len(now), card["people"] / len(now)), now), live
