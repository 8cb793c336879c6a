"""Looking at a product, an article or a campaign, which says something about what one likes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from sycee.brain.recommend._mine import NoSuchItem
from sycee.brain.recommend._notice import did
from sycee.brain.recommend._shelf import Shelf
from sycee.kit.capability import CATALOG, Answer, Ask, Context, write
from sycee.kit.time import bank_day
from sycee.kit.words import words

ItemCode = Annotated[str, Meta(min_length=1, max_length=64, examples=["article.budget.3"])]


class OpenItem(Ask, frozen=True):
    """Which one, by its code."""

    item: ItemCode


class ItemTold(Answer, frozen=True):
    """All there is to say of it. `risk` is from 0, where nothing is invested, to 5; `opens` is what a campaign is
    about, by its verb."""

    item: str
    kind: str
    title: str
    about: str
    risk: int
    touches: list[str]
    opens: str | None


@CATALOG.write(
    "recommend.open",
    title=words(zh="查看产品或文章", en="Look at an item"),
    refuses=(NoSuchItem,),
    channels=("http", "cli"),
)
async def open_item(ctx: Context, ask: OpenItem) -> ItemTold:
    """Show me a product, an article or a campaign, and remember that I looked."""
    shelf = ctx.port(Shelf)
    good = shelf.good(ask.item)
    if good is None or not good.offered(bank_day(ctx.now)):
        raise NoSuchItem(field="item")
    await did(write(ctx).connection, ctx.me, good.code, ctx.now)
    return ItemTold(
        item=good.code,
        kind=good.kind,
        title=good.title.say(ctx.locale),
        about=good.about.say(ctx.locale),
        risk=good.risk,
        touches=[shelf.called(shelf.number[entity]).say(ctx.locale) for _, entity in good.links],
        opens=good.opens,
    )
