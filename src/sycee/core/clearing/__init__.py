"""Clearing: the other banks, and the rail by which money reaches them: a port, and a simulator that says it is one."""

from sycee.core.clearing._banks import Bank, Banks, NoSuchBank, bank_of, banks
from sycee.core.clearing._rail import (
    Accepted,
    Heard,
    NeverCame,
    NoAnswer,
    Order,
    Rail,
    Rejected,
    Returned,
    Waiting,
)
from sycee.core.clearing._simulated import SimulatedRail

__all__ = [
    "Accepted",
    "Bank",
    "Banks",
    "Heard",
    "NeverCame",
    "NoAnswer",
    "NoSuchBank",
    "Order",
    "Rail",
    "Rejected",
    "Returned",
    "SimulatedRail",
    "Waiting",
    "bank_of",
    "banks",
]
