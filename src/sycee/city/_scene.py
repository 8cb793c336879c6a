"""What a quarter's people act on: its calendar, businesses, texts, accounts, and the money that flows between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sycee.city._calendar import Calendar, Flags, Floats, Ints
from sycee.city._firms import Firms
from sycee.city._life import Person
from sycee.city._purposes import PURPOSE
from sycee.city._texts import Texts
from sycee.city._wrongs import Case
from sycee.core.ledger import KINDS
from sycee.guard.privacy import mask_name

AUTO = -1
"""As a text: what the other side reads is the person's masked name."""


class Transfers(NamedTuple):
    """Money from `source` to `target` (accounts of the quarter) at an instant, in fen, and the text on either side.

    `purpose` is what it was really for, `case` the number of what went wrong with it, 0 for nothing: known truth, of
    which no text tells."""

    source: Ints
    target: Ints
    at: Ints
    amount: Ints
    source_text: Ints
    target_text: Ints
    purpose: Ints
    case: Ints

    def only(self, chosen: Ints | Flags) -> Transfers:
        """Some of them."""
        return Transfers(*(column[chosen] for column in self))

    def __add__(self, more: Transfers) -> Transfers:  # type: ignore[override]
        return Transfers(*(np.concatenate(pair) for pair in zip(self, more, strict=True)))


def _as_wide(column: ArrayLike, n: int) -> Ints:
    """One value for each of n; there are thousands of these a quarter, and numpy's own way of it is slow for a few."""
    values = np.asarray(column, np.int64)
    return values if values.shape == (n,) else np.full(n, values)


class Flows:
    """Collects transfers as they are thought of; each field is an array or one value for all."""

    def __init__(self) -> None:
        self._parts: list[tuple[Ints, ...]] = []

    def add(
        self, source: ArrayLike, target: ArrayLike, at: Ints, amount: ArrayLike,
        source_text: ArrayLike = AUTO, target_text: ArrayLike = AUTO, *, purpose: str | Ints, case: ArrayLike = 0,
    ) -> None:  # fmt: skip
        """Some transfers. Those of nothing are left out."""
        meant = PURPOSE[purpose] if isinstance(purpose, str) else purpose
        columns = (source, target, at, amount, source_text, target_text, meant, case)
        wide = [_as_wide(column, len(at)) for column in columns]
        keep = wide[3] > 0
        self._parts.append(tuple(wide) if keep.all() else tuple(column[keep] for column in wide))

    def gathered(self) -> Transfers:
        """Everything so far, in the order in which it came."""
        nothing = (np.zeros(0, np.int64),) * len(Transfers._fields)
        return Transfers(*(np.concatenate(column) for column in zip(nothing, *self._parts, strict=True)))


class Event(NamedTuple):
    """A turn in somebody's life: whose (by seat), on which day, and which."""

    seat: int
    day: int
    what: str


class Bank(NamedTuple):
    """The bank's own accounts, which have no floor: the world outside, cash, interest paid, home loans."""

    outside: int
    cash: int
    interest: int
    loans: int


BANK_HOLDERS = ("跨行清算", "库存现金", "利息支出", "个人住房贷款")
"""What they are called, in the same order."""


@dataclass(slots=True)
class Scene:
    """One quarter. Accounts by number: current accounts by seat, then savings, then the bank's, then the firms'.

    `today`: the day whose prices are today's; the one after the last unless told otherwise. `spill`: days after the
    last in which what began before may come to its end, such as a refund.
    """

    calendar: Calendar
    people: list[Person]
    firms: Firms
    texts: Texts
    likely: list[Floats]
    hosted: frozenset[int] = frozenset()
    supported: frozenset[int] = frozenset()
    today: int = -1
    spill: int = 0
    flows: Flows = field(default_factory=Flows)
    events: list[Event] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    savings: dict[int, int] = field(init=False)
    bank: Bank = field(init=False)
    firm_base: int = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.calendar.days if self.today == -1 else self.today
        savers = [p.seat for p in self.people if p.saves]
        self.savings = {seat: len(self.people) + n for n, seat in enumerate(savers)}
        first = len(self.people) + len(savers)
        self.bank = Bank(*range(first, first + len(Bank._fields)))
        self.firm_base = first + len(Bank._fields)

    @property
    def accounts(self) -> int:
        """How many accounts there are."""
        return self.firm_base + len(self.firms.holders)

    def pay(self, person: Person, firm: int, at: Ints, amount: ArrayLike, text: ArrayLike, purpose: str) -> None:
        """A person pays a business."""
        self.flows.add(person.seat, self.firm_base + firm, at, amount, source_text=text, purpose=purpose)

    def earn(self, person: Person, firm: int, at: Ints, amount: ArrayLike, text: ArrayLike, purpose: str) -> None:
        """A business pays a person."""
        self.flows.add(self.firm_base + firm, person.seat, at, amount, target_text=text, purpose=purpose)

    def happens(self, person: Person, day: int, what: str) -> None:
        """Something happens in a person's life that is worth knowing; what lies outside the days is not told."""
        if 0 <= day < self.calendar.days:
            self.events.append(Event(person.seat, int(day), what))

    def goes_wrong(self, what: str, seat: int, day: int, known: int | None, firm: int = -1) -> int:
        """Something goes wrong for somebody; returns the number of the case. `known`: the day that it comes out."""
        self.cases.append(Case(what, seat, int(day), -1 if known is None else int(known), firm))
        return len(self.cases)

    def told(self, transfers: Transfers) -> Transfers:
        """The same with every text in place: shops read masked names."""
        kinds = np.array(self.texts.kind)
        named = [[self.texts.number(kind, mask_name(p.name)) for p in self.people] for kind in KINDS]
        other = np.array(named)
        source, target = transfers.source_text.copy(), transfers.target_text.copy()
        auto = target == AUTO
        target[auto] = other[kinds[source[auto]], transfers.source[auto]]
        auto = source == AUTO
        source[auto] = other[kinds[target[auto]], transfers.target[auto]]
        return transfers._replace(source_text=source, target_text=target)
