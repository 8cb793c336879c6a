"""The end of a day: interest, statements and cards, resumable wherever it stopped, with nothing done twice."""

from sycee.core.closing._make import MonthClosed
from sycee.core.closing._night import Until, night, piece
from sycee.core.closing._run import closable, close_some, due_at
from sycee.core.closing._statements import MonthStatement, Statements, statements

__all__ = [
    "MonthClosed",
    "MonthStatement",
    "Statements",
    "Until",
    "closable",
    "close_some",
    "due_at",
    "night",
    "piece",
    "statements",
]
