"""Limits: how often, how much, and what proof an amount needs. All of it is data."""

from sycee.guard.limit._assurance import Need, needed
from sycee.guard.limit._cooling import Cooldown, cooldown, cooled, cooling
from sycee.guard.limit._quota import Quota, forgive, give_back, take
from sycee.guard.limit._rule import unasked
from sycee.guard.limit._transfer import OverLimit, within_limit
from sycee.guard.limit._unproven import unproven, unproven_left

__all__ = [
    "Cooldown",
    "Need",
    "OverLimit",
    "Quota",
    "cooldown",
    "cooled",
    "cooling",
    "forgive",
    "give_back",
    "needed",
    "take",
    "unasked",
    "unproven",
    "unproven_left",
    "within_limit",
]
