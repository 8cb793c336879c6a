"""Known truth of a quarter: what every entry was for, what happened in whose life, and what went wrong.

It is made with the entries, by the same generator, and is stored by nothing that stores them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sycee.city._calendar import Ints
from sycee.city._minds import Mind
from sycee.city._purposes import PURPOSES
from sycee.city._scene import Event
from sycee.city._wrongs import Case


@dataclass(frozen=True, slots=True)
class Truth:
    """`purpose` (in `PURPOSES`) and `case` (from 1; 0 for none) stand beside the quarter's entries, row by row."""

    purpose: Ints
    case: Ints
    cases: list[Case]
    events: list[Event]
    minds: list[Mind]

    def digest(self) -> bytes:
        """SHA-256 of all of it."""
        minds = [(m.number, m.price, m.fatigue, m.churn) for m in self.minds]
        whole = sha256(repr((PURPOSES, self.cases, self.events, minds)).encode())
        for column in (self.purpose, self.case, *(c for m in self.minds for c in (m.wants, m.moved, m.opened))):
            whole.update(column.tobytes())
        return whole.digest()
