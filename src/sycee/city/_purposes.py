"""What money was really for: a closed list, finer than the categories that people sort their entries by. Data."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sycee.city._calendar import Ints
from sycee.insight.category import CATEGORIES

_OF: dict[str, tuple[str, str]] = {
    # What people buy: the keys of their habits.
    "breakfast": ("dining", ""), "eatery": ("dining", ""), "canteen": ("dining", ""), "delivery": ("dining", ""),
    "restaurant": ("dining", ""), "coffee": ("dining", ""), "tea": ("dining", ""), "market": ("groceries", ""),
    "supermarket": ("groceries", ""), "convenience": ("groceries", ""), "fruit": ("groceries", ""),
    "online": ("shopping", ""), "clothes": ("clothing", ""), "games": ("leisure", ""), "leisure": ("leisure", ""),
    "fitness": ("leisure", ""), "salon": ("beauty", ""), "pharmacy": ("health", ""), "hospital": ("health", ""),
    "school": ("education", ""), "travel": ("travel", ""), "taxi": ("transport", ""), "metro": ("transport", ""),
    "bus": ("transport", ""), "bike": ("transport", ""), "fuel": ("car", ""), "parking": ("car", ""),
    "mobile": ("telecom", ""), "lottery": ("leisure", ""), "atm": ("cash_out", ""),
    # What comes round.
    "salary": ("", "salary"), "bonus": ("", "bonus"), "severance": ("", "other_in"), "dole": ("", "benefits"),
    "pension": ("", "pension"), "allowance": ("", "family"), "rent": ("rent", ""), "mortgage": ("mortgage", ""),
    "power": ("utilities", ""), "water": ("utilities", ""), "gas": ("utilities", ""), "estate": ("utilities", ""),
    "subscription": ("subscriptions", ""), "fund": ("invest", "invest"), "insurance": ("insurance", ""),
    "tax_back": ("", "tax_refund"), "fit_out": ("home", ""), "car": ("car", ""),
    # Turns of life.
    "birth": ("health", ""), "baby": ("shopping", ""), "kindergarten": ("education", ""),
    "tuition": ("education", ""), "inpatient": ("health", ""), "inpatient_back": ("", "refund"),
    # Sundries.
    "provident": ("", "housing_fund"), "top_up": ("top_up", "top_up"), "card_repaid": ("card_repayment", ""),
    "expenses": ("", "reimbursed"), "freelance": ("", "freelance"), "rewards": ("", "rewards"),
    "claim": ("", "claims"), "donation": ("gifts", ""), "let": ("", "rent_received"), "cash_in": ("", "cash_in"),
    "fees": ("fees", ""), "cosmetics": ("beauty", ""), "furnishing": ("home", ""), "toll": ("car", ""),
    "stall": ("", "business"), "dividend": ("", "returns"), "grant": ("", "benefits"),
    # Among people.
    "household": ("person_out", "family"), "sweet": ("gifts", "gifts_received"), "keep": ("person_out", "family"),
    "support": ("person_out", "family"), "share": ("person_out", "person_in"),
    "wedding": ("gifts", "gifts_received"), "lent": ("borrowing", "borrowing"), "repaid": ("borrowing", "borrowing"),
    "lucky": ("gifts", "gifts_received"),
    # One's own money, and the bank's.
    "own": ("own", "own"), "elsewhere": ("", "own"), "brought": ("", "own"), "wealth": ("invest", ""),
    "interest": ("", "interest"), "trade": ("", ""), "refund": ("", "refund"),
    # What should not have been.
    "takeover": ("other_out", "person_in"), "scam": ("person_out", "person_in"), "bait": ("person_out", "person_in"),
    "mule": ("person_out", "person_in"), "card_fraud": ("other_out", ""), "astray": ("person_out", "person_in"),
    "returned": ("person_out", "refund"),
}  # fmt: skip

PURPOSES: tuple[str, ...] = tuple(_OF)
"""Every purpose that an entry in the city can have."""
PURPOSE = {name: number for number, name in enumerate(PURPOSES)}
"""The number of each."""
CODES: tuple[str, ...] = ("", *CATEGORIES)
"""Codes of the bank's categories; none first, which is what the entries of businesses have."""

_NUMBER = {code: number for number, code in enumerate(CODES)}
_PAID = np.array([_NUMBER[out] for out, _ in _OF.values()])
_GOT = np.array([_NUMBER[into] for _, into in _OF.values()])


def categories(purpose: Ints, amount: Ints) -> NDArray[np.int64]:
    """The category of entries of people, as numbers of `CODES`, from what they were for and their sign."""
    return np.asarray(np.where(amount < 0, _PAID[purpose], _GOT[purpose]))
