"""Whether a plan may go: the judge of the till, proposals, and the proofs that confirm them."""

from sycee.guard.access._challenge import challenge
from sycee.guard.access._confirm import Confirmed, confirm
from sycee.guard.access._drop import drop
from sycee.guard.access._judge import AccessJudge
from sycee.guard.access._proposal import ProposalGone
from sycee.guard.access._show import show

__all__ = ["AccessJudge", "Confirmed", "ProposalGone", "challenge", "confirm", "drop", "show"]
