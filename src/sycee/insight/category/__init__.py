"""What an entry was for: the closed list of categories."""

from sycee.insight.category._list import CATEGORIES, INCOME, NEITHER, SPENDING, Category, Side

__all__ = ["CATEGORIES", "INCOME", "NEITHER", "SPENDING", "Category", "Side"]
