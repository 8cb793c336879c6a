"""How a card is reckoned: limit, cycle, minimum. Sums are in fen. The rules are written down in docs/customers.md."""

from __future__ import annotations

from datetime import date, timedelta

LIMIT_BASE, LIMIT_STEP = 3_000_00, 1_000_00
LIMIT_MOST = {1: 50_000_00, 2: 5_000_00}
"""The largest limit by the class of the customer's accounts."""
DUE_AFTER = timedelta(days=20)
SOON = timedelta(days=3)
"""How long before the due day its coming is told."""
MINIMUM_LEAST = 10_00


def limit_for(balance: int, grade: int) -> int:
    """The limit that somebody is given: 3,000 yuan and half of what is in their accounts, down to a whole thousand,
    at most what the class of their accounts allows. Deterministic, by the bank's own rule."""
    limit = LIMIT_BASE + max(balance, 0) // 2
    return min(limit // LIMIT_STEP * LIMIT_STEP, LIMIT_MOST[grade])


def minimum_of(balance: int) -> int:
    """The least of a statement that must be repaid: a tenth, rounded up to a fen, at least 10 yuan, never more than is
    owed; nothing where nothing is."""
    if balance <= 0:
        return 0
    return min(balance, max(-(-balance // 10), MINIMUM_LEAST))


def due_on(day: date) -> date:
    """By the end of which day a statement of `day` is to be repaid."""
    return day + DUE_AFTER


def next_statement(day: date, statement_day: int) -> date:
    """The first statement day from this day on; it is one that every month has."""
    if day.day <= statement_day:
        return day.replace(day=statement_day)
    return (day.replace(day=28) + timedelta(days=4)).replace(day=statement_day)


def last_statement(day: date, statement_day: int) -> date:
    """The last statement day up to and with this day."""
    if day.day >= statement_day:
        return day.replace(day=statement_day)
    return (day.replace(day=1) - timedelta(days=1)).replace(day=statement_day)
