"""The wealth shelf: what the bank has of deposits, wealth management, funds, cover and metals, for one person."""

from __future__ import annotations

from sycee.brain.recommend._for_me import ForMe, PartCode, lying
from sycee.brain.recommend._place import NoSuchPart
from sycee.kit.capability import CATALOG, Ask, Context
from sycee.kit.words import words


class WealthPart(Ask, frozen=True):
    """All of it, or one kind: one of the answer's `parts`."""

    part: PartCode | None = None


@CATALOG.read(
    "recommend.wealth",
    title=words(zh="理财货架", en="Wealth shelf"),
    says=("有什么理财产品", "what is there to save and invest in"),
    refuses=(NoSuchPart,),
)
async def wealth(ctx: Context, ask: WealthPart) -> ForMe:
    """What there is to save, invest and be covered with, best for me first, each with the reason why it is shown."""
    return await lying(ctx, "wealth", ask.part)
