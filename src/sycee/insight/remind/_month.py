"""The end of a month: what was spent in it so far, beside what is usual by that day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np

from sycee.insight.book import shifted
from sycee.insight.remind._finding import Facts, Finding
from sycee.kit.money import CNY, Money

LAST_DAYS = 3
_MONTHS, _MONTHS_MIN = 6, 3


def month_end(spent: dict[int, int], today: date) -> list[Finding]:
    """In the last days of a month: its spending up to today, and the median of the months before up to the same day.
    `spent`: fen per day, by ordinal, as the book counts them."""
    length = monthrange(today.year, today.month)[1]
    if today.day <= length - LAST_DAYS:
        return []
    so_far = _until(spent, today)
    # The last day of a month is compared with the last days of others, whatever their number.
    before = [_until(spent, _same_day(today, back, length)) for back in range(1, _MONTHS + 1)]
    # Months before the first entry are none.
    before = before[: next((n for n in range(len(before), 0, -1) if before[n - 1]), 0)]
    if so_far <= 0 or len(before) < _MONTHS_MIN:
        return []
    usual = int(np.median(before))
    sign = "month_more" if so_far > usual else "month_less"
    facts: Facts = {
        "month": f"{today:%Y-%m}", "amount": Money(so_far, CNY), "usual": Money(usual, CNY),
        "more": Money(abs(so_far - usual), CNY), "times": str(len(before)),
    }  # fmt: skip
    return [Finding("month_end", f"{today:%Y-%m}", "", "", (), today, Money(so_far, CNY), sign, facts)]


def _same_day(today: date, back: int, length: int) -> date:
    first = shifted(today.replace(day=1), -back)
    last = monthrange(first.year, first.month)[1]
    return first.replace(day=max(1, last - (length - today.day)))


def _until(spent: dict[int, int], day: date) -> int:
    return sum(spent.get(n, 0) for n in range(day.replace(day=1).toordinal(), day.toordinal() + 1))
