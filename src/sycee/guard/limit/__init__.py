"""Limits: how often, how much, and what proof an amount needs. All of it is data."""

from sycee.guard.limit._assurance import Need, needed
from sycee.guard.limit._caution import Why, after_recovery, be_cautious, caution, cautions
from sycee.guard.limit._cautions import Caution, Cautions, see_cautions
from sycee.guard.limit._cooling import Cooldown, cooldown, cooled, cooling
from sycee.guard.limit._proofs import DEED, Weight, enough
from sycee.guard.limit._quota import EVER, Quota, forgive, give_back, take
from sycee.guard.limit._rule import unasked
from sycee.guard.limit._transfer import OverLimit, count_proven, within_limit
from sycee.guard.limit._unproven import unproven, unproven_left

__all__ = [
    "DEED",
    "EVER",
    "Caution",
    "Cautions",
    "Cooldown",
    "Need",
    "OverLimit",
    "Quota",
    "Weight",
    "Why",
    "after_recovery",
    "be_cautious",
    "caution",
    "cautions",
    "cooldown",
    "cooled",
    "cooling",
    "count_proven",
    "enough",
    "forgive",
    "give_back",
    "needed",
    "see_cautions",
    "take",
    "unasked",
    "unproven",
    "unproven_left",
    "within_limit",
]
