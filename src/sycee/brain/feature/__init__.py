"""What may be learned from what customers do, under everything in the brain that learns."""

from sycee.brain.feature._choice import choose_learning, may_learn

__all__ = ["choose_learning", "may_learn"]
