"""Keeping what a person really saw, with the chance that it had: it says later what another choice is worth."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.brain.feature import may_learn
from sycee.brain.recommend._mine import choices
from sycee.brain.recommend._open import ItemCode
from sycee.brain.recommend._place import Place, where
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.time import bank_day
from sycee.kit.words import words

_SEEN = """
INSERT INTO recommend_shown (owner, item, day, page, place, propensity, version, reason, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (owner, item, day, page) DO NOTHING
"""


class SeenItems(Ask, frozen=True):
    """What was on the screen, and in which place of the app; parts of a place are not told."""

    items: Annotated[list[ItemCode], Meta(max_length=16)]
    place: Place = "home"


class SeenKept(Answer, frozen=True):
    """How many of them were the bank's to show just now; others are not counted."""

    kept: int


@CATALOG.write("recommend.seen", title=words(zh="已展示推荐", en="Recommendations seen"), channels=("http",))
async def seen_by_me(ctx: Context, ask: SeenItems) -> SeenKept:
    """Note that these recommendations were on my screen, so that I am not shown the same for ever."""
    connection = write(ctx).connection
    version, chosen = await choices(ctx, connection, where(ask.place))
    kept = await may_learn(connection, ctx.me)
    shown = [one for one in chosen if kept and one.good.code in ask.items]
    for one in shown:
        stood = (bank_day(ctx.now), ask.place, one.place, one.propensity, version, one.why)
        await connection.execute(_SEEN, ctx.me, one.good.code, *stood, ctx.now)
    return SeenKept(kept=len(shown))
