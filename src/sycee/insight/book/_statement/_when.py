"""From cells to a naive local time, as the file's bank means it."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, NamedTuple

from sycee.insight.book._statement._clean import narrow

Order = Literal["day", "month"]

_YEARS = range(1970, 2101)
_CHINA = timezone(timedelta(hours=8))
_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"
    r"|(?P<month8>[0-9]{2})(?P<day8>[0-9]{2}))(?P<rest>.*)"
)
_OTHER = re.compile(r"(?P<a>[0-9]{1,2})[-/.](?P<b>[0-9]{1,2})[-/.](?P<year>[0-9]{4}|[0-9]{2})(?P<rest>(?![0-9]).*)")
_SHORT = re.compile(r"(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?(?P<rest>(?![0-9]).*)")
_NAMED_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?[-/ ]?(?:de )?(?P<name>[^\W\d_]{3,10})\.?,?[-/ ]?(?:de )?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?P<rest>(?![0-9]).*)"
)
_NAMED_MONTH = re.compile(
    r"(?P<name>[^\W\d_]{3,10})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})(?P<rest>.*)"
)
_WEEKDAY = re.compile(r"(?:[A-Za-z]{2,9}\.?,|(?:星期|周)[一二三四五六日天],?)\s*")
# A day as a spreadsheet counts it, from 1954 on, with the clock as its fraction.
_SERIAL = re.compile(r"(?P<days>[2-5][0-9]{4})(?:\.(?P<part>[0-9]{1,12}))?")
_SERIAL_DAY_0 = datetime(1899, 12, 30)
_CLOCK = re.compile(
    r"[T ]*(?P<hour>[0-9]{1,2})[:：时](?P<minute>[0-9]{1,2})"
    r"(?:[:：分](?P<second>[0-9]{1,2})(?:[.,][0-9]+)?)?[秒分]?"
    r"\s*(?P<half>[AaPp][Mm])?\s*(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_PACKED = re.compile(r"[T ]*(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})")
# English, German, French, Spanish, Italian, Dutch and Portuguese, by as many letters as tell them apart.
_MONTH_NAMES = (
    "jan gen ene", "feb fev fév", "mar mär mrz maa", "apr avr abr", "may mai mei mag", "jun juin giu", "jul juil lug",
    "aug aoû aou ago", "sep set", "oct okt out ott", "nov", "dec dez déc dic",
)  # fmt: skip
_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}


class When(NamedTuple):
    """A moment as the file states it; `date_only` when it states no clock time."""

    at: datetime
    date_only: bool


class Reckoning(NamedTuple):
    """How the file writes days: which part of 03/04/2024 comes first, and the statement's own month."""

    first: Order | None = None
    month: tuple[int, int] | None = None


def when(day: str, clock: str, reckoning: Reckoning) -> When | None:
    """The moment two cells state together; either may hold both. None when no day can be read."""
    day, clock = narrow(day), narrow(clock)
    read = _day(day, reckoning)
    if read is None:
        return None
    on, rest = read
    for text in (rest, clock, _clock_of(clock, reckoning)):
        if moment := _clock(on, text):
            return When(moment, False)
    # What follows a day is its clock time or nothing: "2024-01-02x" is not a day.
    return When(datetime.combine(on, time()), True) if not rest.strip() else None


def day(text: str, reckoning: Reckoning) -> date | None:
    """The day that a cell states."""
    read = when(text, "", reckoning)
    return read.at.date() if read else None


def numeric_parts(text: str) -> tuple[int, int, int] | None:
    """The three parts of a day such as 03/04/2024, whose order the cell alone does not tell. Dots tell it."""
    found = _OTHER.fullmatch(text)
    if found and "." in text[:6]:
        return None
    return (int(found["a"]), int(found["b"]), int(found["year"])) if found else None


def _clock_of(text: str, reckoning: Reckoning) -> str:
    read = _day(text, reckoning) if text else None
    return read[1] if read else ""


def _day(text: str, reckoning: Reckoning) -> tuple[date, str] | None:
    if not text[:1].isdigit() and (weekday := _WEEKDAY.match(text)):
        text = text[weekday.end() :]
    if found := _DAY.fullmatch(text):
        parts = (found["year"], found["month"] or found["month8"], found["day"] or found["day8"])
        return _dated(parts, found["rest"])
    if found := _OTHER.fullmatch(text):
        return _dated(_ordered(found, text, reckoning), found["rest"])
    if (found := _SHORT.fullmatch(text)) and reckoning.month:
        return _dated((_year(int(found["month"]), reckoning.month), found["month"], found["day"]), found["rest"])
    if found := _NAMED_DAY.fullmatch(text) or _NAMED_MONTH.fullmatch(text):
        year = found["year"] if len(found["year"]) == 4 else "20" + found["year"]
        name = found["name"].lower()
        return _dated((year, _MONTHS.get(name[:4]) or _MONTHS.get(name[:3], 0), found["day"]), found["rest"])
    return _serial(text)


def _serial(text: str) -> tuple[date, str] | None:
    found = _SERIAL.fullmatch(text)
    if not found:
        return None
    part = found["part"] or "0"
    at = _SERIAL_DAY_0 + timedelta(days=int(found["days"]), seconds=round(int(part) * 86_400 / 10 ** len(part)))
    return at.date(), f"{at:%H:%M:%S}" if found["part"] else ""


def _ordered(found: re.Match[str], text: str, reckoning: Reckoning) -> tuple[str, str, str]:
    year = found["year"] if len(found["year"]) == 4 else "20" + found["year"]
    # 31.12.2024 is written with dots only where the day comes first.
    if reckoning.first == "month" and "." not in text[:6]:
        return year, found["a"], found["b"]
    return year, found["b"], found["a"]


def _year(month: int, statement: tuple[int, int]) -> int:
    """A January statement lists December's purchases too: those of the year before."""
    year, until = statement
    return year if month <= until else year - 1


def _dated(parts: tuple[str | int, str | int, str | int], rest: str) -> tuple[date, str] | None:
    year, month, on = (int(part) for part in parts)
    if year not in _YEARS:
        return None
    try:
        return date(year, month, on), rest
    except ValueError:
        return None


def _clock(on: date, text: str) -> datetime | None:
    found = _CLOCK.fullmatch(text) or _PACKED.fullmatch(text)
    if not found:
        return None
    parts = found.groupdict()
    hour = _hour(int(parts["hour"]), (parts.get("half") or "").lower())
    try:
        moment = datetime.combine(on, time(hour, int(parts["minute"]), int(parts["second"] or 0)))
        return _local(moment, parts.get("zone"))
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    return hour if not half else hour % 12 + (12 if half == "pm" else 0)


def _local(moment: datetime, zone: str | None) -> datetime:
    """A stated offset is brought to China's clock; without one the file's clock is the person's."""
    if not zone:
        return moment
    away = UTC if zone == "Z" else datetime.strptime(zone, "%z").tzinfo
    return moment.replace(tzinfo=away).astimezone(_CHINA).replace(tzinfo=None)
