"""The dates of an order. The 31st of a short month is its last day, and the 31st again in the next long one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Literal

from sycee.kit.time import BANK_ZONE
from sycee.kit.words import Locale, words

Every = Literal["once", "week", "month"]

FIRST_AT, AGAIN_AT = time(9), (time(12), time(15), time(18))
"""When a date is paid, and when it is tried again for want of money."""

_SHORT = 28
_WEEKDAYS = words(zh="一二三四五六日", en="Mon Tue Wed Thu Fri Sat Sun")


def next_after(first: date, every: Every, until: date | None, after: date) -> date | None:
    """The first date of an order that is later than `after`; None where there is none."""
    if first > after:
        found = first
    elif every == "once":
        return None
    elif every == "week":
        found = first + timedelta(weeks=(after - first).days // 7 + 1)
    else:
        months = (after.year - first.year) * 12 + after.month - first.month
        found = _in_month(first, months)
        if found <= after:
            found = _in_month(first, months + 1)
    return found if until is None or found <= until else None


def _in_month(first: date, later: int) -> date:
    years, month = divmod(first.month - 1 + later, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def at(day: date, hour: time) -> datetime:
    """An hour of a bank day."""
    return datetime.combine(day, hour, tzinfo=BANK_ZONE)


def tried_again(day: date, now: datetime) -> datetime | None:
    """When a date of that day is tried next; None when its last hour is past."""
    return next((again for again in (at(day, hour) for hour in AGAIN_AT) if again > now), None)


def in_words(first: date, every: Every, locale: Locale) -> str:
    """How often, as a customer reads it."""
    if every == "once":
        return words(zh="一次", en="once").say(locale)
    if every == "week":
        n = first.weekday()
        return words(zh=f"每周{_WEEKDAYS.zh[n]}", en=f"every {_WEEKDAYS.en.split()[n]}").say(locale)
    if first.day <= _SHORT:
        return words(zh=f"每月 {first.day} 日", en=f"day {first.day} of every month").say(locale)
    zh = f"每月 {first.day} 日（短月为最后一天）"
    return words(zh=zh, en=f"day {first.day} of every month (the last day of shorter ones)").say(locale)
