"""The rail by which money reaches other banks: a port. What it is asked, and everything that it may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sycee.kit.money import Money
from sycee.kit.words import Words


@dataclass(frozen=True, slots=True)
class Order:
    """One transfer. `message` names it for good: given twice, it is the same order, and money goes once."""

    message: UUID
    amount: Money
    payer: str
    bank: str
    number: str
    name: str
    memo: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other bank has the money."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """It was not done and never will be. `reason` is a key of `transfer.OUT_REASONS`, or the rail's own words."""

    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The rail has the order and cannot say yet."""


@dataclass(frozen=True, slots=True)
class NeverCame:
    """The rail knows of no such order."""


Heard = Accepted | Rejected | Waiting | NeverCame


@dataclass(frozen=True, slots=True)
class Returned:
    """An accepted transfer that the other bank has sent back."""

    message: UUID
    reason: str


class NoAnswer(Exception):
    """The rail did not answer in time: it may have the order, or not. Only asking will tell."""


class Rail(Protocol):
    """Brings money to other banks. Called outside any transaction that matters: whatever is said may come twice, late,
    or not at all (`NoAnswer`)."""

    simulated: bool
    notice: Words | None
    """What customers read about it, where it is a simulator."""

    async def submit(self, order: Order, at: datetime) -> Heard:
        """Give an order to the rail; the same message again is the same order."""

    async def enquire(self, message: UUID, at: datetime) -> Heard:
        """What became of an order."""

    async def returned(self, since: datetime, at: datetime) -> Sequence[Returned]:
        """Everything that came back since an instant; what was told before may be told again."""
