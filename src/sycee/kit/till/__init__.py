"""The till: plans in, committed by the hundred, each with an exact and stored answer. Only here does money move."""

from sycee.kit.capability import Shown
from sycee.kit.till._intent import Intent, Sealed, digest_of, document_of, intent_of, restore
from sycee.kit.till._plan import Held, Leg, Own, Plan
from sycee.kit.till._ports import (
    Allow,
    Book,
    Challenge,
    Decision,
    Judge,
    Mandated,
    ShownLine,
    StepUp,
    StepUpNeeded,
    Ticket,
)
from sycee.kit.till._till import Till

__all__ = [
    "Allow",
    "Book",
    "Challenge",
    "Decision",
    "Held",
    "Intent",
    "Judge",
    "Leg",
    "Mandated",
    "Own",
    "Plan",
    "Sealed",
    "Shown",
    "ShownLine",
    "StepUp",
    "StepUpNeeded",
    "Ticket",
    "Till",
    "digest_of",
    "document_of",
    "intent_of",
    "restore",
]
