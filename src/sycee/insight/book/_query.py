"""What people type to find an entry: amounts, days, categories and words, in any order, read into one filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sycee.insight.book._spans import DAYS, shifted, span_of, year_ago

Span = tuple[date, date]
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11, "十二": 12, "〇": 0}
_N = r"(\d{1,12}(?:\.\d{1,2})?)"
_MONTH = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_NEAR_PER_CENT = 10
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(slots=True)
class Query:
    """What was read: fields of a filter, and the words that are left."""

    fields: dict[str, Any] = field(default_factory=dict)
    words: str = ""


def read_query(query: str, today: date, categories: dict[str, str]) -> Query:
    """Read what was typed. `categories`: codes by every name that they have, in small letters."""
    read = Query()
    left = f" {query.casefold()} "
    for pattern, meaning in _AMOUNTS + _SIDES:
        left = _taken(left, pattern, read, meaning)
    for pattern, span in _DATES:
        left = _taken(left, pattern, read, _dated(span, today))
    words = []
    for word in left.split():
        code = categories.get(word)
        if code and "categories" not in read.fields:
            read.fields["categories"] = [code]
        else:
            words.append(word)
    read.words = " ".join(words)
    return read


def _taken(left: str, pattern: re.Pattern[str], read: Query, meaning: Callable[[Any], dict[str, Any]]) -> str:
    found = pattern.search(left)
    if not found:
        return left
    try:
        fields = meaning(found)
    except ValueError:  # no such day, such as 30 February, or none that may be asked for
        return left
    if fields.keys() & read.fields.keys():
        return left
    read.fields.update(fields)
    return f"{left[: found.start()]} {left[found.end() :]}"


def _dated(span: Callable[[Any, date], Span], today: date) -> Callable[[Any], dict[str, Any]]:
    return lambda found: _days(span(found, today))


def _days(span: Span) -> dict[str, Any]:
    if span[0] < DAYS[0] or span[1] > DAYS[1]:
        raise ValueError("no such day in the book")
    return {"since": span[0], "until": span[1]}


def _between(low: str, high: str) -> dict[str, Any]:
    first, last = sorted((low, high), key=float)
    return {"least": first, "most": last}


def _near(amount: str) -> dict[str, Any]:
    cents = round(float(amount) * 100)
    slack = cents * _NEAR_PER_CENT // 100
    return {"least": f"{(cents - slack) / 100:.2f}", "most": f"{(cents + slack) / 100:.2f}"}


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_AMOUNTS: tuple[tuple[re.Pattern[str], Callable[[Any], dict[str, Any]]], ...] = (
    (_re(rf"{_N}\s*元?\s*(?:左右|上下)"), lambda m: _near(m[1])),
    (_re(rf"(?:大约|大概|约|about |around |~)\s*{_N}\s*元?"), lambda m: _near(m[1])),
    (_re(rf"{_N}\s*元?\s*(?:-|~|到|至|to)\s*{_N}\s*元"), lambda m: _between(m[1], m[2])),
    (_re(rf"(?<![\d.年-]){_N}\s*(?:~|到|至)\s*{_N}(?![\d月年-])"), lambda m: _between(m[1], m[2])),
    (_re(rf"(?:>=?|≥|大于|超过|多于|over |above |more than )\s*{_N}\s*元?"), lambda m: {"least": m[1]}),
    (_re(rf"(?:<=?|≤|小于|不到|少于|under |below |less than )\s*{_N}\s*元?"), lambda m: {"most": m[1]}),
    (_re(rf"{_N}\s*元?\s*以上"), lambda m: {"least": m[1]}),
    (_re(rf"{_N}\s*元?\s*以[下内]"), lambda m: {"most": m[1]}),
    (_re(rf"(?:(?:=|¥|￥)\s*{_N}|{_N}\s*[元块])"), lambda m: _between(m[1] or m[2], m[1] or m[2])),
    (_re(r"(?<=\s)(\d{1,12}\.\d{1,2})(?=\s)"), lambda m: _between(m[1], m[1])),
)
_SIDES: tuple[tuple[re.Pattern[str], Callable[[Any], dict[str, Any]]], ...] = (
    (_re(r"(?<=\s)(?:收入|income)(?=\s)"), lambda _: {"side": "income"}),
    (_re(r"(?<=\s)(?:支出|花销|消费|spending)(?=\s)"), lambda _: {"side": "spending"}),
)


def _month_number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return _DIGITS.get(written) or 10 + _DIGITS[written[-1]]


def _month_of(year: int, written: str) -> Span:
    return span_of(date(year, _month_number(written), 1), "month")


def _latest_month(written: str, today: date) -> Span:
    """The last such month that has begun."""
    month = _month_number(written)
    return span_of(date(today.year - (month > today.month), month, 1), "month")


def _latest_day(month: str, day: str, today: date) -> Span:
    found = date(today.year, _month_number(month), int(day))
    found = found if found <= today else found.replace(year=today.year - 1)
    return found, found


def _week(today: date, back: int) -> Span:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def _weekend(today: date, back: int) -> Span:
    _, sunday = _week(today, back)
    return sunday - timedelta(days=1), sunday


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _one(day: date) -> Span:
    return day, day


_BACK = {"今年": 0, "去年": 1, "前年": 2, "this year": 0, "last year": 1}
_DATES: tuple[tuple[re.Pattern[str], Callable[[Any, date], Span]], ...] = (
    (_re(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?"), lambda m, _: _one(date(int(m[1]), int(m[2]), int(m[3])))),
    (_re(r"(\d{4})[-/.年]\s*(1[0-2]|0?[1-9])月?(?![\d-])"), lambda m, _: _month_of(int(m[1]), m[2])),
    (_re(rf"(今年|去年|前年)\s*{_MONTH}月(?:份)?"), lambda m, t: _month_of(t.year - _BACK[m[1]], m[2])),
    (_re(r"(今年|去年|前年)(?:的)?今天"), lambda m, t: _one(year_ago(t, t)[0]) if m[1] == "去年" else _one(t)),
    (_re(r"(今年|去年|前年|this year|last year)"), lambda m, t: _year(t.year - _BACK[m[1]])),
    (_re(rf"{_MONTH}月(\d{{1,2}})[日号]"), lambda m, t: _latest_day(m[1], m[2], t)),
    (_re(rf"(?<![个\d]){_MONTH}月(?:份)?(?!\d)"), lambda m, t: _latest_month(m[1], t)),
    (_re(r"(\d{4})年"), lambda m, _: _year(int(m[1]))),
    (_re(r"上个?周末|last weekend"), lambda _, t: _weekend(t, 1)),
    (_re(r"(?:这个?|本)?周末|this weekend"), lambda _, t: _weekend(t, 0)),
    (_re(r"上个?(?:周|星期|礼拜)|last week"), lambda _, t: _week(t, 1)),
    (_re(r"(?:这个?|本)(?:周|星期|礼拜)|this week"), lambda _, t: _week(t, 0)),
    (_re(r"上上个?月"), lambda _, t: span_of(shifted(t.replace(day=1), -2), "month")),
    (_re(r"上个?月|last month"), lambda _, t: span_of(shifted(t.replace(day=1), -1), "month")),
    (_re(r"(?:这个?|本)月|this month"), lambda _, t: span_of(t.replace(day=1), "month")),
    (_re(r"大前天"), lambda _, t: _one(t - timedelta(days=3))),
    (_re(r"前天"), lambda _, t: _one(t - timedelta(days=2))),
    (_re(r"昨天|昨日|yesterday"), lambda _, t: _one(t - timedelta(days=1))),
    (_re(r"今天|今日|today"), lambda _, t: _one(t)),
    (_re(r"(?:最近|近|last |past )(\d{1,3})\s*(?:天|days?)"), lambda m, t: (t - timedelta(days=int(m[1]) - 1), t)),
    (_re(r"(?:最近|近|last |past )(\d{1,2})\s*(?:个月|months?)"), lambda m, t: (shifted(t, -int(m[1])), t)),
    (
        _re(rf"(?<=\s)({'|'.join(_EN_MONTHS)})[a-z]*(?:\s+(\d{{4}}))?(?=\s)"),
        lambda m, t: (
            _month_of(int(m[2]), str(_EN_MONTHS.index(m[1]) + 1))
            if m[2]
            else _latest_month(str(_EN_MONTHS.index(m[1]) + 1), t)
        ),
    ),
)
