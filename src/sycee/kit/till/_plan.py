"""A plan: what a money verb wants to happen. It decides nothing by itself; the till commits it whole or not at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

import msgspec

from sycee.kit.capability import Shown
from sycee.kit.errors import Fault
from sycee.kit.journal import Fact
from sycee.kit.money import Asset, Money

A = TypeVar("A")


class Leg(msgspec.Struct, frozen=True):
    """One account's side: + is money in, − is money out. `party`: the other side's name as the holder reads it."""

    account: int
    amount: Money
    party: str = ""


class Held(msgspec.Struct, frozen=True):
    """What a plan does with a hold: reserve its legs until then, post them from the hold, or let the hold go."""

    id: UUID
    act: Literal["reserve", "post", "void"]
    until: datetime | None = None


class Own(msgspec.Struct, frozen=True):
    """A row of the verb's own module, written in the same commit by that module's database function.

    The function takes a JSON array of rows and returns how many it did; anything but all of them refuses the plan.
    """

    function: str
    row: dict[str, Any]


class Plan(msgspec.Struct, Generic[A], frozen=True):
    """What a money verb returns.

    `legs`: all of one asset, summing to zero; the first is the payer's. `kind`: the entry's kind ("transfer").
    `risk`: class under which the assurance table looks the amount up ("own", "known", "new"). `counted`: counts
    against the day limit of the first leg's account. `shown`: every element that the customer consents to.
    `mandate`: what the payer has agreed to beforehand and this plan is part of; `payer`: whose it is, where that is
    not the caller (the verb is declared `on_behalf`).
    """

    legs: tuple[Leg, ...]
    kind: str
    answer: A
    risk: str
    shown: tuple[Shown, ...] = ()
    memo: str = ""
    value_on: date | None = None
    counted: bool = True
    held: Held | None = None
    rows: tuple[Own, ...] = ()
    facts: tuple[Fact, ...] = ()
    mandate: UUID | None = None
    payer: int | None = None

    def __post_init__(self) -> None:
        if self.payer is not None and self.mandate is None:
            raise Fault("only a mandate lets one customer's call move another's money")
        if self.held is not None and self.held.act == "void":
            return
        assets = {leg.amount.asset.id for leg in self.legs}
        if len(self.legs) < 2 or len(assets) != 1 or sum(leg.amount.minor for leg in self.legs) != 0:
            raise Fault("a plan's legs are two or more, of one asset, and sum to zero")
        if any(leg.amount.minor == 0 for leg in self.legs):
            raise Fault("a leg moves something")

    @property
    def asset(self) -> Asset | None:
        """The asset of every leg; None for a void, which has none."""
        return self.legs[0].amount.asset if self.legs else None

    @property
    def outflow(self) -> int:
        """What the plan takes out of accounts, minor units."""
        return -sum(leg.amount.minor for leg in self.legs if leg.amount.minor < 0)
