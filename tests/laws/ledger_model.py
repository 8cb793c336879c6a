"""What the till must do, in plain Python: one plan after the other, no locks, no arrays, nothing clever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

from sycee.kit.time import bank_day

NEVER = datetime.max.replace(tzinfo=UTC)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
LEG_MAX, PLAN_MAX, LEGS_MAX, FULL = 10**15, 10**16, 1000, 4 * 10**18

# Outcomes, as migrations/0004_till numbers them.
DONE, KNOWN, NOT_LET_THROUGH, MALFORMED = 0, 1, 2, 3
NO_ACCOUNT, CLOSED, FROZEN, SHORT, DAY, GONE, TOO_MUCH, OFFENDS, SPENT, IS_FULL, TAKEN = range(10, 21)
OPEN_STATE, FROZEN_STATE, CLOSED_STATE = 0, 1, 2


@dataclass(slots=True)
class Account:
    """One account's row."""

    owner: int
    asset: int
    floor: int | None = 0
    cap: int | None = None
    state: int = OPEN_STATE
    credits: int = 0
    debits: int = 0
    coming: int = 0
    going: int = 0
    seq: int = 0
    booked_at: datetime = LONG_AGO
    day: date | None = None
    day_out: int = 0

    @property
    def free(self) -> int | None:
        return None if self.floor is None else self.credits - self.debits - self.going - self.floor


@dataclass(slots=True)
class Side:
    """A hold on one account."""

    account: int
    amount: int
    until: datetime
    state: str = "open"


@dataclass(slots=True)
class Allowance:
    """What a plan without a proof may do."""

    ceiling: int
    own: bool = False
    actor: int | None = None
    budget: int | None = None
    spent: int = 0
    until: datetime = NEVER


@dataclass(frozen=True, slots=True)
class Approval:
    """A proof for one key and digest."""

    subject: int
    key: UUID
    digest: bytes
    ceiling: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """One plan, as a caller brings it."""

    key: UUID
    subject: int
    mark: bytes
    asset: int
    legs: tuple[tuple[int, int], ...]
    counted: bool = True
    allowance: int = 0
    approval: UUID | None = None
    digest: bytes = b""
    held: tuple[Literal["reserve", "post", "void"], UUID, datetime | None] | None = None
    seats: tuple[int, ...] = ()
    stock: tuple[int, ...] = ()
    value_on: date | None = None

    @property
    def outflow(self) -> int:
        return -sum(amount for _, amount in self.legs if amount < 0)


@dataclass(frozen=True, slots=True)
class Said:
    """How a plan ended: its outcome, and what a refusal names."""

    outcome: int
    account: int | None = None
    available: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry."""

    account: int
    seq: int
    amount: int
    balance: int
    booked_at: datetime
    key: UUID
    value_on: date


@dataclass(slots=True)
class Model:
    """The bank's state, and what a batch of plans makes of it."""

    accounts: dict[int, Account] = field(default_factory=dict)
    holds: dict[UUID, list[Side]] = field(default_factory=dict)
    allowances: dict[int, Allowance] = field(default_factory=dict)
    approvals: dict[UUID, Approval] = field(default_factory=dict)
    kept: dict[UUID, tuple[Wish, Said]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    seats: dict[int, UUID] = field(default_factory=dict)
    stock: dict[int, int] = field(default_factory=dict)
    now: datetime = LONG_AGO
    full: set[int] = field(default_factory=set)

    def batch(self, wishes: Sequence[Wish], at: datetime) -> list[Said]:
        """Decide a batch in order. Time is one for all of it, but an account stays where it is ahead of it."""
        touched = {account for w in wishes for account, _ in w.legs} & self.accounts.keys()
        touched |= {s.account for w in wishes if w.held for s in self.holds.get(w.held[1], ())}
        self.full = {
            n for n, a in self.accounts.items() if max(a.credits, a.debits, a.coming, a.going) > FULL
        }  # as they were when the batch began
        self.now = at
        for number in touched:
            self._release(number)
        said = [self._one(w) for w in wishes]
        for number in touched:
            self.accounts[number].booked_at = max(self.accounts[number].booked_at, self.now)
        return said

    def _release(self, number: int) -> None:
        for sides in self.holds.values():
            for side in sides:
                if side.account == number and side.state == "open" and side.until <= self.now:
                    side.state = "expired"
                    self._pend(side, -1)

    def _pend(self, side: Side, sign: int) -> None:
        account = self.accounts[side.account]
        if side.amount < 0:
            account.going -= sign * side.amount
        else:
            account.coming += sign * side.amount

    def _one(self, wish: Wish) -> Said:
        if wish.key in self.kept:
            return Said(KNOWN)
        said = self._decide(wish)
        if said.outcome == DONE or said.outcome >= NO_ACCOUNT:
            self.kept[wish.key] = (wish, said)
        return said

    def _decide(self, wish: Wish) -> Said:
        if not self._sound(wish):
            return Said(MALFORMED)
        if not self._let_through(wish):
            return Said(NOT_LET_THROUGH)
        return self._account_refuses(wish) or self._hold_refuses(wish) or self._carry_out(wish)

    def _sound(self, wish: Wish) -> bool:
        act = wish.held[0] if wish.held else None
        if act == "void":
            return not wish.legs
        amounts = [amount for _, amount in wish.legs]
        named = [account for account, _ in wish.legs]
        return (
            2 <= len(amounts) <= LEGS_MAX
            and all(amount != 0 and abs(amount) <= LEG_MAX for amount in amounts)
            and sum(amounts) == 0
            and wish.outflow <= PLAN_MAX
            and all(self.accounts[a].asset == wish.asset for a in named if a in self.accounts)
            and not (act == "reserve" and (len(set(named)) < len(named) or wish.held[2] is None))  # type: ignore[index]
        )

    def _let_through(self, wish: Wish) -> bool:
        if self._foreign(wish, [a for a, amount in wish.legs if amount < 0]):
            return False
        if wish.approval is not None:
            approval = self._approval(wish)
            return approval is not None and wish.outflow <= approval.ceiling
        allowance = self.allowances.get(wish.allowance)
        if allowance is None or self.now >= allowance.until or wish.outflow > allowance.ceiling:
            return False
        strange = any(a in self.accounts and self.accounts[a].owner != wish.subject for a, _ in wish.legs)
        for_customers = allowance.actor is None and wish.subject > 0
        return (for_customers or allowance.actor == wish.subject) and not (allowance.own and strange)

    def _foreign(self, wish: Wish, taken: Sequence[int]) -> bool:
        """Whether it takes from others' accounts and is not the bank, by a policy of its own."""
        others = any(self.accounts[a].owner != wish.subject for a in taken if a in self.accounts)
        return others and (wish.subject != 0 or wish.approval is not None)

    def _approval(self, wish: Wish) -> Approval | None:
        approval = self.approvals.get(wish.approval) if wish.approval else None
        if approval is None or approval.until <= self.now:
            return None
        same = (approval.subject, approval.key, approval.digest) == (wish.subject, wish.key, wish.digest)
        return approval if same else None

    def _hold_refuses(self, wish: Wish) -> Said | None:
        if wish.held is None:
            return None
        act, number, until = wish.held
        sides = self.holds.get(number, [])
        if act == "reserve":
            if sides:
                return Said(TAKEN)
            return Said(GONE) if until is not None and until <= self.now else None
        if self._foreign(wish, [side.account for side in sides if side.amount < 0]):
            return Said(NOT_LET_THROUGH)
        if not sides or any(side.state != "open" for side in sides):
            return Said(GONE)
        for side in sides:
            took = sum(amount for account, amount in wish.legs if account == side.account)
            if abs(took) > abs(side.amount) or took * side.amount < 0:
                return Said(TOO_MUCH)
        return None

    def _account_refuses(self, wish: Wish) -> Said | None:
        for number, amount in wish.legs:
            account = self.accounts.get(number)
            if account is None:
                return Said(NO_ACCOUNT, number)
            if account.state == CLOSED_STATE:
                return Said(CLOSED, number)
            if account.state == FROZEN_STATE and amount < 0:
                return Said(FROZEN, number)
            if number in self.full:
                return Said(IS_FULL, number)
        return None

    def _carry_out(self, wish: Wish) -> Said:
        """Do it on copies; keep them only if every bound holds."""
        before = {a: replace(self.accounts[a]) for a, _ in wish.legs}
        act = wish.held[0] if wish.held else None
        sides = self.holds.get(wish.held[1], []) if wish.held else []
        before |= {s.account: replace(self.accounts[s.account]) for s in sides}
        if act in ("post", "void"):
            for side in sides:
                self._pend(side, -1)
        for account, amount in wish.legs:
            if act == "reserve":
                self._pend(Side(account, amount, NEVER), 1)
            else:
                self._move(account, amount)
        no = self._short(wish) or self._day(wish) or self._budget(wish) or self._rows(wish)
        if no is not None:
            self.accounts |= before
            # What is left is told as it was before.
            if no.outcome == SHORT:
                return Said(SHORT, no.account, before[no.account].free)  # type: ignore[index]
            return no
        self._keep(wish, act, sides)
        return Said(DONE)

    def _move(self, number: int, amount: int) -> None:
        account = self.accounts[number]
        if amount < 0:
            account.debits -= amount
        else:
            account.credits += amount

    def _short(self, wish: Wish) -> Said | None:
        for number, amount in wish.legs:
            free = self.accounts[number].free
            if amount < 0 and free is not None and free < 0:
                return Said(SHORT, number)
        return None

    def _day(self, wish: Wish) -> Said | None:
        number = wish.legs[0][0] if wish.legs else 0
        took = -sum(amount for account, amount in wish.legs if account == number and amount < 0)
        if not wish.counted or took == 0:
            return None
        account = self.accounts[number]
        so_far = account.day_out if account.day and account.day >= bank_day(self.now) else 0
        if account.cap is not None and so_far + took > account.cap:
            return Said(DAY, number, account.cap - so_far)
        account.day, account.day_out = max(account.day or date.min, bank_day(self.now)), so_far + took
        return None

    def _budget(self, wish: Wish) -> Said | None:
        allowance = self.allowances.get(wish.allowance)
        reserves = wish.held is not None and wish.held[0] == "reserve"
        if wish.approval is not None or allowance is None or allowance.budget is None or reserves:
            return None
        return Said(SPENT) if allowance.spent + wish.outflow > allowance.budget else None

    def _rows(self, wish: Wish) -> Said | None:
        seats = list(wish.seats)
        if len(set(seats)) < len(seats) or any(seat in self.seats for seat in seats):
            return Said(OFFENDS)
        left = dict(self.stock)
        for item in wish.stock:
            left[item] = left.get(item, 0) - 1
        # One statement takes one of each item, so asking twice for the same does fewer rows than were given.
        if len(set(wish.stock)) < len(wish.stock) or any(left[item] < 0 for item in wish.stock):
            return Said(OFFENDS)
        return None

    def _keep(self, wish: Wish, act: str | None, sides: list[Side]) -> None:
        if act == "reserve":
            assert wish.held is not None
            assert wish.held[2] is not None
            self.holds[wish.held[1]] = [Side(a, amount, wish.held[2]) for a, amount in wish.legs]
        for side in sides:
            side.state = "posted" if act == "post" else "void"
        allowance = self.allowances.get(wish.allowance)
        if allowance is not None and allowance.budget is not None and act != "reserve" and wish.approval is None:
            allowance.spent += wish.outflow
        self.seats |= dict.fromkeys(wish.seats, wish.key)
        for item in wish.stock:
            self.stock[item] -= 1
        if act != "reserve":
            self._enter(wish)

    def _enter(self, wish: Wish) -> None:
        # The sums are in already: a balance is what they make, less what later legs of the plan do there.
        for n, (number, amount) in enumerate(wish.legs):
            rest = sum(later for account, later in wish.legs[n + 1 :] if account == number)
            account = self.accounts[number]
            account.seq += 1
            balance = account.credits - account.debits - rest
            value_on, booked_at = wish.value_on or bank_day(self.now), max(account.booked_at, self.now)
            self.lines.append(Line(number, account.seq, amount, balance, booked_at, wish.key, value_on))
