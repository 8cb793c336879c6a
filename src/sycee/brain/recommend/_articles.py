"""Articles to read, for one person."""

from __future__ import annotations

from sycee.brain.recommend._for_me import ForMe, PartCode, lying
from sycee.brain.recommend._place import NoSuchPart
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.words import words


class ArticlesPart(Ask, frozen=True):
    """All of them, or those about one theme: one of the answer's `parts`."""

    part: PartCode | None = None


@CATALOG.read(
    "recommend.articles",
    title=words(zh="文章", en="Articles"),
    says=("有什么文章可以看", "what is there to read"),
    refuses=(NoSuchPart,),
)
async def articles(ctx: Context, ask: ArticlesPart) -> ForMe:
    """Articles, best for me first, each with the reason why it is shown."""
    return await lying(ctx, "articles", ask.part)
