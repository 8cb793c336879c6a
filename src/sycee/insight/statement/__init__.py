"""Monthly statements: what a month came to, what changed and why, counted from the book whenever it is asked for."""

from sycee.insight.statement._export import MonthExporting, export
from sycee.insight.statement._list import StatementMonths, list_months
from sycee.insight.statement._month import MonthlyStatement, WhichMonth, month
from sycee.insight.statement._ready import StatementReady

__all__ = [
    "MonthExporting",
    "MonthlyStatement",
    "StatementMonths",
    "StatementReady",
    "WhichMonth",
    "export",
    "list_months",
    "month",
]
