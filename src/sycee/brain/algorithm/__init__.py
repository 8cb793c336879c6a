"""The registry of what was learned: versions, their cards and files, which one serves, and the way back."""

from sycee.brain.algorithm._folder import Arrays, Damaged, Models
from sycee.brain.algorithm._register import register
from sycee.brain.algorithm._roll_back import NothingBefore, roll_back
from sycee.brain.algorithm._serving import Version, serving, versions

__all__ = ["Arrays", "Damaged", "Models", "NothingBefore", "Version", "register", "roll_back", "serving", "versions"]
