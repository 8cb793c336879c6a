"""Assurance: computed from the factors that were proven and their age, never stored as a flag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sycee.kit.capability import Factor

PASSWORD, SMS, KEY, PASSKEY, TOTP = "password", "sms", "key", "passkey", "totp"

_DAY, _NOW = timedelta(hours=12), timedelta(minutes=5)
_HAVING = {"possession": _NOW}
PROVES: Mapping[str, Mapping[str, timedelta]] = {
    PASSWORD: {"knowledge": _DAY},
    SMS: _HAVING,
    KEY: _HAVING,
    TOTP: _HAVING,
    PASSKEY: {**_HAVING, "knowledge": _DAY},
}
"""Which categories each factor proves, and for how long. What belongs to one category does not add up.

A passkey proves two, as the bank takes none whose device has not verified its person. How it did so (PIN or body) the
bank is not told: it counts as knowledge, so that with a password beside it nothing is counted twice.
"""


def level(factors: Iterable[Factor], now: datetime, pace: float = 1) -> int:
    """How many categories of factor are proven and fresh: 0 nobody, 1 one category, 2 two of different kinds.

    `pace`: how much faster than people the bank's clock goes.
    """
    return len(
        {category for f in factors for category, fresh in PROVES.get(f.name, {}).items() if now - f.at < fresh * pace}
    )
