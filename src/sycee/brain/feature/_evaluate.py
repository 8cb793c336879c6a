"""The same features in plain Python, happening by happening: for one customer now, and to hold the others against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from sycee.brain.feature._declare import DAY_MAX, SLACK, Asked, Declared, Feature, Happening, Ratio, plain
from sycee.kit.time import bank_day

_DAY = timedelta(days=1)

Columns = dict[str, NDArray[np.float64]]
"""A column per feature, in the order in which they were asked for; a number per row, NaN where it is missing."""


@dataclass(frozen=True, slots=True)
class Told:
    """A happening whose properties were read."""

    was: Happening
    props: Mapping[str, Any]
    item: str | None
    theme: str | None


def evaluate(
    features: Sequence[Declared], asked: Sequence[Asked], happened: Iterable[Happening], themes: Mapping[str, str]
) -> Columns:
    """Features of each row from what happened; `themes`: what items are about."""
    told = [_told(one, themes) for one in happened if one.owner > 0]
    counted = {
        one.name: [_measured(one, row, themes.get(row.item or ""), told) for row in asked] for one in plain(features)
    }
    for one in features:
        if isinstance(one, Ratio):
            parts = zip(counted[one.part.name], counted[one.whole.name], strict=True)
            counted[one.name] = [_ratio(part, whole) for part, whole in parts]
    return {one.name: np.array(counted[one.name], float) for one in features}  # None is NaN


def known(came_at: datetime, at: datetime, since: datetime, now: datetime) -> bool:
    """Whether what was at `at` and came at `came_at` counts at `now` in a window since `since`: it had come before."""
    return at < now and since <= at and now - DAY_MAX * _DAY - SLACK <= came_at < now


def _told(one: Happening, themes: Mapping[str, str]) -> Told:
    props = msgspec.json.decode(one.props, type=dict[str, Any])
    item = props.get("item")
    item = item if isinstance(item, str) and item[:1] >= "a" else None
    return Told(one, props, item, themes.get(item or ""))


def _measured(one: Feature, row: Asked, theme: str | None, told: Sequence[Told]) -> float | None:
    key = {"owner": row.owner, "item": row.item, "theme": theme}
    if any(key[part] is None for part in one.by):
        return None
    since = row.at - timedelta(days=one.days)
    some = [
        each for each in told
        if all({"owner": each.was.owner, "item": each.item, "theme": each.theme}[part] == key[part] for part in one.by)
        and known(each.was.came_at, each.was.at, since, row.at) and _counted(one, each)
    ]  # fmt: skip
    match one.measure:
        case "count":
            return len(some)
        case "sum":
            return sum(round(_number(each.props.get(one.prop)) * 1000) for each in some) / 1000
        case "distinct":
            return len({what for each in some if (what := _what(one, each)) is not None})
        case "since":
            return (row.at - max(each.was.at for each in some)) / _DAY if some else None


def _counted(one: Feature, told: Told) -> bool:
    return (
        (not one.kinds or told.was.kind in one.kinds)
        and (not one.names or told.was.name in one.names)
        and all(_word(told.props.get(prop)) == word for prop, word in one.where)
    )


def _what(one: Feature, told: Told) -> object:
    match one.of:
        case "day":
            return bank_day(told.was.at)
        case "item":
            return told.item
        case "channel":
            return told.was.channel
        case _:
            return told.was.name


def _number(value: Any) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _word(value: Any) -> Any:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole is not None and whole > 0 else None
