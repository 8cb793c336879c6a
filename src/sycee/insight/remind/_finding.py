"""What is found in a customer's entries, before it is said to anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sycee.kit.money import Money

Kind = Literal["due", "price_rise", "double_charge", "unusual_amount", "new_place", "month_end"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Facts = Mapping[str, str | Money]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to be reminded of. `mark` tells it from every other of its customer's and never changes; `refs` are the
    entries that it rests on; `on`: the day that it is about; `why`: the sentence, and `facts` what fills it."""

    kind: Kind
    mark: str
    party: str
    name: str
    refs: tuple[int, ...]
    on: date
    amount: Money
    why: str
    facts: Facts
