"""Assurance: computed from the factors that were proven and their age, never stored as a flag."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sycee.kit.capability import Factor

PASSWORD, SMS, KEY = "password", "sms", "key"

# Factors of one category do not add up; each is good for a while only.
_CATEGORY = {PASSWORD: "knowledge", SMS: "possession", KEY: "possession"}
_FRESH = {PASSWORD: timedelta(hours=12), SMS: timedelta(minutes=5), KEY: timedelta(minutes=5)}


def level(factors: Iterable[Factor], now: datetime, pace: float = 1) -> int:
    """How many categories of factor are proven and fresh: 0 nobody, 1 one factor, 2 two of different kinds.

    `pace`: how much faster than people the bank's clock goes.
    """
    return len({_CATEGORY[f.name] for f in factors if f.name in _CATEGORY and now - f.at < _FRESH[f.name] * pace})
