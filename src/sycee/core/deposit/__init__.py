"""Deposits: what savings earn each day, exactly, and how it is booked and paid."""

from sycee.core.deposit._accrue import accrue
from sycee.core.deposit._book import book_day
from sycee.core.deposit._credit import InterestPaid, credit_residue, credit_some
from sycee.core.deposit._mine import Earning, Earnings, mine
from sycee.core.deposit._rate import earning
from sycee.core.deposit._rules import PARTS, due, earned, is_credit_day, last_credit_day, next_credit_day

__all__ = [
    "PARTS",
    "Earning",
    "Earnings",
    "InterestPaid",
    "accrue",
    "book_day",
    "credit_residue",
    "credit_some",
    "due",
    "earned",
    "earning",
    "is_credit_day",
    "last_credit_day",
    "mine",
    "next_credit_day",
]
