"""The network over which shops take cards: a port. It asks the bank; the bank asks nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sycee.kit.money import Money
from sycee.kit.words import Words


@dataclass(frozen=True, slots=True)
class Presented:
    """A purchase that a shop asks for. `message` names it for good at the network: presented twice, it is once.
    `number` is the card's whole number; `merchant` the shop's name as the customer will read it."""

    message: UUID
    number: str
    merchant: str
    amount: Money


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a shop gives back of a purchase that it names by the purchase's own `message`, once per `refund`."""

    refund: UUID
    message: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop at which the simulator can buy, by its code."""

    code: str
    name: str


class CardNetwork(Protocol):
    """What the bank has to know of the network. What it asks goes to `decide` and `give_back`."""

    simulated: bool
    notice: Words | None
    """What customers read about it, where it is a simulator."""
    shops: Sequence[Shop]
    """Where `card.try_out` can buy; none at a real network."""
