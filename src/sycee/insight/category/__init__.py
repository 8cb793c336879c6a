"""What an entry was for: the closed list of categories, what rules and a learned model say, and who it was with."""

from sycee.insight.category._list import CATEGORIES, INCOME, NEITHER, SPENDING, Category, Side
from sycee.insight.category._model import (
    BUCKETS,
    CODES,
    HOURS,
    NUMBER,
    SIZES,
    Model,
    decided,
    features,
    hour_of,
    model,
    rule_of,
    size_of,
)
from sycee.insight.category._model import FILE as MODEL_FILE
from sycee.insight.category._party import counterparty, shop
from sycee.insight.category._rules import Guess, by_rule

__all__ = [
    "BUCKETS",
    "CATEGORIES",
    "CODES",
    "HOURS",
    "INCOME",
    "MODEL_FILE",
    "NEITHER",
    "NUMBER",
    "SIZES",
    "SPENDING",
    "Category",
    "Guess",
    "Model",
    "Side",
    "by_rule",
    "counterparty",
    "decided",
    "features",
    "hour_of",
    "model",
    "rule_of",
    "shop",
    "size_of",
]
