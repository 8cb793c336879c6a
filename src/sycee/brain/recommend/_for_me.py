"""What the bank has for a person, each with the reason why."""

from __future__ import annotations

from sycee.brain.feature import may_learn
from sycee.brain.recommend._mine import choices, choices_of
from sycee.brain.recommend._rank import Choice
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.capability import CATALOG, Answer, Context, Nothing, write
from sycee.kit.db import read
from sycee.kit.words import Locale, Words, words

_WHY: dict[str, Words] = {
    "path": words(
        zh="因为您看过或用过“{liked}”，都与{through}有关", en="You used or read “{liked}”: both are about {through}"
    ),
    "also": words(zh="看过或用过“{liked}”的人也看了它", en="People who used or read “{liked}” also read this"),
    "popular": words(zh="刚来的客户常从这里看起", en="People who are new here often begin with this"),
    "start": words(zh="适合刚开始的时候看", en="Good to begin with"),
    "new": words(zh="您还没看过的内容，换个口味", en="Something that you have not seen yet"),
}


class ForMeItem(Answer, frozen=True):
    """One product or article: what it is, and why it is here. `by_lot`: it is being tried out on you."""

    item: str
    kind: str
    title: str
    about: str
    why: str
    by_lot: bool


class ForMe(Answer, frozen=True):
    """The best first; none where nothing suits. `version` is what chose them, 0 where nothing was learned yet.

    `personal`: whether they follow from what the caller did.
    """

    items: list[ForMeItem]
    version: int
    personal: bool


def why(shelf: Shelf, choice: Choice, locale: Locale) -> str:
    """The reason in words."""
    named = {
        name: shelf.called(number).say(locale)
        for name, number in (("liked", choice.liked), ("through", choice.through))
        if number is not None
    }
    return _WHY[choice.why].say(locale, **named)


@CATALOG.read(
    "recommend.for_me", title=words(zh="为您推荐", en="For you"), says=("有什么适合我的", "what is there for me")
)
async def for_me(ctx: Context, _: Nothing) -> ForMe:
    """A few products and articles that suit me now, each with the reason why it is shown."""
    async with read(ctx) as connection:
        version, chosen = await choices(ctx, connection)
        personal = await may_learn(connection, ctx.me)
    return _told(ctx, version, chosen, personal)


async def would_see(ctx: Context, customer: int) -> ForMe:
    """What a customer would see now, as they would read it; nothing is kept of it as shown. For writes of staff."""
    connection = write(ctx).connection
    version, chosen = await choices_of(ctx, connection, customer)
    return _told(ctx, version, chosen, await may_learn(connection, customer))


def _told(ctx: Context, version: int, chosen: list[Choice], personal: bool) -> ForMe:
    shelf = ctx.port(Shelf)
    return ForMe(
        items=[
            ForMeItem(
                item=one.good.code,
                kind=one.good.kind,
                title=one.good.title.say(ctx.locale),
                about=one.good.about.say(ctx.locale),
                why=why(shelf, one, ctx.locale),
                by_lot=one.propensity < 1,
            )
            for one in chosen
        ],
        version=version,
        personal=personal,
    )
