"""Whether a plan may go: the judge of the till, proposals, the proofs that confirm them, and mandates."""

from sycee.guard.access._actor import Actor, let_act
from sycee.guard.access._challenge import challenge
from sycee.guard.access._confirm import Confirmed, confirm
from sycee.guard.access._consent import consent_of
from sycee.guard.access._drop import drop
from sycee.guard.access._judge import AccessJudge
from sycee.guard.access._list import waiting
from sycee.guard.access._mandate import MandateEnded, Terms, end_mandate, give_mandate
from sycee.guard.access._proposal import LIVES as PROPOSAL_LIVES
from sycee.guard.access._proposal import ProposalEnded, ProposalGone, ProposalMade
from sycee.guard.access._show import show

__all__ = [
    "PROPOSAL_LIVES",
    "AccessJudge",
    "Actor",
    "Confirmed",
    "MandateEnded",
    "ProposalEnded",
    "ProposalGone",
    "ProposalMade",
    "Terms",
    "challenge",
    "confirm",
    "consent_of",
    "drop",
    "end_mandate",
    "give_mandate",
    "let_act",
    "show",
    "waiting",
]
