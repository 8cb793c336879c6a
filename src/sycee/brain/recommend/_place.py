"""Where in the app something is laid out: which kinds lie there, how much at once, and in which parts one may look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from sycee.brain.recommend._shelf import Good, Shelf
from sycee.kit.errors import Refusal
from sycee.kit.words import Words, words

Place = Literal["home", "wealth", "articles", "campaigns"]
PLACES: tuple[Place, ...] = get_args(Place)

_MOST_OF_A_PART = 40
"""Of a part that somebody looks into everything is laid out, or nearly so."""
_KIND_WORDS: dict[str, Words] = {
    "deposit": words(zh="存款", en="Deposits"),
    "wealth": words(zh="理财", en="Wealth management"),
    "fund": words(zh="基金", en="Funds"),
    "cover": words(zh="保险", en="Cover"),
    "metal": words(zh="贵金属", en="Precious metals"),
}


class NoSuchPart(Refusal):
    code, http = "no_such_part", 422
    say = words(zh="这里没有这一类", en="There is no such part here")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the app, or a part of one. `kinds` of goods lie there, `most` at once, the last of them by lot where
    it `tries` something out; a part may be of one `theme`.

    `sought`: one goes there oneself. What rests is then not away, but behind all else.
    """

    name: Place
    kinds: frozenset[str]
    most: int
    sought: bool = True
    tries: bool = True
    theme: str | None = None
    parts: Literal["kinds", "themes"] | None = None

    def holds(self, shelf: Shelf, good: Good) -> bool:
        """Whether a good lies here."""
        return good.kind in self.kinds and (self.theme is None or self.theme in shelf.themes(good.code))

    def part(self, shelf: Shelf, code: str) -> Where:
        """One part of it: a kind or a theme, whole and with nothing by lot. Raises NoSuchPart."""
        if code not in self.all_parts(shelf):
            raise NoSuchPart(field="part")
        whole = replace(self, most=_MOST_OF_A_PART, tries=False)
        return replace(whole, theme=code) if self.parts == "themes" else replace(whole, kinds=frozenset((code,)))

    def all_parts(self, shelf: Shelf) -> list[str]:
        """Every part that there may be, in the order in which they stand."""
        if self.parts == "themes":
            return [code for code in shelf.written.entities if code.startswith("theme.")]
        return list(_KIND_WORDS) if self.parts == "kinds" else []

    def part_of(self, shelf: Shelf, good: Good) -> list[str]:
        """The parts in which a good lies."""
        return shelf.themes(good.code) if self.parts == "themes" else [good.kind]

    def called(self, shelf: Shelf, part: str) -> Words:
        """A part in words."""
        return _KIND_WORDS[part] if self.parts == "kinds" else shelf.called(shelf.number[part])


PRODUCTS = frozenset(_KIND_WORDS)
HOME = Where("home", PRODUCTS | {"article"}, 4, sought=False)
CAMPAIGN = Where("campaigns", frozenset(("campaign",)), 1, sought=False, tries=False)
"""The one that stands below what is for somebody at home; none of those that rest."""
_WHERE: dict[Place, Where] = {
    "home": HOME,
    "wealth": Where("wealth", PRODUCTS, 12, parts="kinds"),
    "articles": Where("articles", frozenset(("article",)), 12, parts="themes"),
    "campaigns": Where("campaigns", CAMPAIGN.kinds, 16, tries=False),
}


def where(place: Place) -> Where:
    """What lies in a place."""
    return _WHERE[place]
