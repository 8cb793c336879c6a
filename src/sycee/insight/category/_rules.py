"""What an entry was for, as far as a rule can tell: its kind first, then the words in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sycee.insight.category._keywords import INCOME, NEUTRAL, OF_A_WALLET, SPENDING

_BY_KIND: dict[str, tuple[str, str]] = {
    "own": ("own", "own"),
    "salary": ("salary", "fees"),
    "pension": ("pension", "fees"),
    "rent": ("rent_received", "rent"),
    "mortgage": ("borrowing", "mortgage"),
    "subscription": ("refund", "subscriptions"),
    "gift": ("gifts_received", "gifts"),
    "refund": ("refund", "refund"),
    "returned": ("refund", "refund"),
    "interest": ("interest", "fees"),
    "cash": ("cash_in", "cash_out"),
    "invest": ("invest", "invest"),
    "repayment": ("card_repayment", "card_repayment"),
}
"""What the bank's own kinds mean, coming in and going out; kinds that mean several things are not here."""

_NARROWER = {
    "salary": ("bonus", "reimbursed", "freelance"),
    "refund": ("tax_refund",),
    "invest": ("returns",),
}
"""Words that make a kind something narrower."""

_KIND_DEFAULT = {"utility": "utilities", "transport": "transport"}
_TRANSFER = re.compile(r"转账|汇款|转入|转出|汇入|汇出|跨行|transfer|二维码收款|^转$")
_OWED_TO_TAX = re.compile(r"税务")


@dataclass(frozen=True, slots=True)
class Guess:
    """A category by rule. `sure`: 2 by its kind alone, 1 by words, 0 where nothing else is left."""

    code: str
    sure: int


def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in table)


_NEUTRAL, _INCOME, _SPENDING = _compiled(NEUTRAL), _compiled(INCOME), _compiled(SPENDING)
_IN_CODES, _OUT_CODES = {code for code, _ in INCOME}, {code for code, _ in SPENDING}


@lru_cache(maxsize=131_072)
def by_rule(kind: str, party: str, memo: str, inward: bool) -> Guess:
    """The category of an entry with these texts."""
    text = f"{party} {memo}"
    known = _BY_KIND.get(kind)
    if known is not None:
        return Guess(_narrowed(kind, known[0 if inward else 1], text, inward), 2)
    if kind in OF_A_WALLET:
        return Guess(_of_a_wallet(kind, text, inward), 1)
    found = _first(_NEUTRAL, f"{kind} {text}") if kind not in ("utility", "transport", "purchase") else None
    found = found or _first(_INCOME if inward else _SPENDING, _all_of(kind, text))
    if found:
        return Guess(found, 1)
    if kind in _KIND_DEFAULT and not inward:
        return Guess(_KIND_DEFAULT[kind], 1)
    return Guess(_left(kind, text, inward), 0)


def _all_of(kind: str, text: str) -> str:
    """A file's own kind is a text like the others; the bank's are words for machines."""
    return text if kind.isascii() else f"{text} {kind}"


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((code for code, pattern in table if pattern.search(text)), None)


def _narrowed(kind: str, code: str, text: str, inward: bool) -> str:
    if kind == "refund" and inward and _OWED_TO_TAX.search(text):
        return "tax_refund"
    if not inward or kind not in _NARROWER:
        return code
    found = _first(_INCOME, text) if kind != "invest" else _first(_NEUTRAL, text)
    return found if found in _NARROWER[kind] else code


def _of_a_wallet(kind: str, text: str, inward: bool) -> str:
    code = OF_A_WALLET[kind]
    if code == "invest":
        found = _first(_NEUTRAL, text)
        return found if found == "returns" else code
    if inward and code in _OUT_CODES:
        return "refund"
    # A wallet's groups are wider than ours: its words may say which of them it is.
    found = _first(_SPENDING, text) if code in ("utilities", "transport", "shopping") else None
    return found if found in _WITHIN.get(code, ()) else code


_WITHIN = {
    "utilities": ("rent", "mortgage", "utilities"),
    "transport": ("car", "travel", "transport"),
    "shopping": ("groceries", "shopping"),
}


def _left(kind: str, text: str, inward: bool) -> str:
    between_people = kind == "transfer" or _TRANSFER.search(f"{kind} {text}")
    if inward:
        return "person_in" if between_people else "business" if kind == "purchase" else "other_in"
    return "person_out" if between_people else "other_out"
