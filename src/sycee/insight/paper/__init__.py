"""Files that leave the bank: tables without formulas, documents with a code, and what a code says to anybody."""

from sycee.insight.paper._code import new_code
from sycee.insight.paper._csv import as_csv
from sycee.insight.paper._issue import DRAWING, Drawn, Paper, PaperFile, PaperKind, PaperTotals, drawn, issue
from sycee.insight.paper._pdf import Face, Sheet, Side, figure
from sycee.insight.paper._table import Cell, Table, written
from sycee.insight.paper._verify import Checking, Genuine, NotGenuine, verify
from sycee.insight.paper._xlsx import as_xlsx

__all__ = [
    "DRAWING",
    "Cell",
    "Checking",
    "Drawn",
    "Face",
    "Genuine",
    "NotGenuine",
    "Paper",
    "PaperFile",
    "PaperKind",
    "PaperTotals",
    "Sheet",
    "Side",
    "Table",
    "as_csv",
    "as_xlsx",
    "drawn",
    "figure",
    "issue",
    "new_code",
    "verify",
    "written",
]
