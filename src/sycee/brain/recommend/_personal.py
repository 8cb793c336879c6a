"""Choosing whether what one is shown follows from what one did."""

from __future__ import annotations

from sycee.brain.feature import choose_learning
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.words import words

_FORGET = ("DELETE FROM recommend_deed WHERE owner = $1", "DELETE FROM recommend_shown WHERE owner = $1")


class Personal(Ask, frozen=True):
    """Whether recommendations are to be personal."""

    on: bool


class PersonalChosen(Answer, frozen=True):
    """What is so from now on."""

    on: bool


@CATALOG.write(
    "recommend.personal",
    title=words(zh="个性化推荐", en="Personal recommendations"),
    says=("关闭个性化推荐", "打开个性化推荐", "turn personal recommendations off"),
    channels=("http", "cli"),
)
async def personal(ctx: Context, ask: Personal) -> PersonalChosen:
    """Have what I am shown follow from what I did, or not: what was kept is then removed, and nothing learned."""
    connection = write(ctx).connection
    await choose_learning(connection, ctx.me, ask.on, ctx.now)
    if not ask.on:
        for forget in _FORGET:
            await connection.execute(forget, ctx.me)
    return PersonalChosen(on=ask.on)
