"""What a feature is: declared once, and computed alike over history, for one customer now, and on a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from sycee.kit.time import BANK_ZONE

DAY_MAX = 28
"""The longest window in days. What is recent is kept for thirty, so that whatever a window asks for is still there."""
SLACK = timedelta(days=1)
"""What came before the longest window by more than this is not looked at, whatever instant its sender gave it."""

Measure = Literal["count", "sum", "distinct", "since"]
Key = Literal["owner", "item", "theme"]
Of = Literal["", "name", "item", "channel", "day"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
# A word of the vocabulary, or one of the bank's own codes: nothing that a quote could be hidden in.
_WORD = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*")


class Happening(NamedTuple):
    """Something that a customer did: `at` that instant, and known here since `came_at`. `props` is a JSON object."""

    owner: int
    kind: str
    name: str
    channel: str
    at: datetime
    came_at: datetime
    props: str


class Asked(NamedTuple):
    """Whose features are wanted as of which instant, and as to which item, where some are about one."""

    owner: int
    at: datetime
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """A number about what happened in the last `days` before an instant, as far as it had arrived by then.

    `count`: how often; `sum`: of the number that property `prop` holds, to a thousandth; `distinct`: of how many
    different names, items, channels or bank days (`of`); `since`: days since it last happened, fractions included.
    Counted is what has one of `kinds` and one of `names` (none given: any) and whose properties are as `where` says.
    `by`: what must be the same as in the row that is asked for: the customer, the item, its theme, or several of these.
    Where nothing happened, counts and sums are 0 and `since` is missing (NaN); without an item all that asks for it is.

    Raises ValueError where the declaration cannot be computed.
    """

    name: str
    measure: Measure
    days: int
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    by: tuple[Key, ...] = ("owner",)
    of: Of = ""
    prop: str = ""

    def __post_init__(self) -> None:
        words = (*self.kinds, *self.names, *(word for _, word in self.where))
        wrong = (
            "name" if not _NAME.fullmatch(self.name)
            else "days" if not 1 <= self.days <= DAY_MAX
            else "by" if not self.by or len(set(self.by)) < len(self.by)
            else "of" if bool(self.of) != (self.measure == "distinct")
            else "prop" if bool(self.prop) != (self.measure == "sum") or (self.prop and not _NAME.fullmatch(self.prop))
            else "where" if not all(_NAME.fullmatch(prop) for prop, _ in self.where)
            else "names" if not all(_WORD.fullmatch(word) for word in words)
            else ""
        )  # fmt: skip
        if wrong:
            raise ValueError(f"feature {self.name!r}: its `{wrong}` cannot be computed")


@dataclass(frozen=True, slots=True)
class Ratio:
    """One feature over another; missing (NaN) where that is missing or not above 0."""

    name: str
    part: Feature
    whole: Feature

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"feature {self.name!r}: its `name` cannot be computed")


Declared = Feature | Ratio


def plain(features: Sequence[Declared]) -> list[Feature]:
    """What has to be counted for these, each once: the parts of ratios as well. Raises ValueError where one name
    stands for two things."""
    found: dict[str, Declared] = {}
    for one in (each for feature in features for each in (feature, *_parts(feature))):
        if found.setdefault(one.name, one) != one:
            raise ValueError(f"two features are called {one.name!r}")
    return [one for one in found.values() if isinstance(one, Feature)]


def by_key(features: Sequence[Declared]) -> Iterator[tuple[tuple[Key, ...], list[Feature]]]:
    """The plain ones by what they are counted by: each group is one pass."""
    groups: dict[tuple[Key, ...], list[Feature]] = {}
    for one in plain(features):
        groups.setdefault(one.by, []).append(one)
    yield from groups.items()


def _parts(feature: Declared) -> tuple[Feature, ...]:
    return (feature.part, feature.whole) if isinstance(feature, Ratio) else ()


DAY_US = 86_400_000_000
_SHIFT = BANK_ZONE.utcoffset(datetime(2000, 1, 1))
ZONE_US = (_SHIFT // timedelta(microseconds=1)) if _SHIFT else 0
"""By how much the bank's day begins before that of Greenwich; it has no summer time (since 1992)."""
