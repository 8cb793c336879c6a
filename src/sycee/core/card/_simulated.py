"""A simulated card network: a street of shops at which a card can be tried out. Nothing real is bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sycee.core.card._network import Shop
from sycee.kit.words import Words, words

_NOTICE = words(
    zh="卡组织为模拟：这张卡在真实商店里刷不了，只能在这里试刷，账是真的记在您的账本里。",
    en="The card network is simulated: no real shop takes this card. It can be tried out here, and what is bought is "
    "booked as it would be.",
)
_SHOPS = (
    Shop("noodles", "老街面馆"),
    Shop("market", "盒马鲜生"),
    Shop("pharmacy", "老百姓大药房"),
    Shop("cinema", "万达影城"),
    Shop("rail", "中国铁路12306"),
    Shop("books", "新华书店"),
)


@dataclass(frozen=True, slots=True)
class SimulatedNetwork:
    """A network as it may be: it presents what its caller wants to buy, and answers at once."""

    simulated: bool = True
    notice: Words | None = _NOTICE
    shops: Sequence[Shop] = _SHOPS
