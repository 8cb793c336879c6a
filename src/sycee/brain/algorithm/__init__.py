"""The registry of what was learned: versions, their cards and files, which one serves, and the way back."""

from sycee.brain.algorithm._drift import Drift, Index, Moved, drifts, keep_drift, moved, stability
from sycee.brain.algorithm._folder import Arrays, Damaged, Models
from sycee.brain.algorithm._register import register
from sycee.brain.algorithm._roll_back import NothingBefore, roll_back
from sycee.brain.algorithm._serving import State, Version, card_of, serving, states, versions

__all__ = [
    "Arrays",
    "Damaged",
    "Drift",
    "Index",
    "Models",
    "Moved",
    "NothingBefore",
    "State",
    "Version",
    "card_of",
    "drifts",
    "keep_drift",
    "moved",
    "register",
    "roll_back",
    "serving",
    "stability",
    "states",
    "versions",
]
