"""The till's function against a plain model, over random histories: every outcome, every row, every law."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from tests.laws.ledger_books import Books, open_books, told
from tests.laws.ledger_model import (
    CLOSED_STATE,
    FROZEN_STATE,
    KNOWN,
    LEG_MAX,
    OPEN_STATE,
    Account,
    Allowance,
    Model,
    Said,
    Wish,
)

CNY, POINT = 1, 20
BANK, MEI, WANG, LI = 0, 1, 2, 3
ANYTHING, OWN_ONLY, SMALL, BANKS, BUDGET, LATE, OTHERS_ACTOR, ABSENT = 100, 101, 102, 103, 104, 105, 106, 199
BEGINS = datetime(2026, 3, 1, 9, tzinfo=UTC)
HISTORIES, BATCHES = 12, 40


@pytest.fixture(scope="module")
async def books(bank_home: Path) -> AsyncIterator[Books]:
    async with open_books(bank_home, "ledger_laws") as opened:
        yield opened


@pytest.mark.parametrize("n", range(HISTORIES))
async def test_a_history_ends_as_in_the_model(books: Books, n: int, pytestconfig: pytest.Config) -> None:
    seed = int(pytestconfig.getoption("--hypothesis-seed", None) or 1) * 1000 + n
    history = History(random.Random(seed))  # noqa: S311
    await books.begin(history.model)
    for step in range(BATCHES):
        await history.meanwhile(books)
        wishes = [await history.wish(books) for _ in range(history.random.choice((1, 2, 5, 12, 25)))]
        wishes = list({w.key: w for w in wishes}.values())  # the till joins a key that is under way
        answers = await books.batch(wishes, history.clock())
        expected = history.model.batch(wishes, history.at)
        for wish, answer, said in zip(wishes, answers, expected, strict=True):
            first, first_said = history.model.kept.get(wish.key, (wish, said))
            assert told(answer) == (first_said if said.outcome == KNOWN else said), f"seed {seed} batch {step}: {wish}"
            if not isinstance(answer, Exception):
                assert (answer.subject, answer.mark) == (first.subject, first.mark), f"seed {seed} batch {step}: {wish}"
        history.past += [w for w in wishes if w.key in history.model.kept]
        if step % 10 == 9:
            wrong = await books.wrong(history.model)
            assert not wrong, f"seed {seed} after batch {step}: {wrong}"
    outcomes = {said.outcome for _, said in history.model.kept.values()}
    assert len(outcomes) >= 5, f"seed {seed} is dull: only {outcomes}"


class History:
    """Makes plans of every kind, sound and unsound, hot and cold, on a few accounts that meet each other often."""

    def __init__(self, rng: random.Random) -> None:
        self.random = rng
        self.at = BEGINS
        self.past: list[Wish] = []
        self.model = Model(accounts=self._accounts(), allowances=self._allowances(), stock=dict.fromkeys(range(4), 3))

    def _accounts(self) -> dict[int, Account]:
        bank = {1: Account(BANK, CNY, None), 2: Account(BANK, CNY, 0), 3: Account(BANK, POINT, None)}
        theirs = {
            10 + n: Account(
                owner=self.random.choice((MEI, MEI, WANG, LI)),
                asset=POINT if n in (3, 9) else CNY,
                floor=self.random.choice((0, 0, 0, -500, None)),
                cap=self.random.choice((None, None, 800, 3000)),
            )
            for n in range(10)
        }
        return bank | theirs

    def _allowances(self) -> dict[int, Allowance]:
        return {
            ANYTHING: Allowance(10 * LEG_MAX),
            OWN_ONLY: Allowance(10**6, own=True),
            SMALL: Allowance(300),
            BANKS: Allowance(10 * LEG_MAX, actor=BANK),
            BUDGET: Allowance(2000, actor=BANK, budget=12_000),
            LATE: Allowance(10**6, until=BEGINS + timedelta(days=2)),
            OTHERS_ACTOR: Allowance(10**6, actor=WANG),
        }

    def clock(self) -> datetime:
        """The next batch's instant: minutes later, across midnight now and then, sometimes a little back."""
        self.at += timedelta(seconds=self.random.choice((0, 1, 60, 3600, 7 * 3600, -5)))
        return self.at

    async def meanwhile(self, books: Books) -> None:
        """Somebody freezes, closes or opens an account."""
        if self.random.random() < 0.3:
            number = self.random.choice([n for n in self.model.accounts if n >= 10])
            state = self.random.choice((OPEN_STATE,) * 4 + (FROZEN_STATE, CLOSED_STATE))
            self.model.accounts[number].state = state
            await books.set_state(number, state)

    def _key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    async def wish(self, books: Books) -> Wish:
        """Something that a caller, or a fault in a verb, could bring."""
        if self.past and self.random.random() < 0.08:
            return self._again()
        kind = self.random.choices(("fund", "pay", "hold", "settle", "rows", "odd"), (3, 8, 3, 3, 2, 1))[0]
        wish = getattr(self, f"_{kind}")()
        if self.random.random() < 0.15 and 0 < wish.outflow < 10**18:
            wish = await self._approved(books, wish)
        return wish  # type: ignore[no-any-return]

    def _again(self) -> Wish:
        """A key sent again: as it was, or with another ask, or by another customer."""
        wish = self.random.choice(self.past)
        return self.random.choice((wish, wish, replace(wish, mark=b"another ask....."), replace(wish, subject=LI)))

    def _some(self, count: int) -> list[int]:
        """Accounts, two of them hot; now and then one that is not there, or of another asset."""
        asset = self.random.choice((CNY, CNY, CNY, CNY, CNY, POINT))
        numbers = [n for n, a in self.model.accounts.items() if n >= 10 and a.asset == asset]
        return [
            self.random.choice(numbers[: 2 if self.random.random() < 0.4 else None])
            if self.random.random() < 0.97
            else self.random.choice((*self.model.accounts, 99))
            for _ in range(count)
        ]

    def _amounts(self, count: int) -> list[int]:
        """Signed sums, the first taken, together nothing."""
        parts = [self.random.choice((1, 7, 50, 100, 250, 400, 1000)) for _ in range(count - 1)]
        return [-sum(parts), *parts]

    def _owner_of(self, number: int) -> int:
        return self.model.accounts[number].owner if number in self.model.accounts else MEI

    def _wish(self, legs: Sequence[tuple[int, int]], allowance: int = ANYTHING) -> Wish:
        first = legs[0][0] if legs else 10
        subject = self._owner_of(first) if self.random.random() < 0.93 else self.random.choice((BANK, MEI, WANG, LI))
        asset = self.model.accounts[first].asset if first in self.model.accounts else CNY
        return Wish(
            key=self._key(),
            subject=subject,
            mark=self.random.randbytes(16),
            asset=asset,
            legs=tuple(legs),
            counted=self.random.random() < 0.8,
            allowance=allowance,
            value_on=self.random.choice((None, None, date(2026, 2, 28))),
        )

    def _fund(self) -> Wish:
        """The bank brings money to customers, or takes it, under a policy that names it."""
        to = self._some(self.random.choice((1, 1, 2, 3)))
        parts = [self.random.choice((-200, 300, 1000, 5000)) for _ in to]
        bank = 3 if self._asset(to[0]) == POINT else self.random.choice((1, 1, 2))
        legs = [(bank, -sum(parts) or 1), *zip(to, parts, strict=True)]
        wish = self._wish(legs, self.random.choice((BANKS, BANKS, BUDGET, BUDGET, OTHERS_ACTOR, ANYTHING)))
        return replace(wish, subject=BANK, counted=self.random.random() < 0.1)

    def _asset(self, number: int) -> int:
        return self.model.accounts[number].asset if number in self.model.accounts else CNY

    def _pay(self) -> Wish:
        count = self.random.choice((2, 2, 2, 3, 4))
        legs = list(zip(self._some(count), self._amounts(count), strict=True))
        if self.random.random() < 0.1:
            self.random.shuffle(legs)
        return self._wish(legs, self.random.choice((ANYTHING,) * 12 + (OWN_ONLY, SMALL, LATE, ABSENT)))

    def _hold(self) -> Wish:
        wish = self._pay()
        number = self._key() if self.random.random() < 0.9 else self.random.choice([*self.model.holds, self._key()])
        until = self.at + timedelta(seconds=self.random.choice((-10, 3, 400, 9 * 3600, 40 * 3600)))
        return replace(wish, held=("reserve", number, None if self.random.random() < 0.02 else until), value_on=None)

    def _settle(self) -> Wish:
        """Post or void a hold: some of it, all of it, too much, the wrong way round, or one that is not there."""
        if not self.model.holds:
            return self._hold()
        number = self.random.choice(list(self.model.holds)[-6:]) if self.random.random() < 0.95 else self._key()
        sides = self.model.holds.get(number, [])
        if self.random.random() < 0.3:
            payer = next((s.account for s in sides if s.amount < 0), 10)
            subject = self._owner_of(payer) if self.random.random() < 0.8 else LI
            allowance = self.random.choice((ANYTHING, OWN_ONLY))
            return replace(self._wish([], allowance), subject=subject, held=("void", number, None))
        share = self.random.choice((1, 1, 1, 2, 3, -1)) if self.random.random() < 0.9 else 0.5
        legs = [(s.account, int(s.amount / share)) for s in sides]
        if legs and (rest := sum(amount for _, amount in legs)):
            legs[-1] = (legs[-1][0], legs[-1][1] - rest)
        if legs and self.random.random() < 0.2:  # a fee besides, on accounts beyond the hold
            legs += [(sides[0].account, -3), (1, 3)]
        legs.sort(key=lambda leg: leg[1])
        return replace(self._wish(legs or [(10, -5), (11, 5)]), held=("post", number, None))

    def _rows(self) -> Wish:
        wish = self._pay()
        seats = [self.random.randrange(60) for _ in range(self.random.choice((0, 1, 1, 2)))]
        stock = [self.random.randrange(5) for _ in range(self.random.choice((0, 0, 1, 2)))]
        return replace(wish, seats=tuple(seats), stock=tuple(stock))

    def _odd(self) -> Wish:
        """What a fault in a verb could bring, and the plan's own checks would have caught."""
        wish = self._pay()
        one, two = self._some(2)
        return self.random.choice(
            (
                replace(wish, legs=()),
                replace(wish, legs=((one, -5),)),
                replace(wish, legs=((one, -5), (two, 4))),
                replace(wish, legs=((one, 0), (two, 0))),
                replace(wish, legs=((one, -LEG_MAX - 1), (two, LEG_MAX + 1))),
                replace(wish, legs=((one, -(2**63)), (two, 2**63 - 1))),
                replace(wish, legs=((one, -1), (two, 1)) * 501),
                replace(wish, asset=POINT if wish.asset == CNY else CNY),
                replace(wish, held=("void", self._key(), None)),
                replace(wish, held=("reserve", self._key(), self.at + timedelta(days=1)), legs=((10, -5), (10, 5))),
            )
        )

    async def _approved(self, books: Books, wish: Wish) -> Wish:
        """With a proof instead of an allowance: a right one, or one for something else."""
        wrong = self.random.choice(
            (
                {}, {}, {}, {"ceiling": wish.outflow - 1}, {"digest": b"\0" * 32}, {"key": self._key()},
                {"subject": LI + 1}, {"until": self.at}, {"until": self.at + timedelta(hours=1)},
            )
        )  # fmt: skip
        return await books.approve(self.model, wish, self._key(), **wrong)


def test_the_model_itself_refuses_what_is_short() -> None:
    """The model is worth nothing if it always says yes."""
    model = Model(accounts={10: Account(MEI, CNY), 11: Account(WANG, CNY)}, allowances={ANYTHING: Allowance(10**6)})
    wish = Wish(UUID(int=1), MEI, b"m", CNY, ((10, -5), (11, 5)), allowance=ANYTHING)
    assert model.batch([wish], BEGINS) == [Said(13, 10, 0)]
