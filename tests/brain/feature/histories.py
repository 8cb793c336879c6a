"""Random histories of a few people, by hypothesis, and the same history as each evaluator reads it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from sycee.brain.feature import FEATURES, Asked, Declared, Feature, Happening, History, Ratio
from sycee.brain.feature._files import COLUMNS
from sycee.kit.time import bank_day, day_starts

FIRST = day_starts(date(2026, 3, 1))
"""Histories are of seventy days from here on: more than any window is long."""
THEMES = {"fund.steady.1": "steady", "fund.steady.2": "steady", "article.travel.1": "travel"}
ITEMS = (*THEMES, "article.unknown.1")
PEOPLE = (1, 2, 3)
NOBODY_KNOWN = 9
"""Whose events in files are nobody's any more."""

_SPENT = Feature("spent", "sum", 9, ("track",), where=(("by_lot", "true"),), prop="size")
MORE: tuple[Declared, ...] = (
    _SPENT,
    Feature("spent_on_theme", "sum", 28, prop="size", by=("theme",)),
    Ratio("spent_per_day", _SPENT, Feature("days_3", "distinct", 3, of="day")),
    Feature("last_of_item", "since", 20, by=("item",)),
)
ALL = (*FEATURES, *MORE)

# Instants that meet: of events with one another, with the ends of windows, and with what is asked.
_SECOND = st.one_of(st.integers(0, 70 * 24).map(lambda hour: hour * 3600), st.integers(0, 70 * 86_400))
_AT = _SECOND.map(lambda second: FIRST + timedelta(seconds=second))
_NAMES = st.sampled_from(
    [("page", "home"), ("page", "book"), ("call", "transfer.send"), ("call", "event.track"), ("identify", "large"),
     ("track", "recommend.seen"), ("track", "recommend.opened"), ("track", "recommend.refused")]
)  # fmt: skip
_PROPS = st.fixed_dictionaries(
    {},
    optional={
        "item": st.one_of(st.sampled_from(ITEMS), st.just(7)),
        "code": st.sampled_from(["ok", "short"]),
        "by_lot": st.booleans(),
        "size": st.one_of(
            st.integers(-99_999, 99_999),
            st.integers(-(10**8) + 1, 10**8 - 1).map(lambda n: n / 1000),
            st.sampled_from(["nan", "infinity", "e5"]),
            st.booleans(),
        ),
    },
)


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    """One; most came at once, some days late, a few with a clock that was ahead."""
    kind, name = draw(_NAMES)
    came = draw(_AT)
    age = draw(st.sampled_from([0, 0, 1, 3600, 86_400, 7 * 86_400, -300]))
    owner = draw(st.sampled_from([*PEOPLE, -1, NOBODY_KNOWN]))
    channel = draw(st.sampled_from(["http", "cli"]))
    return Happening(owner, kind, name, channel, came - timedelta(seconds=age), came, json.dumps(draw(_PROPS)))


HISTORIES = st.lists(happenings(), max_size=60)
ROWS = st.lists(
    st.builds(Asked, st.sampled_from([*PEOPLE, 4]), _AT, st.one_of(st.none(), st.sampled_from(ITEMS))),
    min_size=1, max_size=8,
)  # fmt: skip


_TEXT, _INSTANT, _ID = pa.string(), pa.timestamp("us", tz="UTC"), pa.binary(16)
_KINDS = (_ID, _ID, _TEXT, _TEXT, _INSTANT, _INSTANT, _TEXT, _TEXT)


def theirs(happened: Sequence[Happening]) -> list[Happening]:
    """Without what is nobody's."""
    return [one for one in happened if one.owner in PEOPLE]


def kept(happened: Sequence[Happening], folder: Path, filed_until: date) -> History:
    """As the bank keeps it: in files up to one day, and rows from then on. A file holds forty days here, and is not
    asked to outlive a failure of power: a hundred histories would wait for the disk."""
    by_day: dict[date, list[Happening]] = {}
    for one in happened:
        day = bank_day(one.came_at)
        if day <= filed_until:
            by_day.setdefault(bank_day(instant((day - bank_day(FIRST)).days // 40 * 40)), []).append(one)
    paths = [folder / f"{day}.parquet" for day in sorted(by_day)]
    for path, (_, some) in zip(paths, sorted(by_day.items()), strict=True):
        rows = [_filed(number, one) for number, one in enumerate(some)]
        columns = zip(*rows, strict=True)
        pq.write_table(
            pa.table([pa.array(list(one), kind) for one, kind in zip(columns, _KINDS, strict=True)], COLUMNS), path
        )
    recent = [one for one in theirs(happened) if bank_day(one.came_at) > filed_until]
    return History(paths, [(_alias(owner), owner) for owner in PEOPLE], recent, THEMES)


def _alias(owner: int) -> bytes:
    return UUID(int=owner).bytes


def _filed(number: int, one: Happening) -> tuple[Any, ...]:
    alias = _alias(one.owner) if one.owner > 0 else None
    return (UUID(int=number).bytes, alias, one.kind, one.name, one.at, one.came_at, one.channel, one.props)


def instant(day: int, hour: int = 0) -> datetime:
    """An instant of the seventy days."""
    return FIRST + timedelta(days=day, hours=hour)
