"""What can go wrong with a payment, and what is known of one case of it. Data."""

from __future__ import annotations

from typing import NamedTuple

FRAUDS = ("takeover", "scam", "card_testing", "merchant")
"""Somebody else in one's account; a payment talked out of one; a stolen card that is tried; a shop that leaks cards."""
MISHAPS = ("duplicate", "wrong_payee", "wrong_amount")
"""Nobody meant harm: charged twice, sent to another, sent ten times as much."""


class Case(NamedTuple):
    """One case: what, who suffers it (by seat), the day it begins and the day on which it is known; -1: never.

    `firm` is the business that leaked, or that was used; -1 where there is none."""

    what: str
    seat: int
    day: int
    known: int
    firm: int
