"""How people would answer what a bank shows them: known truth, by which offers, channels and restraint are judged.

The rule (`opens`, `takes`): somebody opens what comes by a channel with the chance of that channel, less for each thing
sent to them in the last thirty days. Who has opened an offer takes it with log-odds `wants + moved + price × discount`;
who has not opened it, with `wants` alone. So what an offer adds is known for each person: much, nothing, or less than
nothing, where `moved` is below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sycee.city._calendar import Floats
from sycee.city._habits import HABITS
from sycee.city._life import Person

OFFERS = ("deposit", "fund", "loan", "card", "insurance", "dining", "shopping", "travel", "mobile", "family")
"""Every kind of offer."""
CHANNELS = ("sms", "push", "mail", "inbox", "call")
"""Every way by which one comes."""
_OPENED = {"sms": 0.34, "push": 0.22, "mail": 0.08, "inbox": 0.42, "call": 0.3}
_WANTS = {"deposit": -2.6, "fund": -3.2, "loan": -3.8, "card": -3.3, "insurance": -3.9, "dining": -1.6,
          "shopping": -1.5, "travel": -2.6, "mobile": -1.9, "family": -3.0}  # fmt: skip
# What a taste for some habits does for the wish for an offer.
_TASTES = {"dining": ("restaurant", "coffee", "delivery"), "shopping": ("online", "clothes"), "travel": ("travel",),
           "mobile": ("games",), "family": ("school", "market")}  # fmt: skip
_NUMBER = {habit.key: n for n, habit in enumerate(HABITS)}


@dataclass(frozen=True, slots=True)
class Mind:
    """One person's. Log-odds by `OFFERS`, chances by `CHANNELS`.

    `price`: log-odds that a tenth of the price off adds. `fatigue`: part of their attention that each message of the
    last thirty days takes. `churn`: chance to leave within a month when nothing is done."""

    number: int
    wants: Floats
    moved: Floats
    opened: Floats
    price: float
    fatigue: float
    churn: float

    def opens(self, channel: str, lately: int = 0) -> float:
        """The chance that they open something, so many having been sent in the last thirty days."""
        return float(self.opened[CHANNELS.index(channel)] * np.exp(-self.fatigue * lately))

    def takes(self, offer: str, discount: float = 0.0, *, opened: bool = True) -> float:
        """The chance that they take an offer, of which some part of the price (0 to 1) is off."""
        n = OFFERS.index(offer)
        odds = self.wants[n] + (self.moved[n] + self.price * discount * 10 if opened else 0.0)
        return float(1 / (1 + np.exp(-odds)))


def minded(person: Person, rng: np.random.Generator) -> Mind:
    """What goes on in somebody, from their life and chances of their own."""
    age, pay = person.sketch.age, float(person.pay[-1]) / 100
    wants = np.array([_WANTS[offer] + _liking(person, offer) + _place(person, offer, age, pay) for offer in OFFERS])
    wants += rng.normal(0, 0.7, len(OFFERS))
    # A third hardly care to be asked, half are moved by it, some are put off.
    kind = rng.random(len(OFFERS))
    moved = np.where(kind < 0.34, 0.0, np.where(kind < 0.86, rng.gamma(2.0, 0.5, len(OFFERS)),
                     -rng.gamma(1.5, 0.4, len(OFFERS))))  # fmt: skip
    young = np.interp(age, (20, 40, 60, 80), (1.2, 1.05, 0.8, 0.45))
    usual = np.array([_OPENED[c] * (young if c in ("push", "inbox") else 1.0) for c in CHANNELS])
    opened = np.clip(usual * rng.gamma(4, 0.25, len(CHANNELS)), 0.01, 0.95)
    return Mind(
        person.number, wants, moved, opened, float(rng.gamma(2.0, 0.16) * np.interp(pay, (3000, 20000), (1.5, 0.7))),
        float(rng.gamma(2.0, 0.05)), float(np.clip(rng.beta(1.2, 60) * (0.3 if person.sketch.loyal else 1), 0, 0.5)),
    )  # fmt: skip


def _liking(person: Person, offer: str) -> float:
    habits: Sequence[str] = _TASTES.get(offer, ())
    liked = max((float(person.tastes[_NUMBER[key]]) for key in habits), default=0.5)
    return min(0.8 * (liked - 0.5), 2.0)


def _place(person: Person, offer: str, age: int, pay: float) -> float:
    """What a stage of life does for it."""
    if offer in ("deposit", "fund"):
        return float(np.interp(age, (20, 45, 65), (-0.8, 0.3, 1.2 if offer == "deposit" else 0.2)))
    if offer == "loan":
        return (0.6 if person.sketch.home == "loan" else 0.0) + float(np.interp(age, (22, 32, 60), (0.3, 0.7, -2.0)))
    if offer == "insurance":
        return 0.8 if person.sketch.parent else 0.0
    return float(np.interp(pay, (3000, 20000), (-0.3, 0.5))) if offer == "card" else 0.0
