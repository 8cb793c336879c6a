"""Time is an argument: nothing below the app asks for the hour by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Something that tells the instant, with its zone."""

BANK_ZONE_NAME = "Asia/Shanghai"
BANK_ZONE = ZoneInfo(BANK_ZONE_NAME)


def system_clock() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)


def bank_day(at: datetime) -> date:
    """The bank's calendar day of an instant."""
    return at.astimezone(BANK_ZONE).date()


def day_starts(day: date) -> datetime:
    """The instant at which a bank day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=BANK_ZONE)


def day_ends(day: date) -> datetime:
    """The instant at which the next bank day begins."""
    return day_starts(day + timedelta(days=1))
