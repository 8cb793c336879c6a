"""Cards and statements as kept, and the refusals that several verbs share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from sycee.core import ledger
from sycee.guard.privacy import sealed_column
from sycee.kit.capability import Context
from sycee.kit.db import Connection, read
from sycee.kit.errors import Refusal
from sycee.kit.money import CNY, Money
from sycee.kit.words import words

NUMBER = sealed_column("card_card", "number", "account_id")
Part = Literal["statement", "minimum"]

_COLUMNS = """
account_id, owner, tail, statement_day, granted, opened_at, frozen_at, closed_at, repayments, auto_part, auto_account,
auto_mandate
"""
_MINE = f"SELECT {_COLUMNS} FROM card_card WHERE owner = $1 ORDER BY closed_at DESC LIMIT 1"
_THESE = f"SELECT {_COLUMNS} FROM card_card WHERE account_id = ANY ($1::bigint[])"
_WALK = f"""
SELECT {_COLUMNS} FROM card_card WHERE account_id > $1 AND opened_at < $2 AND closed_at IS NULL
ORDER BY account_id LIMIT $3
"""
_BY_NUMBER = f"SELECT {_COLUMNS} FROM card_card WHERE number_index = $1"
_STATED = "account_id, day, opening, spent, came, balance, minimum, due_on, entries, last_seq, overdue"
_STATEMENTS = f"SELECT {_STATED} FROM card_statement WHERE account_id = $1 ORDER BY day DESC LIMIT $2"
_LATEST = f"""
SELECT DISTINCT ON (account_id) {_STATED} FROM card_statement WHERE account_id = ANY ($1::bigint[]) AND day < $2
ORDER BY account_id, day DESC
"""


class NoCard(Refusal):
    code, http = "no_card", 404
    say = words(zh="您还没有信用卡", en="You have no credit card")


class CardFrozen(Refusal):
    code = "card_frozen"
    say = words(zh="信用卡已冻结，没有扣款", en="The card is frozen; nothing was charged")


class CardClosed(Refusal):
    code = "card_closed"
    say = words(zh="信用卡已销卡，没有扣款", en="The card is closed; nothing was charged")


class LeftOnCard(msgspec.Struct, frozen=True):
    """What of the limit is left."""

    available: Money


class AboveLimit(Refusal):
    code, tells = "above_card_limit", LeftOnCard
    say = words(zh="超过信用卡的可用额度，没有扣款", en="That is above the card's limit; nothing was charged")


@dataclass(frozen=True, slots=True)
class Kept:
    """A card as kept. `account` is the ledger's."""

    account: int
    owner: int
    tail: str
    statement_day: int
    granted: int
    opened_at: datetime
    frozen_at: datetime | None
    closed_at: datetime | None
    repayments: int
    auto_part: Part | None
    auto_account: int | None
    auto_mandate: Any


@dataclass(frozen=True, slots=True)
class Cut:
    """A statement as kept, in fen. `balance` is what was owed when it was cut; negative: in credit."""

    account: int
    day: date
    opening: int
    spent: int
    came: int
    balance: int
    minimum: int
    due_on: date
    entries: int
    last_seq: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a card stands, in fen: what is owed (negative: in credit), its limit now, and what is left of the latest
    statement and of its minimum."""

    owed: int
    limit: int
    state: str
    cut: Cut | None
    left: int
    minimum_left: int

    @property
    def available(self) -> int:
        """What can still be bought for."""
        return max(self.limit - self.owed, 0)


async def find(ctx: Context) -> Kept | None:
    """The caller's card: the one that is open, else the last that was."""
    async with read(ctx) as connection:
        row = await connection.fetchrow(_MINE, ctx.me)
    return None if row is None else Kept(*row.values())


async def mine(ctx: Context) -> Kept:
    """The caller's open card."""
    found = await find(ctx)
    if found is None or found.closed_at is not None:
        raise NoCard
    return found


async def these(connection: Connection, accounts: Sequence[int]) -> dict[int, Kept]:
    """Cards by account, whosever they are where the connection sees all."""
    return {r["account_id"]: Kept(*r.values()) for r in await connection.fetch(_THESE, list(accounts))}


async def by_number(connection: Connection, index: bytes) -> Kept | None:
    """The card whose number has this blind index."""
    row = await connection.fetchrow(_BY_NUMBER, index)
    return None if row is None else Kept(*row.values())


async def walk(connection: Connection, after: int, opened_before: datetime, most: int) -> list[Kept]:
    """The next open cards by account."""
    return [Kept(*r.values()) for r in await connection.fetch(_WALK, after, opened_before, most)]


async def cuts(connection: Connection, account: int, most: int = 240) -> list[Cut]:
    """A card's statements, the latest first."""
    return [Cut(*r.values()) for r in await connection.fetch(_STATEMENTS, account, most)]


async def latest(connection: Connection, accounts: Sequence[int], before: date) -> dict[int, Cut]:
    """The latest statement of each of these cards of a day before `before`."""
    return {r["account_id"]: Cut(*r.values()) for r in await connection.fetch(_LATEST, list(accounts), before)}


async def left_of(connection: Connection, cut: Cut, until: datetime | None = None) -> tuple[int, int]:
    """What is left of a statement and of its minimum, by what came in after it (up to an instant)."""
    came = await ledger.came_after(connection, cut.account, cut.last_seq, until)
    return max(cut.balance - came, 0), max(cut.minimum - came, 0)


async def standing(ctx: Context, of: Kept) -> Standing:
    """How the caller's own card stands."""
    sums = (await ledger.balances(ctx, [of.account]))[of.account]
    async with read(ctx) as connection:
        found = await cuts(connection, of.account, 1)
        cut = found[0] if found else None
        left, minimum = await left_of(connection, cut) if cut else (0, 0)
    owed = -sums.balance.minor
    return Standing(owed, sums.available.minor + owed, sums.state, cut, left, minimum)


def yuan(minor: int) -> Money:
    """A sum on a card: they are in CNY alone."""
    return Money(minor, CNY)
