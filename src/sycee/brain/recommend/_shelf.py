"""The shelf: products, articles and campaigns with what they have to do with, as data that a bank brings itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
import numpy as np

from sycee.brain.recommend._graph import Graph, graph_from
from sycee.brain.recommend._seen import Floats
from sycee.kit.capability import CATALOG
from sycee.kit.errors import Fault
from sycee.kit.words import Words, words

Kind = Literal["fund", "wealth", "deposit", "cover", "metal", "article", "campaign"]
KINDS: tuple[str, ...] = get_args(Kind)
Link = tuple[str, str]


class Named(msgspec.Struct, frozen=True):
    """An entity or a relation in words."""

    zh: str
    en: str


class Good(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One product, article or campaign. `risk` from 0 (nothing is invested) to 5; `active_from` and `active_to` are
    half-open, and so is each span of `again`, in which it is there once more: what recurs keeps its code.

    A campaign has dates, and `opens` the function of the bank that it is about, by its verb. Nothing else has `opens`.
    """

    code: str
    kind: Kind
    zh: str
    en: str
    about_zh: str
    about_en: str
    risk: Annotated[int, msgspec.Meta(ge=0, le=5)]
    links: list[Link]
    active_from: date | None = None
    active_to: date | None = None
    again: list[tuple[date, date]] = []
    opens: str | None = None

    @property
    def title(self) -> Words:
        """What it is called."""
        return words(zh=self.zh, en=self.en)

    @property
    def about(self) -> Words:
        """What it is, in a sentence."""
        return words(zh=self.about_zh, en=self.about_en)

    def offered(self, day: date) -> bool:
        """Whether it can be had on a day."""
        return any(
            (since is None or since <= day) and (until is None or day < until)
            for since, until in ((self.active_from, self.active_to), *self.again)
        )

    def until(self, day: date) -> date | None:
        """The first day on which it cannot be had any more, once it can on a day; None where none is foreseen."""
        spans = ((self.active_from, self.active_to), *self.again)
        ends = [until for since, until in spans if until and day < until and (since is None or since <= day)]
        return max(ends, default=None)


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, as it is written."""

    version: str
    entities: dict[str, Named]
    relations: dict[str, Named]
    functions: dict[str, list[Link]]
    starters: list[str]
    items: list[Good]


@dataclass(frozen=True, eq=False)
class Shelf:
    """Goods and functions, numbered: the goods first, then the functions of the bank, then all other entities."""

    written: Written
    digest: str

    @cached_property
    def codes(self) -> list[str]:
        """Of everything that a person may like, in order of their numbers."""
        verbs = sorted({verb.name for verb in CATALOG} | self.written.functions.keys())
        return [good.code for good in self.written.items] + verbs

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of each good, function and entity."""
        return {code: n for n, code in enumerate([*self.codes, *self.written.entities])}

    @cached_property
    def links(self) -> list[tuple[int, str, int]]:
        """Every edge as (good or function, relation, entity)."""
        of = [(good.code, good.links) for good in self.written.items] + list(self.written.functions.items())
        return [(self.number[code], relation, self.number[entity]) for code, links in of for relation, entity in links]

    @cached_property
    def graph(self) -> Graph:
        """The knowledge graph, both ways."""
        relations = {name: n for n, name in enumerate(sorted(self.written.relations))}
        rows = [(head, relations[relation], tail) for head, relation, tail in self.links]
        return graph_from(np.array(rows, np.int64), len(self.codes))

    @cached_property
    def touching(self) -> Floats:
        """What has to do with which entity: (goods and functions, entities), each column over the root of its sum."""
        marks = np.zeros((len(self.codes), len(self.written.entities)), np.float32)
        for head, _, tail in self.links:
            marks[head, tail - len(self.codes)] = 1
        return np.asarray(marks / np.sqrt(np.maximum(marks.sum(0), 1)), np.float32)

    def by_theme(self, times: Mapping[str, int]) -> dict[str, int]:
        """Counts of goods and functions summed by the first theme of each; what has none, or is gone, is `""`."""
        of = {good.code: good.links for good in self.written.items} | self.written.functions
        summed: dict[str, int] = {}
        for code, count in times.items():
            theme = next((entity for relation, entity in of.get(code, []) if relation == "theme"), "")
            summed[theme] = summed.get(theme, 0) + count
        return summed

    def theme(self, n: int) -> str:
        """The first theme of a good, by its number; its own code where it has none."""
        return self._first_themes[n]

    @cached_property
    def _first_themes(self) -> list[str]:
        # Every list that is laid out asks for those of the whole shelf several times.
        return [next(iter(self.themes(good.code)), good.code) for good in self.written.items]

    def themes(self, code: str) -> list[str]:
        """All themes of a good or a function, by its code."""
        good = self.good(code)
        links = good.links if good else self.written.functions.get(code, [])
        return [entity for relation, entity in links if relation == "theme"]

    def good(self, code: str) -> Good | None:
        """The good of this code."""
        number = self.number.get(code)
        return self.written.items[number] if number is not None and number < len(self.written.items) else None

    def called(self, number: int) -> Words:
        """A good, a function or an entity in words."""
        goods, codes = self.written.items, self.codes
        if number < len(goods):
            return goods[number].title
        if number < len(codes):
            code = codes[number]
            return CATALOG[code].title if code in CATALOG else words(zh=code, en=code)
        named = self.written.entities[list(self.written.entities)[number - len(codes)]]
        return words(zh=named.zh, en=named.en)


def shelf_from(path: Path) -> Shelf:
    """The bank's own shelf where that file is, else the one that comes with the program; raises Fault for a bad one."""
    text = (
        path.read_bytes() if path.is_file() else files("sycee.brain.recommend").joinpath("catalogue.json").read_bytes()
    )
    try:
        written = msgspec.json.decode(text, type=Written)
    except msgspec.DecodeError as wrong:
        raise Fault(f"{path.name}: {wrong}") from None
    _sound(written, path.name)
    return Shelf(written, hashlib.sha256(text).hexdigest()[:12])


def _sound(written: Written, name: str) -> None:
    """No code twice, nothing linked to what is not there, and every campaign dated."""
    codes = [good.code for good in written.items]
    if len(set(codes)) != len(codes):
        raise Fault(f"{name}: a code is there twice")
    for code, links in [*((good.code, good.links) for good in written.items), *written.functions.items()]:
        for relation, entity in links:
            if relation not in written.relations or entity not in written.entities:
                raise Fault(f"{name}: {code} is linked by {relation} to {entity}, which is not there")
    for good in written.items:
        _dated(good, name)
    for code in written.starters:
        if code not in codes:
            raise Fault(f"{name}: the starter {code} is not there")


def _dated(good: Good, name: str) -> None:
    """Spans that begin before they end; a campaign with dates and what it opens, and nothing else with that."""
    campaign = good.kind == "campaign"
    if campaign and not (good.active_from and good.active_to and good.opens):
        raise Fault(f"{name}: {good.code} is a campaign, and needs active_from, active_to and opens")
    if good.opens and not campaign:
        raise Fault(f"{name}: {good.code} is no campaign, and opens nothing")
    for since, until in ((good.active_from, good.active_to), *good.again):
        if since and until and since >= until:
            raise Fault(f"{name}: {good.code} ends on {until}, before it begins")
