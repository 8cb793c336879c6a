"""Saying no to what is shown."""

from __future__ import annotations

from sycee.brain.recommend._mine import NoSuchItem
from sycee.brain.recommend._open import ItemCode
from sycee.brain.recommend._shelf import Shelf
from sycee.core import party
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.words import words

_NO = """
INSERT INTO recommend_unwanted (owner, item, at) VALUES ($1, $2, $3) ON CONFLICT (owner, item) DO UPDATE SET at = $3
"""


class NotForMe(Ask, frozen=True):
    """Which one, by its code."""

    item: ItemCode


class NotShown(Answer, frozen=True):
    """It is not shown for two weeks, and less than others for some time after."""


@CATALOG.write(
    "recommend.not_for_me", title=words(zh="不感兴趣", en="Not for me"), refuses=(NoSuchItem,), channels=("http", "cli")
)
async def not_for_me(ctx: Context, ask: NotForMe) -> NotShown:
    """Take a product, an article or a function away that was laid out for me: at once, and for some time."""
    if ctx.port(Shelf).good(ask.item) is None and ask.item not in party.functions_offered():
        raise NoSuchItem(field="item")
    await write(ctx).connection.execute(_NO, ctx.me, ask.item, ctx.now)
    return NotShown()
