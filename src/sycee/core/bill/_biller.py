"""Billers: a port. What they are asked, and everything that they may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sycee.kit.money import Money
from sycee.kit.words import Words


@dataclass(frozen=True, slots=True)
class Owed:
    """A bill that is open. `bill` names it at the biller for good; `period` is what it is for, in their words."""

    bill: str
    period: str
    amount: Money
    due_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """A customer of a biller's: the name as the biller masks it, and what is owed, the oldest first."""

    holder: str
    owed: Sequence[Owed]


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that a biller is told of. `message` names it for good: told twice, it is the same payment."""

    message: UUID
    biller: str
    customer: str
    bill: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Taken:
    """The bill is settled."""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """It was not settled and never will be by this payment: the money is to go back."""

    reason: str


@dataclass(frozen=True, slots=True)
class NeverHeard:
    """The biller knows of no such payment."""


Word = Taken | NotTaken | NeverHeard


class NoWord(Exception):
    """The biller did not answer in time: it may know of the payment, or not. Only asking will tell."""


class Billers(Protocol):
    """All billers, by their codes. Called outside any transaction that moves money."""

    simulated: bool
    notice: Words | None
    """What customers read about them, where they are simulated."""

    async def find(self, biller: str, customer: str, at: datetime) -> Known | None:
        """What a customer number owes; None where the biller has no such number. Raises NoWord."""

    async def settle(self, payment: Payment, at: datetime) -> Word:
        """Tell of a payment; the same message again is the same payment. Raises NoWord."""

    async def enquire(self, biller: str, message: UUID, at: datetime) -> Word:
        """What became of a payment. Raises NoWord."""
