"""Reminders: payments that come again, prices that rise, second charges, amounts out of the ordinary, a month's end."""

from sycee.insight.remind._daily import Noticed
from sycee.insight.remind._detect import Detected, detect
from sycee.insight.remind._entries import Entries
from sycee.insight.remind._finding import KINDS, Finding, Kind
from sycee.insight.remind._list import Reminders, list_reminders
from sycee.insight.remind._month import month_end
from sycee.insight.remind._rows import Told, told_of
from sycee.insight.remind._series import EVERY, Every, Series, series_of
from sycee.insight.remind._words import KIND_OF, TITLES, WHY, fact

__all__ = [
    "EVERY",
    "KINDS",
    "KIND_OF",
    "TITLES",
    "WHY",
    "Detected",
    "Entries",
    "Every",
    "Finding",
    "Kind",
    "Noticed",
    "Reminders",
    "Series",
    "Told",
    "detect",
    "fact",
    "list_reminders",
    "month_end",
    "series_of",
    "told_of",
]
