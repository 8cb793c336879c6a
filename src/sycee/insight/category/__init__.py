"""What an entry was for: the closed list of categories, what rules and a learned model say, and who it was with."""

from sycee.insight.category._list import CATEGORIES, INCOME, NEITHER, SPENDING, Category, Side
from sycee.insight.category._party import counterparty, shop
from sycee.insight.category._rules import Guess, by_rule

__all__ = [
    "CATEGORIES",
    "INCOME",
    "NEITHER",
    "SPENDING",
    "Category",
    "Guess",
    "Side",
    "by_rule",
    "counterparty",
    "shop",
]
