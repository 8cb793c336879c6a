"""Sums, counts, shares and averages by any dimension and by two of them crossed; each leads to its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta

from sycee.insight.book._accounts import accounts
from sycee.insight.book._filter import AssetCode, Filter, fitting
from sycee.insight.book._lines import Index, Lines
from sycee.insight.book._shelf import lines_of
from sycee.insight.book._spans import TIMES, before, span_of, starts, year_ago
from sycee.insight.book._texts import Flags, Ints
from sycee.insight.category import CATEGORIES
from sycee.kit.capability import CATALOG, Answer, Ask, Context, Nothing
from sycee.kit.errors import BadInput, NotFound, Refusal
from sycee.kit.money import Asset, Money, NotAnAmount, TooLarge, TooManyDigits, UnknownAsset, asset
from sycee.kit.words import Locale, words

Dimension = Literal[
    "day", "week", "month", "quarter", "year", "weekday", "account", "category", "subcategory", "counterparty"
]
Of = Literal["spending", "income", "net"]

_TIMES_MAX = 800
_DENSE = 8
_SIDE = {"spending": -1, "income": 1}


class TooFine(Refusal):
    code, http = "too_fine", 422
    say = words(
        zh="时间分得太细，请缩短范围或按月、按年看", en="That is too many periods: look by month or year instead"
    )


class Summing(Ask, frozen=True, kw_only=True):
    """`by`: none, one or two dimensions. `compare`: also the period before and the same a year ago, where the filter
    has both days. `limit`: of groups that are not times the largest are told, and the rest in one."""

    filter: Filter = Filter()
    by: Annotated[list[Dimension], Meta(max_length=2)] = msgspec.field(default_factory=list)
    of: Of = "spending"
    compare: bool = False
    limit: Annotated[int, Meta(ge=1, le=500)] = 60


class Totals(Answer, frozen=True):
    """Income and spending in one range of days, and how many entries they are."""

    income: Money
    spending: Money
    net: Money
    count: int


class Group(Answer, frozen=True):
    """One group: its place in each dimension, and its sum of what was asked for.

    `share_bp`: of the whole, in hundredths of a per cent. `average`: per entry. `earlier` and `year_ago`: the same
    group in the periods compared with. `drill`: the filter that finds exactly its entries.
    """

    keys: list[str]
    titles: list[str]
    sum: Money
    count: int
    share_bp: int
    average: Money
    earlier: Money | None
    year_ago: Money | None
    drill: Filter


class Summary(Answer, frozen=True):
    """`rest` is what the groups that are not told come to; groups and rest add up to the total."""

    total: Totals
    earlier: Totals | None
    year_ago: Totals | None
    groups: list[Group]
    rest: Money
    rest_count: int
    asset: AssetCode


@dataclass(frozen=True, slots=True)
class Grouped:
    """Sums and counts of each group, by the number of its cell."""

    number: Ints
    sums: Ints
    counts: Ints


@CATALOG.read(
    "book.summary",
    title=words(zh="收支分析", en="Summary"),
    says=("这个月花在哪里", "餐饮花了多少", "where did my money go"),
    refuses=(NotFound, TooFine, NotAnAmount, TooManyDigits, TooLarge, UnknownAsset),
)
async def summary(ctx: Context, ask: Summing) -> Summary:
    """What came in and went out, by time, account, category or counterparty, and compared with earlier times.

    Transfers between my own accounts, card repayments, top-ups, fund purchases and refunds count in neither.
    """
    lines = await lines_of(ctx)
    if len(set(ask.by)) < len(ask.by):
        raise BadInput(field="by", reason="twice the same")
    unit = asset(ask.filter.asset)
    everything = fitting(lines, ask.filter, in_time=False)
    inside = fitting(lines, ask.filter)
    earlier, ago = _compared(ask)
    titles = await _titles(ctx) if "account" in ask.by else {}
    groups, rest, rest_count = _told(ctx.locale, lines, ask, inside, everything, titles)
    return Summary(
        total=totals(lines, inside, unit),
        earlier=totals(lines, everything & _within(lines, earlier), unit) if earlier else None,
        year_ago=totals(lines, everything & _within(lines, ago), unit) if ago else None,
        groups=groups,
        rest=Money(rest, unit),
        rest_count=rest_count,
        asset=unit.code,
    )


def totals(lines: Lines, mask: Flags, unit: Asset) -> Totals:
    """Income, spending and number of entries of these lines. What is neither is in none of the three."""
    income, spending = (int(lines.adds[mask & (lines.side == side)].sum()) for side in (1, -1))
    rows = lines.entry[mask & (lines.side != 0)]
    count = len(np.unique(rows)) if _has_parts(lines) else len(rows)
    return Totals(
        income=Money(income, unit), spending=Money(-spending, unit), net=Money(income + spending, unit), count=count
    )


def _compared(ask: Summing) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
    since, until = ask.filter.since, ask.filter.until
    if not ask.compare or since is None or until is None:
        return None, None
    return before(since, until), year_ago(since, until)


def _within(lines: Lines, span: tuple[date, date]) -> Flags:
    return (lines.day >= span[0].toordinal()) & (lines.day <= span[1].toordinal())


async def _titles(ctx: Context) -> dict[str, str]:
    return {a.id: f"{a.title} {a.tail}".strip() for a in (await accounts(ctx, Nothing())).accounts}


def _told(
    locale: Locale, lines: Lines, ask: Summing, inside: Flags, everything: Flags, titles: dict[str, str]
) -> tuple[list[Group], int, int]:
    if not ask.by:
        return [], 0, 0
    indexes = [_index(lines, dimension) for dimension in ask.by]
    cells = _cells(indexes)
    measured = inside & ((lines.side != 0) if ask.of == "net" else (lines.side == _SIDE[ask.of]))
    found = _grouped(lines, cells, measured, ask.of)
    timed = sum(dimension in TIMES for dimension in ask.by)
    if timed and len(found.number) > _TIMES_MAX * len(ask.by):
        raise TooFine(field="by")
    others = [_by_number(lines, cells, ask, everything, span) for span in _compared(ask)]
    order = np.arange(len(found.number)) if timed else np.lexsort((found.number, -np.abs(found.sums)))
    shown = order if timed else order[: ask.limit]
    numbers = found.number[shown]
    width = len(indexes[-1].keys)
    parts = [numbers] if len(indexes) == 1 else [numbers // width, numbers % width]
    places = [
        _places(locale, lines, ask, dimension, index.keys[part], titles)
        for dimension, index, part in zip(ask.by, indexes, parts, strict=True)
    ]
    groups = _groups(ask, found, shown, places, others)
    hidden = order[len(shown) :]
    return groups, int(found.sums[hidden].sum()), int(found.counts[hidden].sum())


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cell of one dimension, or of two crossed, each line lies in; `many` are all there could be."""

    of: Ints
    many: int


def _index(lines: Lines, dimension: str) -> Index:
    """Where each line is in a dimension. A book is looked at from many sides between two of its changes."""
    if dimension not in lines.indexes:
        keys, place = np.unique(_keys(lines, dimension), return_inverse=True)
        lines.indexes[dimension] = Index(keys, place)
    return lines.indexes[dimension]


def _cells(indexes: list[Index]) -> Cells:
    if len(indexes) == 1:
        return Cells(indexes[0].place, len(indexes[0].keys))
    one, other = indexes
    return Cells(one.place * len(other.keys) + other.place, len(one.keys) * len(other.keys))


def _keys(lines: Lines, dimension: str) -> Ints:
    if dimension in TIMES:
        return starts(lines.day, dimension)
    if dimension == "weekday":
        return np.asarray((lines.day + 6) % 7)
    if dimension == "account":
        return lines.account
    if dimension == "counterparty":
        return lines.party
    return lines.code if dimension == "subcategory" else _rolled_up(lines)


def _rolled_up(lines: Lines) -> Ints:
    """Per line, the category of the closed list."""
    return np.array([lines.codes.index(lines.choices.under(code)) for code in lines.codes])[lines.code]


def _grouped(lines: Lines, cells: Cells, mask: Flags, of: str) -> Grouped:
    rows = np.flatnonzero(mask)
    if cells.many <= _DENSE * (len(rows) + 1):  # then counting needs no sorting
        number, place, many = np.arange(cells.many), cells.of[rows], cells.many
    else:
        number, place = np.unique(cells.of[rows], return_inverse=True)
        many = len(number)
    sums, sign = np.zeros(many, np.int64), -1 if of == "spending" else 1
    np.add.at(sums, place, lines.adds[rows] * sign)
    # An entry whose parts fall into one group is one entry of it.
    entries = np.unique(np.stack([place, lines.entry[rows]]), axis=1)[0] if _has_parts(lines) else place
    counts = np.bincount(entries, minlength=many)
    there = np.flatnonzero(counts)
    return Grouped(number[there], sums[there], counts[there])


def _has_parts(lines: Lines) -> bool:
    return bool(len(lines.choices.parts))


def _by_number(
    lines: Lines, cells: Cells, ask: Summing, everything: Flags, span: tuple[date, date] | None
) -> dict[int, int] | None:
    """Sums of the groups in another range of days; groups of times have none there."""
    if span is None or any(dimension in TIMES for dimension in ask.by):
        return None
    side = (lines.side != 0) if ask.of == "net" else (lines.side == _SIDE[ask.of])
    found = _grouped(lines, cells, everything & _within(lines, span) & side, ask.of)
    return dict(zip(found.number.tolist(), found.sums.tolist(), strict=True))


def _shares(sums: Ints) -> Ints:
    """Hundredths of a per cent that add up to the whole: the largest remainders take what rounding leaves."""
    whole = int(np.abs(sums).sum())
    if not whole:
        return np.zeros(len(sums), np.int64)
    exact = [abs(int(s)) * 10_000 for s in sums]
    floor = np.array([e // whole for e in exact], np.int64)
    remainders = np.array([e % whole for e in exact], np.float64)
    floor[np.argsort(-remainders, kind="stable")[: 10_000 - int(floor.sum())]] += 1
    return floor


@dataclass(frozen=True, slots=True)
class Place:
    """One group's place in a dimension: its key, what people call it, and what narrows a filter to it."""

    key: str
    title: str
    narrows: dict[str, Any]


def _places(
    locale: Locale, lines: Lines, ask: Summing, dimension: str, numbers: Ints, titles: dict[str, str]
) -> list[Place]:
    """The place of each group in a dimension; ten years of months are 120 places, however many groups share them."""
    made: dict[int, Place] = {}
    for n in np.unique(numbers).tolist():
        key, title = _place(locale, lines, dimension, n, titles)
        made[n] = Place(key, title, _narrows(ask.filter, dimension, key))
    return [made[n] for n in numbers.tolist()]


def _groups(
    ask: Summing, found: Grouped, shown: Ints, places: list[list[Place]], others: list[dict[int, int] | None]
) -> list[Group]:
    unit, shares = asset(ask.filter.asset), _shares(found.sums)
    base = {field: value for field in Filter.__struct_fields__ if (value := getattr(ask.filter, field)) is not None}
    base["side"] = "counted" if ask.of == "net" else ask.of
    earlier, ago = others
    each = found.number, found.sums, found.counts, shares, _averages(found.sums, found.counts)
    columns = (column[shown].tolist() for column in each)
    groups = []
    for place, number, total, count, share, average in zip(zip(*places, strict=True), *columns, strict=True):
        drill = base | place[0].narrows if len(place) == 1 else _both(base, place[0].narrows, place[1].narrows)
        groups.append(
            Group(
                keys=[p.key for p in place],
                titles=[p.title for p in place],
                sum=Money(total, unit),
                count=count,
                share_bp=share,
                average=Money(average, unit),
                earlier=None if earlier is None else Money(earlier.get(number, 0), unit),
                year_ago=None if ago is None else Money(ago.get(number, 0), unit),
                drill=Filter(**drill),
            )
        )
    return groups


def _averages(sums: Ints, counts: Ints) -> Ints:
    """To the nearest cent, halves away from zero."""
    return np.asarray(np.sign(sums) * ((2 * np.abs(sums) + counts) // (2 * counts)))


def _place(locale: Locale, lines: Lines, dimension: str, n: int, titles: dict[str, str]) -> tuple[str, str]:
    if dimension in TIMES:
        day = date.fromordinal(n).isoformat()
        return day, {"month": day[:7], "year": day[:4]}.get(dimension, day)
    if dimension == "weekday":
        return str(n), _WEEKDAYS[n].say(locale)
    if dimension == "account":
        return lines.refs[n], titles.get(lines.refs[n], lines.refs[n])
    if dimension == "counterparty":
        return lines.texts.parties[n], lines.texts.shown[n] or _NOBODY.say(locale)
    return lines.codes[n], title_of(lines, lines.codes[n], locale)


_NOBODY = words(zh="未写明", en="Not said")
_WEEKDAYS = [
    words(zh=f"星期{zh}", en=en)
    for zh, en in zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
]


def title_of(lines: Lines, code: str, locale: Locale) -> str:
    """What a category is called, of the closed list or of the customer's own."""
    known = CATEGORIES.get(code)
    return known.title.say(locale) if known else next(own.title for own in lines.choices.categories if own.code == code)


_FIELDS = {"account": "accounts", "category": "categories", "counterparty": "counterparties"}


def _narrows(asked: Filter, dimension: str, key: str) -> dict[str, Any]:
    """What narrows a filter to one place of a dimension."""
    if dimension in TIMES:
        since, until = span_of(date.fromisoformat(key), dimension)
        return {"since": max(since, asked.since or since), "until": min(until, asked.until or until)}
    if dimension == "weekday":
        return {"weekday": int(key)}
    if dimension == "subcategory":
        return {"exactly": key}
    return {_FIELDS[dimension]: [key]}


def _both(base: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A filter narrowed to a place in each of two dimensions; two spans of time are narrowed to what they share."""
    both = base | one | other
    if "since" in one and "since" in other:
        both |= {"since": max(one["since"], other["since"]), "until": min(one["until"], other["until"])}
    return both
